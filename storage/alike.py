"""Find open reports that may be the same matter: one query for all turns of a batch.

Candidates lie in one block: community, leaf and compound, the newest of the last seven days. So a
search costs what its block costs, however many cases are open elsewhere.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BindParameter, Connection, bindparam, func, select

from domain.alike import MOST_SHOWN, SHOWN, WITHIN, Alike, Report, likeness, may_be_offered
from domain.calendar import shanghai_day
from domain.cases import Case
from domain.people import Person
from domain.places import Place
from domain.rules import Rulebook
from storage.cases import CaseKey, load_cases
from storage.keys import among, keys_of
from storage.learnt import Learnt
from storage.tables import CASES, IS_OPEN

_BLOCK = 50
_SINCE: BindParameter[datetime] = bindparam("since", type_=CASES.c.opened_at.type)
_NEWEST = (
    select(
        CASES.c.community_id,
        CASES.c.number,
        CASES.c.leaf,
        CASES.c.compound,
        CASES.c.building,
        CASES.c.place_words,
        CASES.c.text,
        func.row_number()
        .over(
            partition_by=(CASES.c.community_id, CASES.c.leaf, CASES.c.compound),
            order_by=(CASES.c.opened_at.desc(), CASES.c.number),
        )
        .label("age"),
    )
    .where(
        among(CASES.c.community_id, CASES.c.leaf, CASES.c.compound),
        IS_OPEN,
        CASES.c.opened_at >= _SINCE,
    )
    .subquery()
)
_CANDIDATES = select(_NEWEST).where(_NEWEST.c.age <= _BLOCK)

Block = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Sought:
    """A report for which others are sought, and who made it or looks at it."""

    report: Report
    person: Person
    number: str = ""

    @property
    def block(self) -> Block:
        """Return where its candidates lie."""
        return self.report.community_id, self.report.leaf, self.report.place.compound


def find_alike(
    conn: Connection, sought: Sequence[Sought], learnt: Learnt, rules: Rulebook, at: datetime
) -> list[tuple[Alike, ...]]:
    """Return for each report the open ones that are most like it, at most three."""
    day = shanghai_day(at)
    return [
        tuple(
            Alike(
                number=case.number,
                leaf=case.leaf,
                place=case.place.without_home(),
                households=case.households,
                likeness=worth,
                grid="" if case.about else case.grid,
                is_offered=may_be_offered(case, each.person, rules, day),
            )
            for case, worth in found
        )
        for each, found in zip(sought, cases_alike(conn, sought, learnt, at), strict=True)
    ]


def cases_alike(
    conn: Connection, sought: Sequence[Sought], learnt: Learnt, at: datetime
) -> list[list[tuple[Case, int]]]:
    """Return for each report the cases most like it and how much, whoever may see them."""
    blocks = _blocks(conn, {each.block for each in sought if all(each.block)}, at)
    near = [_nearest(each, blocks.get(each.block, ()), learnt) for each in sought]
    cases = load_cases(conn, {key for found in near for key, _ in found})
    return [[(cases[key], worth) for key, worth in found] for found in near]


def _blocks(
    conn: Connection, wanted: set[Block], at: datetime
) -> Mapping[Block, list[tuple[str, Report]]]:
    blocks: dict[Block, list[tuple[str, Report]]] = {}
    if wanted:
        asked = {**keys_of(wanted), "since": at - WITHIN}
        for row in conn.execute(_CANDIDATES, asked):
            place = Place(row.compound, row.building, words=row.place_words)
            report = Report(row.community_id, row.leaf, place, row.text)
            blocks.setdefault((row.community_id, row.leaf, row.compound), []).append(
                (row.number, report)
            )
    return blocks


def _nearest(
    each: Sought, block: Iterable[tuple[str, Report]], learnt: Learnt
) -> list[tuple[CaseKey, int]]:
    rarity = learnt.rarity(each.report.community_id)
    worths = (
        (number, likeness(each.report, report, rarity))
        for number, report in block
        if number != each.number
    )
    close = sorted((worth for worth in worths if worth[1] >= SHOWN), key=lambda it: (-it[1], it[0]))
    return [((each.report.community_id, number), worth) for number, worth in close[:MOST_SHOWN]]
