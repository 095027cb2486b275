"""The week of the street: one letter over all its communities to each who serves the street."""

from collections.abc import Iterable

from domain.cases import Case
from domain.people import Person, Role, ScopeKind
from domain.turns import Letter, Step, Text, Value
from jobs.rounds import JobRound
from jobs.weekly import (
    age_of,
    climbed,
    holders_of,
    is_late,
    line_of,
    list_for,
    oldest_first,
    weekly_letter,
)

# What one message holds; the rest stands on the console.
_MOST_COMMUNITIES = 30
_MOST_CASES = 12


def roll_up(work: JobRound) -> Step:
    """Return the counts of every community for the street, and the lists of its own holders.

    ``work`` holds the cases of all communities. What has climbed to the top is named in full, and
    who holds some of it in a department reads a list of it. Nothing on any other day than the
    first working day of a week.
    """
    if not work.rules.calendar.is_first_working_day_of_week(work.day):
        return Step()
    cases, street = oldest_first(work), work.rules.directory.street_id
    letters: dict[str, Letter] = {}
    for person in work.serving(Role.STREET, ScopeKind.STREET, street):
        letters[person.person_id] = _counts(person, cases, work)
    for person, held in holders_of(climbed(cases, work), work):
        if person.community_id == street:
            letters.setdefault(person.person_id, list_for(person, held, work))
    return Step(tuple(letters.values()))


def _counts(person: Person, cases: list[Case], work: JobRound) -> Letter:
    if not cases:
        return weekly_letter(person, Text("weekly.street_nothing"), work)
    lines = _by_community(cases, work)
    left = len(lines) - _MOST_COMMUNITIES
    values: dict[str, Value] = {
        "count": len(cases),
        "late": sum(is_late(case, work) for case in cases),
        "lines": lines[:_MOST_COMMUNITIES],
        "more": Text("weekly.street_more", {"count": left}) if left > 0 else "",
        "topped": _topped(person, climbed(cases, work), work),
    }
    return weekly_letter(person, Text("weekly.street", values), work)


def _by_community(cases: Iterable[Case], work: JobRound) -> tuple[Text, ...]:
    """Return one line a community: where most is late first, then where something waits longest."""
    found: dict[str, list[Case]] = {}
    for case in cases:
        found.setdefault(case.community_id, []).append(case)
    rows = [
        (sum(is_late(case, work) for case in mine), age_of(mine[0], work), len(mine), community)
        for community, mine in found.items()
    ]
    return tuple(
        Text(
            "weekly.community_line",
            {
                "community": work.rules.directory.community(community).name,
                "count": count,
                "late": late,
                "age": age,
            },
        )
        for late, age, count, community in sorted(rows, reverse=True)
    )


def _topped(person: Person, cases: Iterable[Case], work: JobRound) -> Value:
    lines = tuple(line for case in cases if (line := line_of(case, person, work)))
    values: dict[str, Value] = {"count": len(lines), "lines": lines[:_MOST_CASES]}
    return Text("weekly.topped", values) if lines else ""
