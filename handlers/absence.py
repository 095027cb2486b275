"""Being away: first and last day, and who stands in."""

from datetime import date

from domain.letters import name_text
from domain.people import Absence, Person
from domain.presses import Press
from domain.refusals import Refused
from domain.turns import AbsenceSet, Letter, Step, Text
from handlers.talk import Talk


def declared(talk: Talk, press: Press) -> Step:
    """Take an absence, written ``FIRST..LAST..DEPUTY`` with ISO days; its cases stay the holder's.

    A last day before the first takes the absence back.

    Raises:
        Refused: ``absence.staff_only``, ``absence.bad_days``, ``absence.deputy_needed``,
            ``absence.not_inside`` or ``absence.deputy_away``.
    """
    person = talk.desk.person
    if not person.is_staff(talk.day):
        raise Refused("absence.staff_only")
    first, last, deputy_id, *_ = (*press.argument.split(".."), "", "", "")
    since, until = _day(first), _day(last)
    deputy = _deputy(talk, deputy_id, since)
    if since <= until < talk.day:
        raise Refused("absence.bad_days")
    absence = Absence(person.person_id, since, until, deputy.person_id)
    back = until < since
    values = {
        "name": name_text(person.person_id, talk.rules),
        "deputy": name_text(deputy.person_id, talk.rules),
        "since": _words(since),
        "until": _words(until),
    }
    told = Letter(
        to=deputy.person_id,
        key="absence.deputy_freed" if back else "absence.deputy_told",
        values=values,
        not_before=talk.rules.calendar.quiet_ends(talk.desk.at),
    )
    says = talk.letter("absence.taken_back" if back else "absence.declared", values)
    return Step((says, told), (AbsenceSet(absence),), talk.resting())


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise Refused("absence.bad_days") from None


def _deputy(talk: Talk, deputy_id: str, since: date) -> Person:
    person = talk.desk.person
    deputy = talk.rules.directory.person(deputy_id)
    if deputy is None or not deputy.is_staff(talk.day) or deputy_id == person.person_id:
        raise Refused("absence.deputy_needed")
    if deputy.community_id != person.community_id:
        raise Refused("absence.deputy_needed")
    if not deputy.may_stand_in_for(person, talk.day):
        raise Refused("absence.not_inside")
    if talk.rules.deputy_of(deputy_id, since) in ("", person.person_id):
        raise Refused("absence.deputy_away")
    return deputy


def _words(day: date) -> Text:
    return Text("absence.day", {"month": day.month, "day": day.day})
