"""Measurements that print ratios: each figure beside what the bare tool does in the same run."""
