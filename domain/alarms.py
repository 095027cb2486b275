"""What is measured of a running station, and above which figure somebody must look at once."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Alarm:
    """A gauge that must not rise above ``most``; docs/reliability.md#alarms says what to do."""

    gauge: str
    most: float


# Seconds where the name ends so, counts elsewhere; where they come from: docs/sources.md#alarms.
ALARMS = (
    Alarm("outbox_urgent_age_seconds", 60),
    Alarm("outbox_age_seconds", 900),
    Alarm("letters_dead", 0),
    Alarm("turns_failed", 0),
    Alarm("updates_unreadable", 0),
    Alarm("cases_without_holder", 0),
    Alarm("clock_late_seconds", 120),
    Alarm("letters_frozen", 0),
    Alarm("probe_age_seconds", 180),
    Alarm("probe_seconds", 10),
    Alarm("rules_age_seconds", 120),
    Alarm("files_age_seconds", 93_600),
    Alarm("disk_used_ratio", 0.9),
    Alarm("database_seconds", 1),
)


def ringing(gauges: Mapping[str, float]) -> tuple[Alarm, ...]:
    """Return the alarms that ring; what was not measured rings too."""
    return tuple(each for each in ALARMS if gauges.get(each.gauge, float("inf")) > each.most)
