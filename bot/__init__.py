"""The running station."""
