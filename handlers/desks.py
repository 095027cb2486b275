"""The desk of a member of staff in the chat: his lists, a page at a time, and a menu."""

from collections.abc import Sequence
from datetime import datetime

from domain.cases import Case
from domain.clocks import RUNNING, DueKind
from domain.presses import Press, press_on
from domain.privacy import view_case
from domain.states import HOLDERS, OPEN, Act, Part
from domain.turns import Choice, Letter, Step, Text, Value
from domain.wishes import LIST, ON_A_PAGE, SEARCH, CaseWish, press_for, wish_of
from handlers import assisting, cards, progress
from handlers.talk import Talk, choice

_MINE = "mine"
# What a desk offers beside the list that is open: label, press.
_MENU = (
    ("desks.mine", str(Press(LIST, argument=_MINE))),
    ("desks.near", str(Press(LIST, argument="near"))),
    ("desks.overdue", str(Press(LIST, argument="overdue"))),
    ("desks.unassigned", str(Press(LIST, argument="unassigned"))),
    ("desks.find", str(Press(SEARCH))),
    ("desks.duty", str(Press("duty"))),
    ("desks.away", str(Press("away"))),
)
_BACK = choice("desks.menu_button", str(Press("desk")))


def menu(talk: Talk) -> Step:
    """Show what the desk has."""
    buttons = tuple(choice(key, press) for key, press in _MENU)
    name = talk.desk.person.name
    return Step((talk.letter("desks.menu", {"name": name}, buttons),), dialogue=talk.resting())


def menu_pressed(talk: Talk, _press: Press) -> Step:
    """Show what the desk has."""
    return menu(talk)


def listed(talk: Talk) -> Step:
    """Say what waits for the speaker, the earliest limit first; residents read their own cases."""
    if not talk.desk.person.is_staff(talk.day):
        return progress.listed(talk)
    return _mine(talk, 0)


def paged(talk: Talk, press: Press) -> Step:
    """Show one page of the list that was asked for."""
    chosen, _, page = press.argument.partition("/")
    if chosen == _MINE:
        return _mine(talk, int(page) if page.isdecimal() else 0)
    wish = wish_of(str(press), "", talk.reading, "")
    return shelf_shown(talk, wish) if wish else menu(talk)


def _mine(talk: Talk, page: int) -> Step:
    waiting = sorted(_held(talk), key=lambda case: (_due(case), case.number))
    first = min(page, max(len(waiting) - 1, 0) // ON_A_PAGE) * ON_A_PAGE
    wish = CaseWish(_MINE, first // ON_A_PAGE)
    return _shown(talk, wish, waiting[first : first + ON_A_PAGE], len(waiting))


def shelf_shown(talk: Talk, wish: CaseWish) -> Step:
    """Show the page of cases that lies on the desk."""
    shelf = talk.desk.shelf
    cases = [case for case in shelf.cases if _is_seen(talk, case)]
    return _shown(talk, wish, cases, shelf.total)


def _is_seen(talk: Talk, case: Case) -> bool:
    return view_case(case, talk.desk.person, talk.rules, talk.day) is not None


def _shown(talk: Talk, wish: CaseWish, cases: Sequence[Case], total: int) -> Step:
    if not cases:
        values: dict[str, Value] = {"words": wish.words}
        letter = talk.letter(f"desks.no_{wish.chosen}", values, (_BACK,))
        return Step((letter,), dialogue=talk.resting())
    return Step((_page(talk, wish, cases, total),), dialogue=talk.resting())


def _page(talk: Talk, wish: CaseWish, cases: Sequence[Case], total: int) -> Letter:
    values: dict[str, Value] = {
        "count": total,
        "words": wish.words,
        "lines": tuple(_line(talk, *row) for row in enumerate(cases, start=1)),
    }
    buttons = tuple(
        choice("desks.open", press_on(case, "mine"), {"number": case.number}) for case in cases
    )
    return talk.letter(f"desks.list_{wish.chosen}", values, (*buttons, *_turning(wish, total)))


def _turning(wish: CaseWish, total: int) -> tuple[Choice, ...]:
    pages = -(-total // ON_A_PAGE)
    back = (choice("desks.back", press_for(wish, wish.page - 1)),) if wish.page else ()
    more = (choice("desks.more", press_for(wish, wish.page + 1)),) if wish.page + 1 < pages else ()
    return (*back, *more, _BACK)


def _held(talk: Talk) -> tuple[Case, ...]:
    return tuple(case for case in talk.desk.cases if case.state in OPEN and _is_mine(talk, case))


def _is_mine(talk: Talk, case: Case) -> bool:
    if assisting.own_assist(talk, case, assisting.AWAITED[Act.HELPED]):
        return Part.ASSISTANT in talk.parts(case)
    if case.holder:
        serving = talk.rules.deputy_of(case.holder, talk.day)
        ids = (case.holder, serving)
        return talk.desk.person.person_id in ids and bool(HOLDERS & talk.parts(case))
    return Part.SUPERVISOR in talk.parts(case)


def _due(case: Case) -> datetime:
    kinds = (kind for kind in RUNNING[case.state] if kind is not DueKind.ASSIST)
    dues = (case.due_of(kind) for kind in kinds)
    return min((due for due in dues if due), default=case.opened_at)


def _line(talk: Talk, position: int, case: Case) -> Text:
    values = {**cards.values_of(talk, case), "position": position}
    if case.state not in OPEN:
        return Text("desks.line_over", values)
    due = _due(case)
    key = "desks.line_late" if due < talk.desk.at else "desks.line"
    return Text(key, {**values, "due": due})
