"""Words of staff about a case that is being mediated press nobody, by whatever way they go out.

What is said inside a mediation passes ``speaking.blocked``; this is the gate for all else that
staff write to the people of the case: answers, questions, reasons, results.
"""

from domain.accounts import AttemptNoted
from domain.cases import Case, CaseChanged
from domain.mediation_roles import side_of
from domain.mediation_stages import Do
from domain.states import State
from domain.turns import Change, Step, Text
from handlers import hearings, mediating
from handlers.talk import Talk


def checked(talk: Talk, step: Step) -> Step:
    """Return the step, or the refusal of words that would press a side of a mediation.

    The refusal is recorded with its reason, and in the mediation with the hash of the words;
    nothing else of the step happens, and an open question stays open.
    """
    if not talk.reading.presses or not talk.desk.person.is_staff(talk.day):
        return step
    told = [each for each in step.changes if isinstance(each, CaseChanged) and each.event.public]
    found = next((each for each in (_blocked(talk, one.case) for one in told) if each), None)
    if found is None:
        return step
    values = {"why": Text(f"speaking.why_{talk.reading.presses[0]}")}
    return Step((talk.letter("speaking.presses", values),), (found,))


def _blocked(talk: Talk, case: Case) -> Change | None:
    """Return what is recorded of words to the people of that case, None if they may go out."""
    person, reason = talk.desk.person, f"pressure:{talk.reading.presses[0]}"
    mediation = talk.desk.mediation(case.number)
    if mediation is None:
        # Who only works on the case has no part in its mediation, and presses nobody either.
        tried = AttemptNoted(talk.turn.key, person.person_id, talk.turn.address, reason)
        return tried if case.state is State.IN_MEDIATION else None
    if not mediation.is_open or side_of(mediation, person):
        return None
    what = mediating.deed(talk, mediation, Do.BLOCK, reason=reason, text=talk.turn.text.strip())
    return hearings.recorded(talk, mediation, what)
