"""The ways to the other side: chat, telephone, a letter at the door, the captain's visit."""

from dataclasses import replace
from datetime import datetime

from domain.companies import company_name, speakers_of
from domain.dwellings import is_proved
from domain.letters import place_text
from domain.mediation_roles import is_at_home
from domain.mediation_states import Do
from domain.mediation_timers import REACHED_AFTER, VISITED_ON
from domain.mediations import Contact, Mediation
from domain.people import Person, Role, ScopeKind
from domain.places import PlaceSource
from domain.turns import Letter, Step, Text, Value
from jobs.mediation_letters import Notice, done, letter_of, quiet, saying
from jobs.rounds import JobRound

# By which way the other side is reached on each of the four days: with an account, and without.
_WITH_CHAT = ("chat", "phone", "letter", "visit")
_WITHOUT = ("phone", "letter", "phone", "visit")
# By which the station knows that somebody was at least in that stairwell.
_KNOWN = frozenset({PlaceSource.CODE, PlaceSource.CONFIRMED})
_OUTCOMES = ("visit/yes", "visit/no", "visit/away", "visit/later")


def reached(mediation: Mediation, work: JobRound) -> Step:
    """Reach the other side by the way of the day; a home without an account is telephoned."""
    turn = mediation.reminded
    neighbours = _neighbours(mediation, work) if turn == 0 else ()
    ways = _WITH_CHAT if neighbours or mediation.invited else _WITHOUT
    way = ways[turn]
    captain = _captain(mediation, work) if turn == VISITED_ON else None
    seen = Contact(work.at, way, captain.person_id if captain else mediation.opener)
    change = done(
        mediation,
        Do.REACH,
        work,
        lambda old: replace(
            old,
            wake_at=_next_look(old, turn + 1),
            reminded=turn + 1,
            contacts=(*old.contacts, seen),
            invited=(*old.invited, *(each.person_id for each in neighbours)),
            captain=captain.person_id if captain else old.captain,
        ),
        way,
    )
    return saying(change, *_reaching(change.mediation, work, neighbours, way))


def _next_look(mediation: Mediation, turn: int) -> datetime | None:
    if turn < len(REACHED_AFTER):
        return mediation.since + REACHED_AFTER[turn]
    return mediation.due_at


def _reaching(
    mediation: Mediation, work: JobRound, neighbours: tuple[Person, ...], way: str
) -> tuple[Letter, ...]:
    if neighbours:
        return tuple(_invitation(mediation, work, each) for each in neighbours)
    who = mediation.captain if way == "visit" and mediation.captain else mediation.opener
    values: dict[str, Value] = {"home": _home(mediation, work), "words": _words(mediation)}
    notice = Notice(who, f"mediation.task_{way}", values, _OUTCOMES)
    return (letter_of(mediation, work, notice),)


def _invitation(mediation: Mediation, work: JobRound, person: Person) -> Letter:
    if person.neutral:
        return Letter(person.person_id, "neutral.notice", not_before=quiet(work))
    values = {"words": _words(mediation)}
    notice = Notice(person.person_id, "mediation.invitation", values, ("consent", "refuse"))
    return letter_of(mediation, work, notice)


def _words(mediation: Mediation) -> Value:
    if not mediation.statement:
        return ""
    return Text("mediation.they_say", {"words": mediation.statement})


def _home(mediation: Mediation, work: JobRound) -> Value:
    side = mediation.respondent
    if side.body:
        return company_name(side.body, work.rules.directory)
    return place_text(side.home, work.rules)


def _neighbours(mediation: Mediation, work: JobRound) -> tuple[Person, ...]:
    home = mediation.respondent.home
    applicant = mediation.applicant.person_id
    if mediation.respondent.body:
        return speakers_of(mediation.respondent.body, work.rules.directory, work.day)
    there = tuple(
        each
        for each in work.neighbours
        if each.community_id == mediation.community_id
        and is_at_home(each, home)
        and each.home.source in _KNOWN
        and each.person_id != applicant
    )
    # Where somebody was confirmed at that door, nobody is asked who only says that he lives there.
    return tuple(each for each in there if is_proved(each.home)) or there


def _captain(mediation: Mediation, work: JobRound) -> Person | None:
    micro = work.rules.directory.microgrid_of(mediation.respondent.home, work.day)
    found = work.serving(Role.CAPTAIN, ScopeKind.MICROGRID, micro.code) if micro else ()
    others = (each for each in found if each.person_id != mediation.applicant.person_id)
    return next(others, None)
