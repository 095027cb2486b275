"""A claim to the warranty deposit (保修金), step after step, each with its day."""

from dataclasses import replace
from datetime import date

from domain.cases import Case, perform
from domain.deeds import day_text
from domain.letters import Notice
from domain.presses import Press
from domain.refusals import Refused
from domain.states import Act
from domain.turns import Step, Value
from domain.warranties import LEAVES, Claim, Covered, Stage, Taken, Warranty, begun, taken
from handlers.acts import answered, kept, pressed_case, residents_told, spoken_to
from handlers.talk import Talk

_LONGEST = 60


def moved(talk: Talk, press: Press) -> Step:
    """Take one step: ``STAGE@DAY``, today if the day is left out.

    The first is ``noticed@DELIVERED@PART COMPLETED HOMES`` with the builder as words.

    Raises:
        Refused: ``warranting.other_matter``, ``warranting.unreadable``, or as
            ``domain.warranties`` and every act of staff do.
    """
    case = pressed_case(talk, press, Act.WARRANTY)
    if case.leaf not in LEAVES:
        raise Refused("warranting.other_matter", number=case.number)
    try:
        warranty = _moved(talk, case, press.argument)
    except ValueError as unreadable:
        raise Refused("warranting.unreadable") from unreadable
    deed = replace(talk.deed(Act.WARRANTY, case), reason=warranty.stage.value)
    done = perform(case, deed, lambda old: spoken_to(talk, replace(old, warranty=warranty)))
    values: dict[str, Value] = {
        "builder": warranty.builder,
        "day": day_text(warranty.since),
        "last": day_text(warranty.claim.performed_until),
        "number": case.number,
    }
    told = residents_told(talk, done.case, Notice(f"warranting.is_{warranty.stage}", values))
    step = answered(talk, "warranting.you_noted", done, told, kept(talk, case))
    says = replace(step.says[0], values={**step.says[0].values, **values})
    return replace(step, says=(says, *step.says[1:]))


def _moved(talk: Talk, case: Case, argument: str) -> Warranty:
    """Return the claim one step on; what cannot be read raises ``ValueError``."""
    stage, day, about, *_ = (*argument.split("@"), "", "")
    on = date.fromisoformat(day) if day else talk.day
    step = Taken(Stage(stage), on, talk.desk.at, talk.desk.person.person_id)
    if step.stage is not Stage.NOTICED:
        if case.warranty is None:
            raise Refused("warranting.not_now")
        return taken(case.warranty, step)
    if case.warranty:
        raise Refused("warranting.not_now")
    part, completed, homes, *_ = (*about.split(" "), "", "")
    claim = Claim(Covered(part), date.fromisoformat(completed), on)
    return begun(claim, talk.turn.text.strip()[:_LONGEST], int(homes), step)
