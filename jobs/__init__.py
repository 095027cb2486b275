"""What the station does when the clock strikes."""
