"""What the acts of staff share: the case acted on, the words wanted, who hears of it."""

from dataclasses import replace

from domain.cases import Case, CaseChanged
from domain.categories import Priority
from domain.deadlines import due_at
from domain.ladder import is_pressing, people_at
from domain.letters import Notice, matter_name, name_text, queue_text, to_parties, to_staff
from domain.presses import Press, check_version, press_on
from domain.privacy import mask_homes, mask_numbers, view_case
from domain.refusals import Refused
from domain.states import QUIET_ACTS, Act, Part, State, next_state
from domain.turns import AttachmentKept, Change, Letter, Step, Value
from handlers.talk import Talk, choice


def pressed_case(talk: Talk, press: Press, act: Act) -> Case:
    """Return the case that was pressed on, if the speaker may do the act to it now.

    Raises:
        Refused: ``cases.unknown``, ``cases.moved_on``, or as ``states.next_state`` does.
    """
    case = talk.desk.case(press.number)
    if act not in QUIET_ACTS:
        check_version(press, case)
    next_state(case.state, act, talk.parts(case))
    return case


def wanted_words(talk: Talk, press: Press) -> str:
    """Return the words that came with the press.

    Raises:
        Refused: ``staff.words_needed`` with the press and the number, if there are none.
    """
    words = talk.turn.text.strip()
    if not words:
        raise Refused(
            "staff.words_needed", act=press.act, number=press.number, argument=press.argument
        )
    return words


def answered(
    talk: Talk,
    key: str,
    done: CaseChanged,
    letters: tuple[Letter, ...] = (),
    changes: tuple[Change, ...] = (),
) -> Step:
    """Return the step of one act: what its actor reads, the letters to others, the changes."""
    case = done.case
    says = talk.letter(
        key,
        {
            "number": case.number,
            "matter": matter_name(case.leaf, talk.rules),
            "holder": name_text(case.holder, talk.rules),
            "promised": case.clocks.promised or "",
        },
    )
    return Step((says, *letters), (done, *changes), talk.resting())


def spoken_to(talk: Talk, case: Case) -> Case:
    """Return the case after its resident heard something from the speaker: nobody waits now."""
    at, speaker = talk.desk.at, talk.desk.person.person_id
    return replace(case, answered_at=case.answered_at or at, waiting_since=None, spoke_last=speaker)


def residents_told(talk: Talk, case: Case, notice: Notice) -> tuple[Letter, ...]:
    """Return one letter to everybody whose matter it is.

    What staff wrote to the reporter (the value ``said``) may name the home, so neighbours read
    it masked.
    """
    said = notice.values.get("said", "")
    masked = mask_homes(mask_numbers(said)) if isinstance(said, str) else said
    loud = replace(notice, urgent=case.priority is Priority.DANGER)
    quiet = replace(loud, values={**notice.values, "said": masked})
    first = tuple(party for party in case.parties if party.part is Part.REPORTER)
    others = tuple(party for party in case.parties if party.part is not Part.REPORTER)
    rules, at = talk.rules, talk.desk.at
    return (
        *to_parties(replace(case, parties=first), loud, rules, at),
        *to_parties(replace(case, parties=others), quiet, rules, at),
    )


def new_holder_told(talk: Talk, case: Case, key: str, reason: Value) -> tuple[Letter, ...]:
    """Return the letters to who holds the case now, with a button to accept it if that waits.

    The reason is internal: only who may read internal notes reads it, as ``<key>_because``.
    """
    speaker = talk.desk.person.person_id
    waits = case.state in (State.NEW, State.ASSIGNED)
    accept = (choice("staff.accept", press_on(case, "do", "accept")),) if waits else ()
    urgent = is_pressing(case)
    first = {"first": queue_text(case.first_queue or case.queue, case.place, talk.rules)}
    plain = Notice(key, first, accept, urgent)
    because = Notice(f"{key}_because", {**first, "reason": reason}, accept, urgent)
    letters: list[Letter] = []
    for person in people_at(case, 0, talk.rules, talk.day):
        view = view_case(case, person, talk.rules, talk.day)
        notice = because if view and view.sees_inside else plain
        if person.person_id != speaker:
            letters += to_staff((person,), case, notice, talk.rules, talk.desk.at)
    return tuple(letters)


def old_holder_told(talk: Talk, before: Case, after: Case, key: str) -> tuple[Letter, ...]:
    """Return the letter to who held the case before somebody else took it out of his hands.

    He is told by what he could see until now; he may see nothing of it afterwards.
    """
    held = before.holder not in (after.holder, talk.desk.person.person_id)
    people = people_at(replace(before, about=after.about), 0, talk.rules, talk.day) if held else ()
    notice = Notice(key, {"holder": name_text(after.holder, talk.rules)})
    return to_staff(people, before, notice, talk.rules, talk.desk.at)


def to_be_accepted(talk: Talk, case: Case) -> Case:
    """Return the case waiting for its holder to accept; every other clock runs on.

    Where somebody had accepted in time, the new holder gets the leaf's time for it; where
    nobody had, the old limit stands.
    """
    if case.accepted_at is None:
        return case
    leaf = talk.rules.categories.leaf(case.leaf)
    accept = due_at(talk.desk.at, leaf.accept, talk.rules.calendar)
    return replace(case, accepted_at=None, clocks=replace(case.clocks, accept=accept))


def kept(talk: Talk, case: Case, *, internal: bool = False) -> tuple[AttachmentKept, ...]:
    """Return the turn's attachments as the case's own, sent by the speaker, who serves."""
    sent = (replace(item, sender=talk.desk.person.person_id) for item in talk.turn.attachments)
    return tuple(AttachmentKept(case.number, item, internal) for item in sent)


def not_mediated(talk: Talk, case: Case) -> None:
    """Refuse what would go past a mediation that is under way.

    Raises:
        Refused: ``mediation.runs`` with the number.
    """
    mediation = talk.desk.mediation(case.number)
    if mediation and mediation.is_open:
        raise Refused("mediation.runs", number=case.number)
