"""A place as people name it: compound, building, unit, floor, room."""

from dataclasses import dataclass, replace
from enum import StrEnum


class PlaceSource(StrEnum):
    """Where we know a place from."""

    UNKNOWN = "unknown"
    TEXT = "text"
    PROFILE = "profile"
    ASKED = "asked"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Place:
    """One place of the directory, as far as it is known.

    ``compound`` is a directory code; ``building``, ``unit``, ``floor`` and ``room`` are the
    numbers that people say ("3", "2", "5", "502"); ``words`` keeps the resident's own wording;
    ``confidence`` is 0 to 100.
    """

    compound: str = ""
    building: str = ""
    unit: str = ""
    floor: str = ""
    room: str = ""
    words: str = ""
    source: PlaceSource = PlaceSource.UNKNOWN
    confidence: int = 0

    def is_known(self) -> bool:
        """Say whether at least the compound is known."""
        return bool(self.compound)

    def completed_by(self, other: "Place") -> "Place":
        """Return this place with the missing parts taken from ``other`` of the same compound."""
        if not other.compound or (self.compound and self.compound != other.compound):
            return self
        if self.building and other.building and self.building != other.building:
            return replace(self, compound=other.compound)
        return replace(
            self,
            compound=other.compound,
            building=self.building or other.building,
            unit=self.unit or other.unit,
            floor=self.floor or other.floor,
            room=self.room or other.room,
            source=self.source if self.compound else other.source,
            confidence=max(self.confidence, other.confidence),
        )

    def without_home(self) -> "Place":
        """Return the place of the problem only: no floor, room or words of the resident."""
        return replace(self, unit="", floor="", room="", words="")
