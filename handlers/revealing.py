"""Looking behind the masks: only with a reason, which stays in the chain for everybody to check."""

from domain.cases import perform
from domain.presses import Press
from domain.privacy import view_case
from domain.refusals import Refused
from domain.reveals import may_reveal
from domain.states import Act
from domain.turns import Step
from handlers.acts import answered, pressed_case, wanted_words
from handlers.talk import Talk


def reveal(talk: Talk, press: Press) -> Step:
    """Note the reason; the case page then shows numbers and homes for a quarter of an hour.

    Raises:
        Refused: ``revealing.never`` for who may not, or as every act of staff.
    """
    case = pressed_case(talk, press, Act.REVEAL)
    reason = wanted_words(talk, press)
    view = view_case(case, talk.desk.person, talk.rules, talk.day)
    if view is None or not may_reveal(case, view):
        raise Refused("revealing.never", number=case.number)
    done = perform(case, talk.deed(Act.REVEAL, case, internal=reason))
    return answered(talk, "revealing.you_see", done)
