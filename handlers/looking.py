"""Looking into a case from its card: what happened to it so far, and its photos."""

from collections.abc import Iterator
from dataclasses import replace

from domain.cases import Case
from domain.letters import case_values, name_text
from domain.photos import files_for
from domain.presses import HISTORY, PHOTOS, Press, press_on
from domain.privacy import CaseView, view_case
from domain.refusals import Refused
from domain.states import HOLDERS, RESIDENTS, Act
from domain.timelines import Entry, entries_of
from domain.turns import Choice, Letter, Step, Text, Value
from handlers.talk import Talk, choice

_UNNAMED = {"station": Text("web.case.station"), "": Text("web.case.someone")}


# So many photos come at once, the newest.
_MOST = 10


def buttons_of(talk: Talk, case: Case) -> tuple[Choice, ...]:
    """Return a button for each look that the speaker may take; residents get none."""
    if not talk.parts(case) - RESIDENTS:
        return ()
    sees = view_of(talk, case).sees_inside or HOLDERS & talk.parts(case)
    looks = (HISTORY, PHOTOS) if sees else (HISTORY,)
    return tuple(choice(f"staff.{look}", press_on(case, look)) for look in looks)


def view_of(talk: Talk, case: Case) -> CaseView:
    """Return what the speaker may know of the case.

    Raises:
        Refused: ``cases.unknown`` if that is nothing.
    """
    view = view_case(case, talk.desk.person, talk.rules, talk.day)
    if view is None:
        raise Refused("cases.unknown", number=case.number)
    return view


def history(talk: Talk, press: Press) -> Step:
    """Tell what happened to the case, as much of it as the speaker may know, oldest first.

    Raises:
        Refused: ``cases.unknown`` for a number that is free and for one of others alike.
    """
    case = talk.desk.case(press.number)
    view = view_of(talk, case)
    entries = entries_of(talk.desk.events, view)
    lines = tuple(line for each in entries for line in _lines(talk, each, case.number))
    values: dict[str, Value] = {**case_values(view, talk.rules), "lines": lines}
    return Step((talk.letter("looking.history", values, _back(case)),), dialogue=talk.resting())


def photos(talk: Talk, press: Press) -> Step:
    """Show the newest photos of the case, one a letter, oldest first.

    Raises:
        Refused: ``cases.unknown`` for a number that is free and for one of others alike.
    """
    case = talk.desk.case(press.number)
    view = view_of(talk, case)
    files = files_for(talk.desk.files, view, talk.desk.person.person_id)
    shown = [each for each in files if each.kind == "photo"]
    values: dict[str, Value] = {**case_values(view, talk.rules), "count": len(shown)}
    letters = tuple(
        talk.letter(
            "looking.photo",
            {**values, "position": position, "photo": each.file_id, "sender": each.sender},
        )
        for position, each in enumerate(shown, start=1)
    )
    says = letters[-_MOST:] or (talk.letter("looking.no_photo", values),)
    return Step((*says[:-1], _with_back(says[-1], case)), dialogue=talk.resting())


def _back(case: Case) -> tuple[Choice, ...]:
    return (choice("choosing.card", press_on(case, "mine")),)


def _with_back(letter: Letter, case: Case) -> Letter:
    return replace(letter, choices=_back(case))


def _lines(talk: Talk, entry: Entry, number: str) -> Iterator[Text]:
    who = _UNNAMED.get(entry.actor) or name_text(entry.actor, talk.rules)
    values = {"at": entry.at, "who": who, "did": Text(f"web.did.{entry.act}")}
    key = "looking.moved" if entry.moved else "looking.did"
    yield Text(key, {**values, "state": Text(f"state.{entry.after}")})
    # The names of the values tell whose words they are: whoever reads the letter again later is
    # measured by them (``letters.may_still_read``).
    if entry.public and not entry.actor:
        yield Text("looking.from_resident", {"number": number, "comment": entry.public})
    elif entry.public:
        yield Text("looking.to_resident", {"number": number, "said": entry.public})
    # With the opening stands how it was read, weights and all: that is for the console.
    if entry.internal and entry.act is not Act.OPEN:
        yield Text("looking.inside", {"number": number, "reason": entry.internal})
    if entry.folded:
        yield Text("looking.folded", {"count": len(entry.folded)})
