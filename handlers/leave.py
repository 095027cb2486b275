"""Going away by buttons: the first day, the last day, who stands in; and coming back."""

from collections.abc import Iterator
from datetime import date, timedelta

from domain.letters import name_text
from domain.people import Absence, Person
from domain.presses import Press
from domain.refusals import Refused
from domain.turns import Choice, Step, Text, Value
from handlers.talk import Talk, choice

_DAYS_AHEAD = 7
_LENGTHS = (1, 2, 3, 5, 7, 10, 14)
_ON_A_PAGE = 8
_DAY = timedelta(days=1)


def asked(talk: Talk) -> Step:
    """Ask from which day on; who is away already may come back."""
    own = _own_absences(talk)
    back = tuple(_back(each) for each in own)
    days = tuple(_day_button(talk.day + _DAY * ahead) for ahead in range(_DAYS_AHEAD))
    return _question(talk, "leave.since", (*back, *days))


def pressed(talk: Talk, press: Press) -> Step:
    """Ask what is still missing of ``FIRST..LAST..PAGE``.

    Raises:
        Refused: ``absence.bad_days`` for a day that cannot be read.
    """
    first, last, page, *_ = (*press.argument.split(".."), "", "", "")
    if not first:
        return asked(talk)
    since = _read(first)
    if not last:
        ends = (since + _DAY * (length - 1) for length in _LENGTHS)
        buttons = tuple(_day_button(end, f"{first}..") for end in ends)
        return _question(talk, "leave.until", buttons, _words(since))
    until = _read(last)
    span = f"{first}..{last}"
    return _deputies(
        talk, span, int(page) if page.isdecimal() else 0, (_words(since), _words(until))
    )


def _deputies(talk: Talk, span: str, page: int, days: tuple[Value, Value]) -> Step:
    people = tuple(_may_stand_in(talk, _read(span[:10])))
    shown = people[page * _ON_A_PAGE : (page + 1) * _ON_A_PAGE]
    buttons = [
        choice(
            "leave.name",
            str(Press("absent", argument=f"{span}..{person.person_id}")),
            {"name": name_text(person.person_id, talk.rules)},
        )
        for person in shown
    ]
    if len(people) > (page + 1) * _ON_A_PAGE:
        buttons.append(choice("leave.more", str(Press("away", argument=f"{span}..{page + 1}"))))
    key = "leave.deputy" if people else "leave.nobody"
    values: dict[str, Value] = {"since": days[0], "until": days[1]}
    letter = talk.letter(key, values, (*buttons, _WAY_OUT))
    return Step((letter,), dialogue=talk.resting())


def _may_stand_in(talk: Talk, day: date) -> Iterator[Person]:
    speaker = talk.desk.person
    grids = {post.code for post in speaker.posts_on(talk.day)}
    same = [each for each in talk.rules.directory.staff if _is_fit(talk, each, day)]
    # Who works at the same place first.
    same.sort(key=lambda each: grids.isdisjoint(post.code for post in each.posts_on(talk.day)))
    return iter(same)


def _is_fit(talk: Talk, other: Person, day: date) -> bool:
    speaker = talk.desk.person
    return (
        other.person_id != speaker.person_id
        and other.community_id == speaker.community_id
        and other.is_staff(talk.day)
        and other.may_stand_in_for(speaker, talk.day)
        and talk.rules.deputy_of(other.person_id, day) == other.person_id
    )


def _own_absences(talk: Talk) -> Iterator[Absence]:
    for each in talk.rules.absences:
        if each.person_id == talk.desk.person.person_id and each.until >= talk.day:
            yield each


def _back(absence: Absence) -> Choice:
    over = absence.since - _DAY
    argument = f"{absence.since.isoformat()}..{over.isoformat()}..{absence.deputy}"
    values: dict[str, Value] = {"since": _words(absence.since), "until": _words(absence.until)}
    return choice("leave.take_back", str(Press("absent", argument=argument)), values)


def _day_button(day: date, before: str = "") -> Choice:
    argument = f"{before}{day.isoformat()}"
    return choice("leave.day", str(Press("away", argument=argument)), {"day": _words(day)})


def _question(talk: Talk, key: str, buttons: tuple[Choice, ...], since: Value = "") -> Step:
    letter = talk.letter(key, {"since": since}, (*buttons, _WAY_OUT))
    return Step((letter,), dialogue=talk.resting())


def _read(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise Refused("absence.bad_days") from None


def _words(day: date) -> Text:
    return Text("absence.day", {"month": day.month, "day": day.day})


_WAY_OUT = choice("guidance.cancel_button", "cancel")
