"""Lead and assist (主办/协办): others are called to a case, one stays responsible for it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from domain.assists import ASSIST_WITHIN, Assist, AssistKind
from domain.cases import Case, CaseChanged, Deed, perform
from domain.deadlines import due_at
from domain.ladder import is_pressing, people_at, people_called
from domain.letters import Notice, name_text, queue_text, to_staff
from domain.parts import is_called
from domain.presses import Press, press_on
from domain.privacy import mask_homes, mask_numbers, view_case
from domain.refusals import Refused
from domain.states import Act
from domain.turns import Letter, Step, Value
from handlers.acts import answered, kept, pressed_case, wanted_words
from handlers.passing import hands_for
from handlers.talk import Talk, choice

# Which acts of who was called wait for which state of his call.
AWAITED: Mapping[Act, Callable[[Assist], bool]] = {
    Act.TAKE_PART: lambda each: each.awaits_acceptance,
    Act.ARRIVE: lambda each: each.awaits_arrival,
    Act.HELPED: lambda each: each.done_at is None,
}


def assist(talk: Talk, press: Press) -> Step:
    """Call a queue (``q:KIND``) or a person (``p:ID``) to help, with the reason why.

    Who holds the case stays responsible; whoever is called has a time of his own.

    Raises:
        Refused: ``passing.nobody_there``, ``passing.accused``, ``assisting.is_lead``,
            ``assisting.already``, or as every act of staff.
    """
    case = pressed_case(talk, press, Act.ASSIST)
    reason = wanted_words(talk, press)
    called = assist_of(talk, case, press.argument)
    if called.person_id == case.holder:
        raise Refused("assisting.is_lead", number=case.number)
    due = _due(talk, case)
    called = replace(called, due=due, again_at=due)
    deed = replace(talk.deed(Act.ASSIST, case, internal=reason), reason=called.queue)
    done = perform(case, deed, lambda old: replace(old, assists=(*old.assists, called)))
    buttons = (
        choice("staff.take_part", press_on(done.case, "do", "take_part")),
        choice("staff.helped", press_on(done.case, "do", "helped")),
    )
    values = {**who_and_where(talk, called, case), "due": due, "reason": reason}
    notice = Notice("assisting.to_you", values, buttons, urgent=is_pressing(case))
    return answered(talk, "assisting.you_asked", done, called_told(talk, done.case, called, notice))


def _due(talk: Talk, case: Case) -> datetime:
    at = talk.desk.at
    due = due_at(at, ASSIST_WITHIN[case.priority], talk.rules.calendar)
    promised = case.clocks.promised
    # Help that comes after the promised day is none.
    return min(due, promised) if promised and promised > at else due


def assist_of(talk: Talk, case: Case, named: str) -> Assist:
    """Return the call of a queue or person to the case, with nothing awaited of it yet.

    Raises:
        Refused: as ``assist`` does.
    """
    hands = hands_for(talk, case, named)
    same = (each for each in case.assists if each.done_at is None)
    if any(each.person_id == hands.holder for each in same):
        raise Refused("assisting.already", number=case.number)
    at, speaker = talk.desk.at, talk.desk.person.person_id
    return Assist(AssistKind.ASSIST, hands.queue, hands.holder, speaker, at, at)


def called_told(talk: Talk, case: Case, called: Assist, notice: Notice) -> tuple[Letter, ...]:
    """Return the letters to who was called, each with what he may see of the case.

    The reason is internal: only who may read internal notes reads it, as ``<key>_because``.
    """
    letters: list[Letter] = []
    for person in people_called(case, called, talk.rules, talk.day):
        view = view_case(case, person, talk.rules, talk.day)
        inside = view is not None and view.sees_inside
        fit = replace(notice, key=f"{notice.key}_because") if inside else _without_reason(notice)
        letters += to_staff((person,), case, fit, talk.rules, talk.desk.at)
    return tuple(letters)


def _without_reason(notice: Notice) -> Notice:
    values = {name: value for name, value in notice.values.items() if name != "reason"}
    return replace(notice, values=values)


def take_part(talk: Talk, press: Press) -> Step:
    """Say that one helps; the time for the result runs on."""
    case = pressed_case(talk, press, Act.TAKE_PART)
    mine = own_assist(talk, case, AWAITED[Act.TAKE_PART])
    if mine is None:
        return talk.say("assisting.nothing_asked", {"number": case.number})
    taken = replace(mine, accepted_at=talk.desk.at)
    done = assist_changed(case, talk.deed(Act.TAKE_PART, case), mine, taken)
    letters = lead_told(
        talk, done.case, mine, Notice("assisting.taken", who_and_where(talk, mine, case))
    )
    return answered(talk, "assisting.you_take_part", done, letters)


def helped(talk: Talk, press: Press) -> Step:
    """Report what one did, signed by who reports; the one who answers for the case hears it."""
    case = pressed_case(talk, press, Act.HELPED)
    words = wanted_words(talk, press)
    mine = own_assist(talk, case, AWAITED[Act.HELPED])
    if mine is None:
        return talk.say("assisting.nothing_asked", {"number": case.number})
    at = talk.desk.at
    reported = replace(mine, done_at=at, note=words, again_at=None)
    deed = replace(talk.deed(Act.HELPED, case, internal=words), reason=mine.queue)
    done = assist_changed(case, deed, mine, reported)
    # Who holds the case may be a company that reads no homes and numbers.
    result = mask_homes(mask_numbers(words))
    values = {**who_and_where(talk, mine, case), "result": result}
    notice = Notice("assisting.reported", values)
    letters = lead_told(talk, done.case, mine, notice)
    photos = kept(talk, case, internal=True)
    return answered(talk, "assisting.you_reported", done, letters, photos)


def own_assist(talk: Talk, case: Case, wanted: Callable[[Assist], bool]) -> Assist | None:
    """Return the speaker's oldest call in the case of which that is true, or None."""
    mine = (each for each in case.assists if _is_mine(talk, each))
    return next(filter(wanted, mine), None)


def _is_mine(talk: Talk, called: Assist) -> bool:
    speaker = talk.desk.person
    if is_called(called, speaker, talk.day):
        return True
    return talk.rules.deputy_of(called.person_id, talk.day) == speaker.person_id


def assist_changed(case: Case, deed: Deed, before: Assist, after: Assist) -> CaseChanged:
    """Return the case with one call changed by the deed."""
    assists = tuple(after if each is before else each for each in case.assists)
    return perform(case, deed, lambda old: replace(old, assists=assists))


def lead_told(talk: Talk, case: Case, called: Assist, notice: Notice) -> tuple[Letter, ...]:
    """Return the letters to who holds the case and who called, but never to the speaker."""
    caller = talk.rules.directory.person(called.asked_by)
    holders = people_at(case, 0, talk.rules, talk.day)
    people = {each.person_id: each for each in (*holders, *((caller,) if caller else ()))}
    people.pop(talk.desk.person.person_id, None)
    return to_staff(people.values(), case, notice, talk.rules, talk.desk.at)


def who_and_where(talk: Talk, called: Assist, case: Case) -> dict[str, Value]:
    """Return the speaker's name and the name of the body that was called."""
    return {
        "who": name_text(talk.desk.person.person_id, talk.rules),
        "body": queue_text(called.queue, case.place, talk.rules),
    }
