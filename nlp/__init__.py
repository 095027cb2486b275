"""From Chinese words to a reading."""

import os

# Sounds are compared one character at a time; pypinyin's table of phrases takes 49 MB.
os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
