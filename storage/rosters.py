"""What the choice of a mediator looks at: who is free, who rested, who met the parties before."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, bindparam, select

from domain.calendar import shanghai_day
from domain.candidates import roster_of
from domain.cases import Case
from domain.mediation_stages import OPEN
from domain.mediations import Mediation
from domain.mediators import REST_DAYS, Mediator, Nearness
from domain.people import Person, ScopeKind
from domain.rules import Rulebook
from storage.tables import MEDIATION_PEOPLE, MEDIATIONS

_YEAR = timedelta(days=365)
_LED = (
    select(
        MEDIATION_PEOPLE.c.person_id,
        MEDIATION_PEOPLE.c.community_id,
        MEDIATION_PEOPLE.c.number,
        MEDIATION_PEOPLE.c.attempt,
        MEDIATIONS.c.stage,
        MEDIATIONS.c.body,
    )
    .join(
        MEDIATIONS,
        (MEDIATIONS.c.community_id == MEDIATION_PEOPLE.c.community_id)
        & (MEDIATIONS.c.number == MEDIATION_PEOPLE.c.number)
        & (MEDIATIONS.c.attempt == MEDIATION_PEOPLE.c.attempt),
    )
    .where(
        MEDIATION_PEOPLE.c.role == "mediator",
        MEDIATION_PEOPLE.c.person_id.in_(bindparam("people", expanding=True)),
    )
)


@dataclass(slots=True)
class _Past:
    """What one mediator led so far."""

    open_cases: int = 0
    last: date = date.min
    met: Counter[str] = field(default_factory=Counter)


def roster_for(
    conn: Connection, mediation: Mediation, case: Case, rules: Rulebook, at: datetime
) -> tuple[Mediator, ...]:
    """Return everybody who mediates today with all that bars, ties and scores are made of."""
    day = shanghai_day(at)
    found = roster_of(rules, mediation.community_id, day)
    past = _past(conn, {person.person_id for person, _ in found}, at)
    return tuple(_mediator(person, near, past, case, day) for person, near in found)


def _past(conn: Connection, people: Collection[str], at: datetime) -> dict[str, _Past]:
    past = {person: _Past() for person in people}
    for row in conn.execute(_LED, {"people": sorted(people)}):
        mine, since = past[row.person_id], row.body["since"]
        mine.open_cases += row.stage in OPEN
        moment = at.fromtimestamp(since / 1_000_000, tz=at.tzinfo)
        mine.last = max(mine.last, shanghai_day(moment))
        if at - moment <= _YEAR:
            parties = (row.body[side]["person_id"] for side in ("applicant", "respondent"))
            mine.met.update(party for party in parties if party)
    return past


def _mediator(
    person: Person, near: Nearness, past: dict[str, _Past], case: Case, day: date
) -> Mediator:
    mine = past[person.person_id]
    idle = (day - mine.last).days if mine.last > date.min else REST_DAYS
    return Mediator(
        person.person_id,
        home=person.home,
        expertise=frozenset(person.skills),
        kin=frozenset(person.kin),
        bodies=frozenset(p.code for p in person.posts_on(day) if p.scope is ScopeKind.BODY),
        enforced=person.person_id == case.holder,
        met=mine.met,
        open_cases=mine.open_cases,
        nearness=near,
        idle_days=min(idle, REST_DAYS),
        last_on=mine.last.isoformat() if mine.last > date.min else "",
    )
