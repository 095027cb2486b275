"""Find cases by what was said in them: sealed words are read one by one, newest cases first."""

import re
from collections.abc import Iterator
from datetime import date

from sqlalchemy import ColumnElement, Connection, select, tuple_

from domain.cases import Case
from domain.people import Person
from domain.privacy import CaseView, view_case
from domain.reveals import may_reveal
from domain.rules import Rulebook
from domain.telephones import mobile_of
from storage.cases import CaseKey, cases_of
from storage.phones import cases_with
from storage.scope import may_search
from storage.tables import CASES

# More than anybody reads; what is older is found by narrower words.
MOST_FOUND = 5_000
MOST_LOOKED_AT = 500
_CHUNK = 500
# What masks of numbers and homes are made of; other words stand open in every view.
_MASKED_SIGNS = re.compile("[\\dXxＸｘ*零〇一二三四五六七八九十单元室]")


def find_said(
    conn: Connection, person: Person, rules: Rulebook, day: date, words: str
) -> frozenset[CaseKey]:
    """Return the cases in which those words stand for this reader.

    A whole mobile number finds the cases in which it was told, for who may look behind the mask
    there; part of one finds nothing that is masked before the reader.
    """
    may = may_search(person, rules, day)
    if mobile := mobile_of(words):
        return frozenset(
            _key(case)
            for case, view in _views(conn, person, rules, day, may & _told(conn, rules, mobile))
            if may_reveal(case, view)
        )
    found = list(_with_words(conn, may, words.casefold()))
    if not _MASKED_SIGNS.search(words):
        return frozenset(found)
    near = tuple_(CASES.c.community_id, CASES.c.number).in_(found[:MOST_LOOKED_AT])
    return frozenset(
        _key(case)
        for case, view in _views(conn, person, rules, day, near)
        if words.casefold() in view.words.casefold()
    )


def _with_words(conn: Connection, may: ColumnElement[bool], words: str) -> Iterator[CaseKey]:
    chosen = select(CASES.c.community_id, CASES.c.number, CASES.c.text).where(may)
    newest = chosen.order_by(CASES.c.opened_at.desc())
    many = 0
    for row in conn.execution_options(yield_per=_CHUNK).execute(newest):
        if words in row.text.casefold():
            yield row.community_id, row.number
            many += 1
        if many >= MOST_FOUND:
            break


def _views(
    conn: Connection, person: Person, rules: Rulebook, day: date, wanted: ColumnElement[bool]
) -> Iterator[tuple[Case, CaseView]]:
    for case in cases_of(conn, select(CASES).where(wanted)):
        if view := view_case(case, person, rules, day):
            yield case, view


def _told(conn: Connection, rules: Rulebook, mobile: str) -> ColumnElement[bool]:
    communities = [each.community_id for each in rules.directory.communities]
    keys = sorted(cases_with(conn, communities, mobile))
    return tuple_(CASES.c.community_id, CASES.c.number).in_(keys)


def _key(case: Case) -> CaseKey:
    return case.community_id, case.number
