"""Returning (退单): never to nobody; the second time the community decides whose it is."""

from dataclasses import replace

from domain.cases import Case
from domain.ladder import people_of
from domain.people import Role
from domain.presses import Press, press_on
from domain.refusals import Refused
from domain.returns import DECIDED, DECIDED_FROM, OTHER, REASONS
from domain.states import Act
from domain.turns import Step, Text
from handlers.acts import kept, pressed_case, wanted_words
from handlers.passing import Hands, Passing, passed
from handlers.talk import Talk, choice

# Who takes back what is returned, and in which queue it lies then; each goes past his own place.
_ABOVE: tuple[tuple[Role, str], ...] = (
    (Role.SECRETARY, "grid"),
    (Role.DISPATCHER, "community"),
    (Role.STREET, "street"),
)
_COMMUNITY = 1


def give_back(talk: Talk, press: Press) -> Step:
    """Return the case (退单) for a reason (the argument) with evidence: words, and photos.

    Without a reason and words it is asked for. It goes to the grid; the second time to the
    community, who decides; what is decided is not returned again.

    Raises:
        Refused: ``passing.decided``, ``passing.nobody_there`` if nobody above may take it, or as
            every act of staff.
    """
    case = pressed_case(talk, press, Act.RETURN)
    if press.argument not in REASONS and not talk.turn.text.strip():
        return _why(talk, case)
    reason = wanted_words(talk, press)
    own = _place_of(talk, case)
    if DECIDED in case.tags and own < _COMMUNITY:
        raise Refused("passing.decided", number=case.number)
    returned = replace(case, returns=case.returns + 1)
    is_dispute = returned.returns >= DECIDED_FROM
    hands = _above(talk, case, max(own + 1, _COMMUNITY if is_dispute else 0))
    code = press.argument if press.argument in REASONS else OTHER
    deed = replace(talk.deed(Act.RETURN, case, internal=reason), reason=code)
    key = "passing.to_decide" if is_dispute else "passing.returned_to_you"
    said = Text("passing.because", {"why": Text(f"passing.return_{code}"), "said": reason})
    step = passed(talk, returned, hands, Passing(deed, key, said))
    return replace(step, changes=(*step.changes, *kept(talk, case, internal=True)))


def _why(talk: Talk, case: Case) -> Step:
    buttons = tuple(
        choice(f"passing.return_{code}", press_on(case, "do", f"return|{code}")) for code in REASONS
    )
    letter = talk.letter("passing.why_return", {"number": case.number}, buttons)
    return Step((letter,), dialogue=talk.resting())


def _place_of(talk: Talk, case: Case) -> int:
    """Return the highest place of ``_ABOVE`` on which the holder stands, -1 for below all."""
    held = [
        place
        for place, (role, _) in enumerate(_ABOVE)
        for person in people_of(case, role, talk.rules, talk.day)
        if person.person_id == case.holder
    ]
    return max(held, default=-1)


def _above(talk: Talk, case: Case, lowest: int) -> Hands:
    before = (talk.desk.person.person_id, case.holder)
    seats = (
        Hands(queue, person.person_id)
        for role, queue in _ABOVE[lowest:]
        for person in people_of(case, role, talk.rules, talk.day)
    )
    hands = next((seat for seat in seats if seat.holder not in before), None)
    if hands is None:
        raise Refused("passing.nobody_there", number=case.number)
    return hands
