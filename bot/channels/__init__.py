"""The doors, one channel a file."""
