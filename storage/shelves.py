"""The list of cases that a turn of staff asks for, as the console would show it."""

from datetime import datetime

from sqlalchemy import Connection

from domain.calendar import shanghai_day
from domain.rules import Rulebook
from domain.wishes import ON_A_PAGE, SEARCH, CaseShelf, wish_of
from storage.calls import Call
from storage.pages import Reader, Wish, case_list


def shelf_for(conn: Connection, call: Call, stage: str, rules: Rulebook, at: datetime) -> CaseShelf:
    """Return the page of cases that is asked for; empty for residents and other turns."""
    wish = wish_of(call.turn.press, stage, call.reading, call.turn.text)
    day = shanghai_day(at)
    if wish is None or not call.person.is_staff(day):
        return CaseShelf()
    chosen = "all" if wish.chosen == SEARCH else wish.chosen
    wanted = Wish(chosen, wish.words, in_texts=True, place=wish.place)
    reader = Reader(call.person, rules, day, at)
    found = case_list(conn, reader, wanted, ON_A_PAGE, wish.page * ON_A_PAGE)
    return CaseShelf(found.cases, found.total)
