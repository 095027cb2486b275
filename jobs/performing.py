"""The clock after the talks: who has not signed, what is due, what was broken, how it went."""

from collections.abc import Iterator
from dataclasses import replace

from domain.agreements import SIDES, Agreement
from domain.cases import perform
from domain.deeds import act_choice, term_values
from domain.mediation_states import Do, Role, Stage
from domain.mediation_timers import REMINDED_AFTER
from domain.mediations import Mediation, Side
from domain.performing import (
    Chased,
    chased,
    chased_today,
    court_days,
    court_ends,
    is_all_met,
    is_court_open,
    rescheduled,
    revisits_due,
    to_check,
)
from domain.states import Act, State
from domain.turns import Change, Choice, Letter, Step, Text, Value
from jobs.mediation_letters import Notice, done, letter_of, saying, to_side, to_staff
from jobs.rounds import JobRound

_DAYS = (7, 30, 90)


def reminded_to_sign(mediation: Mediation, work: JobRound) -> Step:
    """Remind each side that has not signed, once a day; nobody is told whether the other has."""
    agreement = mediation.agreement
    later = work.at + REMINDED_AFTER
    change = done(
        mediation,
        Do.REMIND,
        work,
        lambda old: replace(
            old, wake_at=min(later, old.due_at or later), reminded=old.reminded + 1
        ),
    )
    if agreement is None or agreement.issued_at is None:
        return saying(change)
    letters = tuple(
        letter
        for side in SIDES
        if agreement.signature(side) is None
        for letter in _to_sign(change.mediation, work, side)
    )
    return saying(change, *letters)


def _to_sign(mediation: Mediation, work: JobRound, side: Role) -> tuple[Letter, ...]:
    agreement = mediation.agreement or Agreement()
    act = "sign" if agreement.reading(side) or agreement.is_oral else "seen"
    button = act_choice(mediation, act, agreement.edition)
    notice = Notice("", f"agreeing.again_{act}", choices=(button,))
    return to_side(mediation, work, _side(mediation, side), notice)


def _side(mediation: Mediation, side: Role) -> Side:
    return mediation.applicant if side is Role.APPLICANT else mediation.respondent


def chase(mediation: Mediation, work: JobRound) -> Step:
    """Say what is due today, in one letter a side; what is all done goes on to the revisits."""
    agreement = mediation.agreement or Agreement()
    if is_all_met(agreement):
        return saying(done(mediation, Do.CURE, work, lambda old: old))
    after = _reminded(agreement, work)
    calendar = work.rules.calendar
    change = done(
        mediation,
        Do.REMIND,
        work,
        lambda old: rescheduled(replace(old, agreement=after), work.at, calendar),
    )
    letters = [
        letter for side in SIDES for letter in _today(change.mediation, work, agreement, side)
    ]
    letters += _checks(change.mediation, work)
    return saying(change, *letters)


def _reminded(agreement: Agreement, work: JobRound) -> Agreement:
    return replace(chased(agreement, work.day), court_reminded=court_days(agreement, work.day))


def _today(
    mediation: Mediation, work: JobRound, before: Agreement, side: Role
) -> tuple[Letter, ...]:
    found = tuple(_lines(work, before, side))
    if not found:
        return ()
    # What is broken already needs nobody's word for it.
    out = {"cannot"} if mediation.stage is Stage.BREACH else set()
    buttons = tuple(
        act_choice(mediation, act, argument)
        for _, acts, argument in found
        for act in acts
        if act not in out
    )
    values: dict[str, Value] = {"lines": tuple(line for line, _, _ in found)}
    notice = Notice("", "performing.today", values, choices=buttons)
    letters = to_side(mediation, work, _side(mediation, side), notice)
    if letters:
        return letters
    staff = replace(notice, to=mediation.opener, key="performing.staff_today")
    return (letter_of(mediation, work, staff),)


_Line = tuple[Text, tuple[str, ...], object]


