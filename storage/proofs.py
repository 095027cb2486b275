"""What staff recorded beside a case's acts, dissuasions and exclusion, as plain JSON and back."""

from collections.abc import Mapping
from typing import Any

from domain.dissuasions import Dissuasion, Way
from domain.exclusions import Exclusion
from storage.columns import from_micros, to_micros


def dissuasion_json(each: Dissuasion) -> list[Any]:
    """Return the dissuasion as a list."""
    return [to_micros(each.at), each.by, each.way.value, each.result, each.beside]


def dissuasion_of(plain: list[Any]) -> Dissuasion:
    """Return the dissuasion of a list."""
    at, by, way, result, beside = plain
    return Dissuasion(from_micros(at), by, Way(way), result, beside)


def exclusion_json(exclusion: Exclusion | None) -> dict[str, Any]:
    """Return the exclusion as a map, {} for none."""
    if exclusion is None:
        return {}
    return {
        "reason": exclusion.reason,
        "by": exclusion.by,
        "at": to_micros(exclusion.at),
        "reviewed_by": exclusion.reviewed_by,
        "holds": exclusion.holds,
    }


def exclusion_of(plain: Mapping[str, Any]) -> Exclusion | None:
    """Return the exclusion of a map, None for {}."""
    return Exclusion(**{**plain, "at": from_micros(plain["at"])}) if plain else None
