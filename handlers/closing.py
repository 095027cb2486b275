"""The end of a matter: the resident says whether it is solved, and how it was."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from domain.cases import Case, CaseChanged, Party, perform
from domain.deadlines import Limit, due_at
from domain.ladder import climb, people_at
from domain.letters import Notice, to_parties, to_staff
from domain.presses import Press, press_on
from domain.relapses import follow_up_at
from domain.states import Act, State
from domain.turns import Choice, Letter, Step
from handlers import belongings, comments, filing
from handlers.talk import Talk, choice

_REDO = Limit.parse("1wd")
_MOST_STARS = 5
_TOO_FEW_STARS = 2


def solved(talk: Talk, press: Press) -> Step:
    """Take "解决了"; the case closes when nobody of its parties says otherwise."""
    case = belongings.own(talk, press.number)
    if case.state is State.CLOSED:
        return _ask_stars(talk, case, ())
    person_id = talk.desk.person.person_id

    def close(old: Case) -> Case:
        told = _with_answer(old, person_id, "solved")
        again = follow_up_at(case, talk.desk.at, talk.rules)
        return replace(told, closed_at=talk.desk.at, outcome="solved", follow_up_at=again)

    done = perform(case, talk.deed(Act.CONFIRM, case), close)
    notice = Notice("closing.to_holder")
    holders = people_at(case, 0, talk.rules, talk.day)
    letters = to_staff(holders, done.case, notice, talk.rules, talk.desk.at)
    letters += _others_told(talk, done.case, "closing.closed", _not_solved(done.case))
    step = _ask_stars(talk, done.case, (done,))
    return replace(step, says=(*step.says, *letters))


def _others_told(
    talk: Talk, case: Case, key: str, *choices: Choice, due: datetime | None = None
) -> tuple[Letter, ...]:
    """Return to every other one whose matter it is what came of it, not whose answer it was."""
    speaker = talk.desk.person.person_id
    others = tuple(party for party in case.parties if party.person_id != speaker)
    notice = Notice(key, {"due": due} if due else {}, choices)
    return to_parties(replace(case, parties=others), notice, talk.rules, talk.desk.at)


def _not_solved(case: Case) -> Choice:
    return choice("closing.not_solved", press_on(case, "not_solved"))


def _ask_stars(talk: Talk, case: Case, changes: tuple[CaseChanged, ...]) -> Step:
    stars = tuple(
        choice("closing.stars", press_on(case, "stars", str(count)), {"stars": str(count)})
        for count in range(_MOST_STARS, 0, -1)
    )
    letter = talk.letter("closing.ask_stars", {"number": case.number}, stars)
    return Step((letter,), changes, talk.resting())


def not_solved(talk: Talk, press: Press) -> Step:
    """Take "没解决": the case is done again one level up, on the old clock."""
    return _redone(talk, belongings.own(talk, press.number), "", ())


def rated(talk: Talk, press: Press) -> Step:
    """Take one to five stars; two or fewer is done again as well.

    Solved and satisfied are two answers: the stars never change the first.
    """
    case = belongings.own(talk, press.number)
    if press.argument not in map(str, range(1, _MOST_STARS + 1)):
        return _ask_stars(talk, case, ())
    stars = int(press.argument)
    person_id = talk.desk.person.person_id
    deed = replace(talk.deed(Act.RATE, case), reason=press.argument)
    done = perform(case, deed, lambda old: _with_stars(old, person_id, stars))
    if stars <= _TOO_FEW_STARS:
        return _redone(talk, done.case, "", (done,))
    return replace(talk.say("closing.thanks", {"number": case.number}), changes=(done,))


def _redone(talk: Talk, case: Case, words: str, before: tuple[CaseChanged, ...]) -> Step:
    case = filing.heeding(talk, case)
    level, above = climb(case, case.level + 1, talk.rules, talk.day)
    redo_by = due_at(talk.desk.at, _REDO, talk.rules.calendar)
    person_id = talk.desk.person.person_id

    def again(old: Case) -> Case:
        told = _with_answer(old, person_id, "not_solved")
        holder = above[0].person_id if above else old.holder
        clocks = replace(old.clocks, accept=redo_by, word=redo_by, confirm=None)
        return replace(
            told,
            holder=holder,
            level=level,
            reopened=old.reopened + 1,
            clocks=clocks,
            accepted_at=None,
            waiting_since=talk.desk.at,
            closed_at=None,
            follow_up_at=None,
            outcome="",
            nudge=None,
            asked=0,
        )

    done = perform(case, talk.deed(Act.DISPUTE, case, public=words), again)
    holders = people_at(case, 0, talk.rules, talk.day)
    others = [person for person in holders if person not in above]
    accept = (choice("staff.accept", press_on(done.case, "do", "accept")),)
    at = talk.desk.at
    letters = to_staff(
        above, done.case, Notice("closing.redo", choices=accept), talk.rules, at
    ) + to_staff(others, done.case, Notice("closing.taken_up"), talk.rules, at)
    letters += _others_told(talk, done.case, "closing.redone", due=redo_by)
    says = talk.letter("closing.reopened", {"number": case.number, "due": redo_by})
    dialogue = talk.at_stage("redo", {"number": case.number})
    return Step((says, *letters), (*before, done), dialogue)


def redo_told(talk: Talk) -> Step:
    """Take what is still wrong as a comment to the case that was reopened."""
    number = talk.desk.dialogue.notes.get("number", "")
    # An answer is short and leans on the question: only what is plainly another matter is one.
    if talk.reading.certain and not _about_same(talk, number):
        return comments.or_new(talk)
    return comments.added(talk, belongings.own(talk, number))


def _about_same(talk: Talk, number: str) -> bool:
    return belongings.own(talk, number).leaf in {found.leaf for found in talk.reading.candidates}


def said_solved(talk: Talk) -> Step:
    """Take "解决了" in words: about the matter that waits for it, if there is just one."""
    waits = _waiting_for_answer(talk)
    if len(waits) == 1:
        return solved(talk, Press("solved", waits[0].number))
    return _which(talk, waits, "solved") if waits else comments.or_new(talk)


def said_not_solved(talk: Talk) -> Step:
    """Take "没解决" in words: about the matter that waits for an answer or was closed last."""
    waits = _waiting_for_answer(talk) or _closed(talk)[:1]
    if len(waits) == 1:
        return _redone(talk, waits[0], talk.turn.text, ())
    return _which(talk, waits, "not_solved") if waits else comments.or_new(talk)


def said_stars(talk: Talk) -> Step:
    """Take "5星" in words: about the matter that was closed last and not rated yet."""
    person_id = talk.desk.person.person_id
    unrated = [case for case in _closed(talk) if (mine := case.party(person_id)) and not mine.stars]
    if not unrated:
        return comments.or_new(talk)
    _, _, stars = talk.reading.intent.partition(":")
    return rated(talk, Press("stars", unrated[0].number, -1, stars))


def _which(talk: Talk, cases: tuple[Case, ...], act: str) -> Step:
    buttons = tuple(
        choice("progress.number", press_on(case, act), {"number": case.number}) for case in cases
    )
    return Step((talk.letter("comments.which", {}, buttons),), dialogue=talk.resting())


def _waiting_for_answer(talk: Talk) -> tuple[Case, ...]:
    return tuple(case for case in belongings.own_open(talk) if case.state is State.RESOLVED)


def _closed(talk: Talk) -> tuple[Case, ...]:
    person_id = talk.desk.person.person_id
    mine = [
        case
        for case in talk.desk.cases
        if case.state is State.CLOSED and case.party(person_id) and case.closed_at
    ]
    return tuple(sorted(mine, key=lambda case: case.closed_at or talk.desk.at, reverse=True))


def _with_answer(case: Case, person_id: str, answer: str) -> Case:
    return _with_party(case, person_id, lambda party: replace(party, answer=answer))


def _with_stars(case: Case, person_id: str, stars: int) -> Case:
    return _with_party(case, person_id, lambda party: replace(party, stars=stars))


def _with_party(case: Case, person_id: str, change: Callable[[Party], Party]) -> Case:
    parties = tuple(
        change(party) if party.person_id == person_id else party for party in case.parties
    )
    return replace(case, parties=parties)
