"""What the station answers when a person speaks."""
