"""Messages to measure with: those of a city where they lie beside the checkout, or our own."""

import csv
from itertools import cycle, islice
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OWN = ROOT / "tests" / "nlp" / "messages" / "leaves.csv"
CITY = ROOT.parent / "shared" / "data" / "messages_city.csv"
# A chat message; what is longer was written in a form.
SHORT = 60


def short_messages(count: int) -> list[str]:
    """Return so many messages as people type them in a chat, again from the start at the end."""
    with OWN.open(encoding="utf-8-sig", newline="") as file:
        texts = [row["text"] for row in csv.DictReader(file) if len(row["text"]) <= SHORT]
    return list(islice(cycle(texts), count))


def city_messages(count: int) -> list[str]:
    """Return so many messages of a city, none where they do not lie beside the checkout."""
    if not CITY.is_file():
        return []
    with CITY.open(encoding="utf-8-sig", newline="") as file:
        return [row["text"] for row in islice(csv.DictReader(file), count)]
