"""Choosing by buttons what an act needs beside words: to whom, which kind, until when, who else.

An argument that begins with "+" is a choice under way: ``+PAGE/WHAT`` of what was chosen so far.
"""

from collections.abc import Callable, Iterator, Mapping
from itertools import chain

from domain.calendar import shanghai_day
from domain.cases import Case
from domain.deadlines import Limit, due_at
from domain.dissuasions import Way
from domain.exclusions import DECISIONS
from domain.exclusions import REASONS as EXCLUSIONS
from domain.letters import name_text, queue_text
from domain.pauses import Cause
from domain.people import Role, ScopeKind
from domain.presses import Press, press_on
from domain.refusals import Refused
from domain.returns import REASONS
from domain.turns import Choice, Step, Text, Value
from handlers import cards
from handlers.passing import hands_for
from handlers.talk import Talk, choice

_ON_A_PAGE = 8
_KINDS = ("property", "committee", "grid", "community", "street")
_BY_GRID = (Role.SECRETARY, Role.GRID_HEAD, Role.GRID_WORKER)
_LATER = ("1wd", "3wd", "5wd", "10wd", "15wd")
_PAUSED_FOR = ("3wd", "5wd", "10wd", "15wd", "20wd", "30wd")
_MOST_CALLED = 8

# What may be chosen: the argument that it makes, and its name.
Option = tuple[str, Value]


def is_open(wanted: Press) -> bool:
    """Say whether something must still be chosen by a button."""
    return wanted.act in _OPTIONS and (not wanted.argument or wanted.argument.startswith("+"))


def offered(talk: Talk, case: Case, wanted: Press) -> Step:
    """Offer one page of what may be chosen; each is a button and a line with its number."""
    page_words, _, chosen = wanted.argument.removeprefix("+").partition("/")
    page = int(page_words) if page_words.isdecimal() else 0
    options = tuple(_OPTIONS[wanted.act](talk, case, chosen))
    shown = options[page * _ON_A_PAGE : (page + 1) * _ON_A_PAGE]
    lines = tuple(
        Text("choosing.line", {"position": position, "name": name})
        for position, (_, name) in enumerate(shown, start=1)
    )
    buttons = [_button(case, wanted.act, *option) for option in shown]
    if page:
        buttons.append(_turn(case, wanted.act, "choosing.back", f"+{page - 1}/{chosen}"))
    if len(options) > (page + 1) * _ON_A_PAGE:
        buttons.append(_turn(case, wanted.act, "choosing.more", f"+{page + 1}/{chosen}"))
    buttons.append(choice("choosing.card", press_on(case, "mine")))
    values = {**cards.values_of(talk, case), "lines": lines}
    letter = talk.letter(f"choosing.{wanted.act}", values, tuple(buttons))
    return Step((letter,), dialogue=talk.resting())


def _button(case: Case, act: str, argument: str, name: Value) -> Choice:
    return _turn(case, act, "choosing.name", argument, {"name": name})


def _turn(
    case: Case, act: str, key: str, argument: str, values: Mapping[str, Value] | None = None
) -> Choice:
    return choice(key, press_on(case, "do", f"{act}|{argument}"), values)


def _hands(talk: Talk, case: Case, _chosen: str) -> Iterator[Option]:
    for named, name in chain(_queues(talk, case), _people(talk, case)):
        if _is_there(talk, case, named):
            yield named, name


def _is_there(talk: Talk, case: Case, named: str) -> bool:
    """Say whether somebody is there who may be called and does not hold the case already."""
    try:
        hands = hands_for(talk, case, named)
    except Refused:
        return False
    return (hands.queue, hands.holder) != (case.queue, case.holder)


def _queues(talk: Talk, case: Case) -> Iterator[Option]:
    departments = tuple(item.code for item in talk.rules.directory.departments)
    for code in (*_KINDS, *departments):
        yield f"q:{code}", queue_text(code, case.place, talk.rules)


def _people(talk: Talk, case: Case) -> Iterator[Option]:
    serving = talk.rules.directory.serving
    seats = [(role, ScopeKind.GRID, case.grid) for role in _BY_GRID]
    seats.append((Role.DISPATCHER, ScopeKind.COMMUNITY, case.community_id))
    for role, scope, code in seats:
        for person in serving(role, scope, code, talk.day):
            yield f"p:{person.person_id}", name_text(person.person_id, talk.rules)


def _departments(talk: Talk, case: Case, chosen: str) -> Iterator[Option]:
    called = [code for code in chosen.split(",") if code]
    if called:
        yield ",".join(called), Text("choosing.these", {"count": len(called)})
    left = (item for item in talk.rules.directory.departments if item.code not in called)
    for department in left if len(called) < _MOST_CALLED else ():
        if _is_there(talk, case, f"q:{department.code}"):
            yield f"+0/{','.join((*called, department.code))}", department.name


def _leaves(talk: Talk, case: Case, chosen: str) -> Iterator[Option]:
    categories = talk.rules.categories
    if not chosen:
        yield from ((f"+0/{top}", name) for top, name in categories.tops.items())
    for leaf in categories.leaves.values():
        if leaf.top == chosen and leaf.code != case.leaf:
            yield leaf.code, leaf.name


def _reasons(_talk: Talk, _case: Case, _chosen: str) -> Iterator[Option]:
    for code in REASONS:
        yield code, Text(f"passing.return_{code}")


def _grids(talk: Talk, case: Case, _chosen: str) -> Iterator[Option]:
    for grid in talk.rules.directory.grids:
        is_here = grid.community_id == case.community_id and grid.holds_on(talk.day)
        if is_here and grid.code != case.grid:
            yield grid.code, grid.name


def _causes(talk: Talk, _case: Case, chosen: str) -> Iterator[Option]:
    if not chosen:
        yield from ((f"+0/{cause}", Text(f"pausing.{cause}")) for cause in Cause)
        return
    for limit in _PAUSED_FOR:
        day = shanghai_day(due_at(talk.desk.at, Limit.parse(limit), talk.rules.calendar))
        name = Text("absence.day", {"month": day.month, "day": day.day})
        yield f"{chosen}@{day.isoformat()}", name


def _days(talk: Talk, case: Case, _chosen: str) -> Iterator[Option]:
    begin = max(case.clocks.promised or talk.desk.at, talk.desk.at)
    for limit in _LATER:
        day = shanghai_day(due_at(begin, Limit.parse(limit), talk.rules.calendar))
        yield day.isoformat(), Text("absence.day", {"month": day.month, "day": day.day})


def _ways(_talk: Talk, _case: Case, _chosen: str) -> Iterator[Option]:
    for way in Way:
        yield way.value, Text(f"dissuading.{way}")


def _exclusions(_talk: Talk, _case: Case, _chosen: str) -> Iterator[Option]:
    for code in EXCLUSIONS:
        yield code, Text(f"excluding.{code}")


def _decisions(_talk: Talk, _case: Case, _chosen: str) -> Iterator[Option]:
    for code in DECISIONS:
        yield code, Text(f"excluding.{code}")


_OPTIONS: Mapping[str, Callable[[Talk, Case, str], Iterator[Option]]] = {
    "hand_on": _hands,
    "assist": _hands,
    "whistle": _departments,
    "reclassify": _leaves,
    "extend": _days,
    "return": _reasons,
    "pause": _causes,
    "move": _grids,
    "dissuade": _ways,
    "exclude": _exclusions,
    "review": _decisions,
}
