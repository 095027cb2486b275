"""From Chinese words to a reading."""
