"""The rules of the station and the shapes of its words."""
