"""What the station remembers."""
