"""What people teach the reading: a leaf put right, a lesson taken back, a word taken or refused."""

from dataclasses import replace

from domain.cases import Case, perform
from domain.lessons import CITY, LessonGiven, LessonUndone, OwnTerm, TermsChanged, TermState
from domain.letters import matter_name
from domain.people import Role
from domain.presses import Press
from domain.refusals import Refused
from domain.states import Act, Part
from domain.turns import Step, Value
from handlers.talk import Talk, choice

_KEEPERS = (Role.DISPATCHER, Role.ADMIN, Role.STREET)
_DECIDED = {"yes": TermState.TAKEN, "no": TermState.REFUSED, "stop": TermState.STOPPED}


def lesson(talk: Talk, before: Case, after: Case, *, by_staff: bool = False) -> LessonGiven:
    """Return what the speaker taught by saying what the case is."""
    giver = talk.desk.person.person_id
    return LessonGiven(after.number, after.seq, giver, by_staff, before.leaf, after.leaf)


def unlearn(talk: Talk, press: Press) -> Step:
    """Let a lesson count no more; the case stays as it is, and its story keeps who did it.

    Raises:
        Refused: ``cases.unknown``, ``cases.not_yours``.
    """
    case = talk.desk.case(press.number)
    if Part.SUPERVISOR not in talk.parts(case) or not press.argument.isdecimal():
        raise Refused("cases.not_yours")
    deed = replace(talk.deed(Act.NOTE, case), reason=f"unlearned:{press.argument[:6]}")
    noted = perform(case, deed)
    undone = LessonUndone(case.number, int(press.argument[:6]), talk.desk.person.person_id)
    says = talk.letter("learning.unlearned", {"number": case.number})
    return Step((says,), (noted, undone), talk.resting())


def decide(talk: Talk, press: Press) -> Step:
    """Take, refuse or stop a word (``yes|no|stop;SCOPE;LEAF;WORD``), then show the next proposed.

    Raises:
        Refused: ``cases.not_yours`` for who looks after no station or not after the whole city,
            ``learning.no_such_word``.
    """
    if not any(talk.desk.person.has_role(role, talk.day) for role in _KEEPERS):
        raise Refused("cases.not_yours")
    if not press.argument:
        return _next(talk, talk.desk.terms)
    verdict, scope, leaf, term = (*press.argument.split(";", 3), "", "", "")[:4]
    known = next((each for each in talk.desk.terms if (each.term, each.leaf) == (term, leaf)), None)
    if known is None or verdict not in _DECIDED:
        raise Refused("learning.no_such_word")
    decided = replace(
        known,
        scope=_scope(talk, scope),
        state=_DECIDED[verdict],
        author=talk.desk.person.person_id,
        decided_at=talk.desk.at,
    )
    values = {"word": term, "matter": matter_name(leaf, talk.rules)}
    says = talk.letter(f"learning.{verdict}", values)
    rest = tuple(each for each in talk.desk.terms if each != known)
    moved = () if decided.scope == known.scope else (replace(known, state=TermState.STOPPED),)
    step = Step((says,), (TermsChanged((*moved, decided)),), talk.resting())
    return step.joined(_next(talk, rest)) if known.state is TermState.PROPOSED else step


def _scope(talk: Talk, scope: str) -> str:
    """Return the scope: a grid of the community, "" for all of it, or the city for the street.

    Raises:
        Refused: ``cases.not_yours`` for a scope that is not the speaker's.
    """
    grid = talk.rules.directory.grid(scope)
    of_street = talk.desk.person.community_id == talk.rules.directory.street_id
    near = grid is not None and grid.community_id == talk.turn.community_id
    if scope and not near and not (scope == CITY and of_street):
        raise Refused("cases.not_yours")
    return scope


def _next(talk: Talk, terms: tuple[OwnTerm, ...]) -> Step:
    waiting = [each for each in terms if each.state is TermState.PROPOSED]
    if not waiting:
        return talk.say("learning.none_waiting")
    first = waiting[0]
    told = f"{first.scope};{first.leaf};{first.term}"
    buttons = (
        choice("learning.take", str(Press("term", argument=f"yes;{told}"))),
        choice("learning.refuse", str(Press("term", argument=f"no;{told}"))),
    )
    values: dict[str, Value] = {
        "word": first.term,
        "matter": matter_name(first.leaf, talk.rules),
        "messages": first.messages,
        "homes": first.homes,
        "left": len(waiting),
    }
    return Step((talk.letter("learning.next_word", values, buttons),), dialogue=talk.resting())
