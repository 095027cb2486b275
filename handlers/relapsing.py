"""After the end: did it hold? What came back is a new case that knows the old one."""

from dataclasses import replace

from domain.cases import perform
from domain.letters import case_values
from domain.presses import Press, press_on
from domain.privacy import view_case
from domain.states import Act, State
from domain.turns import Step
from handlers import belongings, filing
from handlers.reports import opened_from
from handlers.talk import Talk, choice


def held(talk: Talk, press: Press) -> Step:
    """Take "没再发生": the matter stays closed."""
    case = belongings.own(talk, press.number)
    if case.state is not State.CLOSED:
        return talk.say("relapsing.gone_on", {"number": case.number})
    deed = replace(talk.deed(Act.FOLLOW_UP, case), reason="held")
    done = perform(case, deed, lambda old: replace(old, follow_up_at=None))
    return replace(talk.say("relapsing.held", {"number": case.number}), changes=(done,))


def relapsed(talk: Talk, press: Press) -> Step:
    """Take "又来了": a new case with fresh limits, told with the number of the one before."""
    case = belongings.own(talk, press.number)
    if case.state is not State.CLOSED:
        return talk.say("relapsing.gone_on", {"number": case.number})
    mine = case.party(talk.desk.person.person_id)
    again = opened_from(talk, replace(case, parties=tuple(filter(None, (mine,)))), case.leaf)
    again = replace(again, case=replace(again.case, relapse_of=case.number))
    deed = replace(talk.deed(Act.RELAPSE, case), reason=again.case.number)
    done = perform(case, deed, lambda old: replace(old, follow_up_at=None))
    view = view_case(again.case, talk.desk.person, talk.rules, talk.day)
    values = case_values(view, talk.rules) if view else {"number": again.case.number}
    more = (choice("relapsing.add", press_on(again.case, "follow")),)
    says = talk.letter("relapsing.opened", {**values, "first": case.number}, more)
    letters = filing.told_staff(talk, again.case)
    return Step((says, *letters), (done, again), talk.resting())
