"""Messages to measure with: those of a city where they lie beside the checkout, or our own."""

import csv
from itertools import cycle, islice
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OWN = ROOT / "tests" / "nlp" / "messages" / "leaves.csv"
CITY = ROOT.parent / "shared" / "data" / "messages_city.csv"
# A chat message; what is longer was written in a form.
SHORT = 60
ABOUT_TWENTY = range(17, 24)


def short_messages(count: int) -> list[str]:
    """Return so many messages as people type them in a chat, again from the start at the end."""
    with OWN.open(encoding="utf-8-sig", newline="") as file:
        texts = [row["text"] for row in csv.DictReader(file) if len(row["text"]) <= SHORT]
    return list(islice(cycle(texts), count))


def titles(count: int) -> list[str]:
    """Return so many messages of about 20 characters, of a city or else our own."""
    some = [text for text in _city("title") or short_messages(3_000) if len(text) in ABOUT_TWENTY]
    return list(islice(cycle(some), count))


def city_messages(count: int) -> list[str]:
    """Return so many messages of a city, none where they do not lie beside the checkout."""
    return _city("text")[:count]


def _city(column: str) -> list[str]:
    if not CITY.is_file():
        return []
    with CITY.open(encoding="utf-8-sig", newline="") as file:
        return [row[column] for row in csv.DictReader(file)]
