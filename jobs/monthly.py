"""Once a month: what keeps coming back in each grid, with a named owner (未诉先办)."""

from collections import Counter
from collections.abc import Iterable
from itertools import chain

from domain.appraisals import month_before
from domain.calendar import shanghai_day
from domain.cases import Case
from domain.grids import Grid
from domain.letters import matter_name, name_text
from domain.people import Person, Role, ScopeKind
from domain.states import State
from domain.turns import Letter, Step, Text, Value
from jobs.rounds import JobRound

_MOST = 3
# What came once has not come back.
_RECURS_FROM = 2
_NOT_COUNTED = frozenset({State.MERGED, State.WITHDRAWN})


def name_recurring(work: JobRound) -> Step:
    """Tell each grid's secretary its three kinds that came most last month, and the community all.

    Nothing on any other day than the first working day of a month. The secretary owns them: what
    is done before the next complaint is asked of that name.
    """
    first = work.day.replace(day=1)
    if not work.rules.calendar.is_first_working_day_of_month(work.day):
        return Step()
    grids = [
        grid
        for grid in work.rules.directory.grids
        if grid.community_id == work.community_id and grid.holds_on(work.day)
    ]
    mark = f"monthly:{work.community_id}:{first:%Y-%m}"
    letters = tuple(chain.from_iterable(_to_owners(grid, work, mark) for grid in grids))
    return Step((*letters, *_to_community(grids, work, mark)))


def recurring(cases: Iterable[Case]) -> tuple[tuple[str, int, int], ...]:
    """Return the leaves that came most, with how many cases and homes; at most three."""
    counted = [case for case in cases if case.state not in _NOT_COUNTED]
    times = Counter(case.leaf for case in counted)
    homes: Counter[str] = Counter()
    for case in counted:
        homes[case.leaf] += case.households
    found = [leaf for leaf, count in times.items() if count >= _RECURS_FROM]
    found.sort(key=lambda leaf: (-times[leaf], -homes[leaf], leaf))
    return tuple((leaf, times[leaf], homes[leaf]) for leaf in found[:_MOST])


def _to_owners(grid: Grid, work: JobRound, mark: str) -> Iterable[Letter]:
    lines = _lines(grid, work)
    if not lines:
        return
    for person in _owners(grid, work):
        values: dict[str, Value] = {"grid": grid.name, "month": _month(work), "lines": lines}
        yield _letter(person, Text("monthly.yours", values), work, f"{mark}:{grid.code}")


def _to_community(grids: Iterable[Grid], work: JobRound, mark: str) -> Iterable[Letter]:
    parts = tuple(part for grid in grids if (part := _grid_text(grid, work)))
    name = work.rules.directory.community(work.community_id).name
    values: dict[str, Value] = {"community": name, "month": _month(work), "lines": parts}
    text = Text("monthly.all" if parts else "monthly.nothing", values)
    for person in work.serving(Role.DISPATCHER, ScopeKind.COMMUNITY, work.community_id):
        yield _letter(person, text, work, mark)


def _grid_text(grid: Grid, work: JobRound) -> Text | None:
    lines = _lines(grid, work)
    if not lines:
        return None
    owner = next(iter(_owners(grid, work)), None)
    named = name_text(owner.person_id if owner else "", work.rules)
    return Text("monthly.grid", {"grid": grid.name, "owner": named, "lines": lines})


def _owners(grid: Grid, work: JobRound) -> tuple[Person, ...]:
    return work.serving(Role.SECRETARY, ScopeKind.GRID, grid.code)


def _lines(grid: Grid, work: JobRound) -> tuple[Text, ...]:
    mine = (case for case in work.cases if case.grid == grid.code)
    return tuple(
        Text(
            "monthly.line",
            {"matter": matter_name(leaf, work.rules), "count": count, "homes": homes},
        )
        for leaf, count, homes in recurring(mine)
    )


def _month(work: JobRound) -> str:
    since, _ = month_before(work.at)
    return str(shanghai_day(since).month)


def _letter(person: Person, text: Text, work: JobRound, mark: str) -> Letter:
    when = work.message_time
    return Letter(person.person_id, text.key, text.values, not_before=when, dedupe=mark)
