"""What staff recorded beside a case's acts, dissuasions and the like, as plain JSON and back."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from domain.dissuasions import Dissuasion, Way
from domain.exclusions import Exclusion
from domain.warranties import Claim, Covered, Stage, Taken, Warranty
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


def warranty_json(warranty: Warranty | None) -> dict[str, Any]:
    """Return the claim to the deposit as a map, {} for none."""
    if warranty is None:
        return {}
    claim = warranty.claim
    return {
        "part": claim.part.value,
        "completed": claim.completed.isoformat(),
        "delivered": claim.delivered.isoformat(),
        "builder": warranty.builder,
        "homes": warranty.homes,
        "steps": [
            [each.stage.value, each.day.isoformat(), to_micros(each.at), each.by]
            for each in warranty.steps
        ],
        "told": warranty.told,
    }


def warranty_of(plain: Mapping[str, Any]) -> Warranty | None:
    """Return the claim to the deposit of a map, None for {}."""
    if not plain:
        return None
    days = (date.fromisoformat(plain[name]) for name in ("completed", "delivered"))
    steps = tuple(
        Taken(Stage(stage), date.fromisoformat(day), from_micros(at), by)
        for stage, day, at, by in plain["steps"]
    )
    claim = Claim(Covered(plain["part"]), *days)
    return Warranty(claim, plain["builder"], plain["homes"], steps, plain["told"])
