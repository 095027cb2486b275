"""One case as a member of staff sees it in the chat, with every act that he may do to it now."""

from dataclasses import replace

from domain.cases import Case
from domain.letters import case_values
from domain.presses import Press, press_on
from domain.privacy import view_case
from domain.screening import may_be_mediated
from domain.states import RESIDENTS, Act, Part, acts_for
from domain.turns import Choice, Letter, Step, Text, Value
from handlers import assisting, looking
from handlers.talk import Talk, choice

# In the order in which they are wanted; each is also the end of the key of its label.
OFFERED = (
    Act.ACCEPT,
    Act.ACKNOWLEDGE,
    Act.TAKE_PART,
    Act.ARRIVE,
    Act.HELPED,
    Act.REPLY,
    Act.RESOLVE,
    Act.ASK,
    Act.RESUME,
    Act.NOTE,
    Act.HAND_ON,
    Act.RETURN,
    Act.ASSIST,
    Act.WHISTLE,
    Act.EXTEND,
    Act.PAUSE,
    Act.MOVE,
    Act.PLACE,
    Act.RECLASSIFY,
    Act.MERGE,
    Act.UNMERGE,
    Act.MEDIATE,
    Act.END_MEDIATION,
    Act.REFER,
    Act.REOPEN,
    Act.DISSUADE,
    Act.EXCLUDE,
    Act.REVIEW,
)
_CHASED = "acknowledge|assist"


def shown(talk: Talk, press: Press) -> Step:
    """Show one case with every act that the speaker may do to it now.

    Raises:
        Refused: ``cases.unknown`` for a number that is free and for one of others alike.
    """
    return Step((letter_of(talk, talk.desk.case(press.number)),), dialogue=talk.resting())


def letter_of(talk: Talk, case: Case) -> Letter:
    """Return the card of the case.

    Raises:
        Refused: ``cases.unknown`` if the speaker may not see it.
    """
    return talk.letter("desks.card", values_of(talk, case), buttons_of(talk, case))


def after(talk: Talk, step: Step, case: Case) -> Step:
    """Return the step with the card as it stands now below what its actor reads first.

    Who may see the case no more, as one who handed it on, reads the answer alone.
    """
    first, *others = step.says
    if view_case(case, talk.desk.person, talk.rules, talk.day) is None:
        return step
    card = Text("desks.card", values_of(talk, case))
    values: dict[str, Value] = {"said": Text(first.key, first.values), "card": card}
    told = replace(first, key="desks.done", values=values, choices=buttons_of(talk, case))
    return replace(step, says=(replace(told, case_number=case.number), *others))


def values_of(talk: Talk, case: Case) -> dict[str, Value]:
    """Return what the speaker may know of the case.

    Raises:
        Refused: ``cases.unknown`` if that is nothing.
    """
    view = looking.view_of(talk, case)
    return {**case_values(view, talk.rules), "homes": view.households}


def buttons_of(talk: Talk, case: Case) -> tuple[Choice, ...]:
    """Return a button for each act and look that the speaker may do; residents get none."""
    parts = talk.parts(case)
    # What he may do as the reporter he says in words, like every resident.
    may = acts_for(case.state, parts - RESIDENTS)
    acts = [act for act in OFFERED if act in may and _fits(talk, case, act)]
    names = [str(act) for act in acts]
    if Act.ACKNOWLEDGE in may:
        names.append(_CHASED)
    if Part.SUPERVISOR in parts:
        names.append("summarise")
    return (*(_button(case, name) for name in names), *looking.buttons_of(talk, case))


def _fits(talk: Talk, case: Case, act: Act) -> bool:
    if act is Act.ACKNOWLEDGE:
        return case.nudge is not None and not case.nudge.acknowledged
    if act in assisting.AWAITED:
        return assisting.own_assist(talk, case, assisting.AWAITED[act]) is not None
    if act is Act.MEDIATE:
        return may_be_mediated(case, talk.rules)
    if act is Act.DISSUADE:
        return talk.rules.categories.leaf(case.leaf).dissuade
    return act not in (Act.EXCLUDE, Act.REVIEW) or _is_to_decide(talk, case, act)


def _is_to_decide(talk: Talk, case: Case, act: Act) -> bool:
    """Say whether an exclusion may be proposed, or one that another proposed is decided."""
    proposed = case.exclusion
    if act is Act.EXCLUDE:
        return proposed is None or not (proposed.holds or proposed.awaits_review)
    mine = talk.desk.person.person_id
    return proposed is not None and proposed.awaits_review and proposed.by != mine


def _button(case: Case, name: str) -> Choice:
    label = "call_help" if name == _CHASED else name
    return choice(f"staff.{label}", press_on(case, "do", name))
