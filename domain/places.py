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
    CONFIRMED = "confirmed"


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
        """Return this place with the missing parts taken from ``other`` of the same compound.

        What lies inside a building or unit is taken only if that is the same one.
        """
        if not other.compound or _differ(self.compound, other.compound):
            return self
        if _differ(self.building, other.building):
            return replace(self, compound=other.compound)
        place = replace(
            self,
            compound=other.compound,
            building=self.building or other.building,
            source=self.source if self.compound else other.source,
            confidence=max(self.confidence, other.confidence),
        )
        if _differ(self.unit, other.unit):
            return place
        place = replace(place, unit=self.unit or other.unit)
        if _differ(self.floor, other.floor) or _differ(self.room, other.room):
            return place
        return replace(place, floor=self.floor or other.floor, room=self.room or other.room)

    def without_home(self) -> "Place":
        """Return the place of the problem only: no floor, room or words of the resident."""
        return replace(self, unit="", floor="", room="", words="")


def _differ(told: str, known: str) -> bool:
    return bool(told and known and told != known)