def _lines(work: JobRound, agreement: Agreement, side: Role) -> Iterator[_Line]:
    for each in chased_today(agreement, work.day):
        if each.term.told_at is None:
            yield from _of_term(each, side)
    calendar = work.rules.calendar
    new = court_days(agreement, work.day) > agreement.court_reminded
    if new and is_court_open(agreement, work.at, calendar) and side not in agreement.joined:
        until = court_ends(agreement, calendar) or work.at
        yield Text("court.line", {"until": until}), ("apply", "waive"), "now"


def _of_term(each: Chased, side: Role) -> Iterator[_Line]:
    if each.term.owed in (side.value, "both"):
        when = "soon" if each.days < 0 else "late" if each.days else "today"
        values = {**term_values(each.term), "days": abs(each.days)}
        yield Text(f"performing.owed_{when}", values), ("fulfil", "cannot"), each.number
    elif each.days > 0:
        yield Text("performing.awaited", term_values(each.term)), ("received",), each.number


def _checks(mediation: Mediation, work: JobRound) -> Iterator[Letter]:
    agreement = mediation.agreement or Agreement()
    for number in to_check(agreement, work.at):
        values = term_values(agreement.terms[number - 1])
        button: tuple[Choice, ...] = (act_choice(mediation, "looked", number),)
        notice = Notice(mediation.opener, "performing.staff_look", values, choices=button)
        yield letter_of(mediation, work, notice)


def breached(mediation: Mediation, work: JobRound) -> Step:
    """Name what was not done: both hear the ways that are left, and may go on mediating."""
    change = done(mediation, Do.BREACH, work, lambda old: old)
    # Whatever else fell on this day is not said beside it.
    agreement = _reminded(mediation.agreement or Agreement(), work)
    after = rescheduled(
        replace(change.mediation, agreement=agreement), work.at, work.rules.calendar
    )
    change = replace(change, mediation=after)
    letters = (
        letter
        for side in (after.applicant, after.respondent)
        for letter in to_side(after, work, side, Notice("", "performing.breached", acts=("again",)))
    )
    staff = to_staff(after, work, "performing.staff_breached", after.mediator)
    phone = Notice(after.opener, "breaking.staff_ask_again", acts=("again",))
    asked = () if after.respondent.person_id else (letter_of(after, work, phone),)
    return saying(change, *letters, *staff, *asked)


def revisit(mediation: Mediation, work: JobRound) -> Step:
    """Ask each side by itself how things are; the case goes on to be closed."""
    asked = revisits_due(mediation, work.day)
    fresh = asked > mediation.reminded
    calendar = work.rules.calendar
    change = done(
        mediation,
        Do.ASK_BACK,
        work,
        lambda old: rescheduled(replace(old, reminded=asked), work.at, calendar),
        str(_DAYS[asked - 1]) if fresh else "",
    )
    letters = _asked(change.mediation, work, _DAYS[asked - 1]) if fresh else ()
    return Step((*letters, *_to_close(mediation, work)), (change, *_ended(mediation, work)))


def _asked(mediation: Mediation, work: JobRound, days: int) -> tuple[Letter, ...]:
    begin = replace(act_choice(mediation, "back", f"{days}-"), label=Text("mediation.button_back"))
    notice = Notice("", "revisiting.asked", {"days": days}, choices=(begin,))
    letters: tuple[Letter, ...] = ()
    for side in (mediation.applicant, mediation.respondent):
        own = to_side(mediation, work, side, notice)
        call = replace(notice, to=mediation.opener, key="revisiting.staff_call")
        letters += own or (letter_of(mediation, work, call),)
    return letters


def _is_in_mediation(mediation: Mediation, work: JobRound) -> bool:
    states = (each.state for each in work.cases if each.number == mediation.number)
    return State.IN_MEDIATION in states


def _to_close(mediation: Mediation, work: JobRound) -> tuple[Letter, ...]:
    if not _is_in_mediation(mediation, work):
        return ()
    return to_staff(mediation, work, "performing.staff_close")


def _ended(mediation: Mediation, work: JobRound) -> Iterator[Change]:
    for case in work.cases:
        if case.number == mediation.number and case.state is State.IN_MEDIATION:
            yield perform(
                case,
                work.deed(Act.END_MEDIATION, mediation.stage.value),
                lambda old: replace(old, clocks=replace(old.clocks, review=None), nudge=None),
            )
