"""Opening a case: number, holder, clocks and the first event."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import count

from domain.calendar import Calendar, shanghai_day
from domain.cases import Case, CaseChanged, Party
from domain.categories import Categories, Leaf, Priority
from domain.clocks import Clocks
from domain.deadlines import Limit, Unit, due_at
from domain.events import Event
from domain.explaining import explained
from domain.people import Identity
from domain.places import Place
from domain.reading import Reading
from domain.routing import Matter, Route, accused, route
from domain.rules import Rulebook
from domain.screening import stop_tags
from domain.states import Act, Part, State

# An unassigned case is itself an alarm on the shortest clock (docs/decisions).
UNASSIGNED = {
    Priority.DANGER: Limit(2, Unit.MINUTES),
    Priority.URGENT: Limit(10, Unit.MINUTES),
    Priority.NORMAL: Limit(1, Unit.WORKING_HOURS),
    Priority.SLOW: Limit(1, Unit.WORKING_HOURS),
}
# A matter more pressing than its kind is signed for as soon as others so pressing (category file).
ACCEPT_WITHIN = {
    Priority.DANGER: Limit(5, Unit.MINUTES),
    Priority.URGENT: Limit(30, Unit.MINUTES),
    Priority.NORMAL: Limit(4, Unit.WORKING_HOURS),
    Priority.SLOW: Limit(1, Unit.WORKING_DAYS),
}
# Kinds of bodies that the words complain about stay with the case as tags of this kind, so that a
# place told later still keeps the case from them.
_ABOUT = "about:"
_LONG_ENOUGH_TO_WARN = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Draft:
    """What is known when a case opens."""

    community_id: str
    number: str
    text: str
    leaf: str
    place: Place
    party: Party
    reading: Reading


def open_case(draft: Draft, rules: Rulebook, at: datetime) -> CaseChanged:
    """Return the new case, routed, with its clocks running and its first event."""
    leaf = rules.categories.leaf(draft.leaf)
    priority = Priority.DANGER if draft.reading.is_alarm() else leaf.priority
    case = Case(
        community_id=draft.community_id,
        number=draft.number,
        text=draft.text,
        leaf=leaf.code,
        priority=priority,
        state=State.NEW,
        opened_at=at,
        place=draft.place,
        parties=(draft.party,),
        reasons=draft.reading.reasons,
        tags=_tags_of(draft.reading),
        waiting_since=at,
        version=1,
        seq=1,
    )
    way = route(matter_of(case, rules.categories), rules, shanghai_day(at))
    state = State.ASSIGNED if way.holder else State.NEW
    clocks = start_clocks(leaf, priority, at, rules.calendar)
    case = replace(placed(case, way), state=state, clocks=clocks, first_queue=way.queue)
    event = _opening_event(case, way.reason, str(explained(draft.reading)))
    return CaseChanged(replace(case, head=event.hash), event)


def _tags_of(reading: Reading) -> frozenset[str]:
    about = {f"{_ABOUT}{kind}" for kind in reading.about}
    return reading.tags | about | stop_tags(reading.stops)


def _opening_event(case: Case, reason: str, why: str) -> Event:
    return Event(
        community_id=case.community_id,
        number=case.number,
        seq=1,
        at=case.opened_at,
        actor=Part.REPORTER.value,
        part=Part.REPORTER,
        act=Act.OPEN,
        before=State.NEW,
        after=case.state,
        reason=reason,
        internal=why,
    )


def matter_of(case: Case, categories: Categories) -> Matter:
    """Return what routing looks at in a case."""
    return Matter(
        community_id=case.community_id,
        leaf=categories.leaf(case.leaf),
        place=case.place,
        words=case.text,
        accused=case.about,
        about=tuple(sorted(tag.removeprefix(_ABOUT) for tag in case.tags if _ABOUT in tag)),
    )


def also_about(case: Case, kinds: Iterable[str], rules: Rulebook, day: date) -> Case:
    """Return the case as being about those kinds of bodies and people, too, from now on."""
    tags = case.tags | {f"{_ABOUT}{kind}" for kind in kinds}
    told = replace(case, tags=tags)
    return replace(told, about=accused(matter_of(told, rules.categories), rules, day))


def placed(case: Case, way: Route) -> Case:
    """Return the case in the hands that the route names; its clocks stay as they are."""
    return replace(
        case,
        grid=way.grid,
        microgrid=way.microgrid,
        queue=way.queue,
        holder=way.holder,
        about=way.about,
    )


def start_clocks(leaf: Leaf, priority: Priority, at: datetime, calendar: Calendar) -> Clocks:
    """Return the due times of a matter that begins at ``at``.

    The promise is the solve limit, or the first answer where the leaf has no solve limit. A
    warning rings on the morning of the working day before, if that is a day off at least. What
    is more pressing than its leaf waits no longer for somebody to sign than others so pressing.
    """
    accept = due_at(at, leaf.accept, calendar)
    if priority < leaf.priority:
        accept = min(accept, due_at(at, ACCEPT_WITHIN[priority], calendar))
    answer = due_at(at, leaf.answer, calendar)
    solve = due_at(at, leaf.solve, calendar) if leaf.solve else None
    eve = _eve_of(solve, calendar) if solve else None
    return Clocks(
        unassigned=due_at(at, UNASSIGNED[priority], calendar),
        accept=accept,
        answer=answer,
        soon=eve if eve and eve - at >= _LONG_ENOUGH_TO_WARN else None,
        solve=solve,
        promised=solve or answer,
    )


def _eve_of(due: datetime, calendar: Calendar) -> datetime:
    days = (shanghai_day(due) - timedelta(days=back) for back in count(1))
    opens, _ = calendar.windows_on(next(filter(calendar.is_working_day, days)))[0]
    return opens


def first_party(person_id: str, household: str, identity: Identity, *, neutral: bool) -> Party:
    """Return the reporter's row of a new case."""
    return Party(person_id, Part.REPORTER, household, identity, neutral)
