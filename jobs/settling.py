"""Opening the answers: once all have answered, or the time is over, what both wanted is done.

Whoever said no stays unsaid: both sides read the same sentence.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from domain.accord_kinds import Kind
from domain.accords import Accord, AccordAct, AccordState, verdict
from domain.courses import EXTENSION
from domain.issues import Issue, Terms, Way, agreed, are_settled
from domain.mediation_stages import Do, Role
from domain.mediations import Mediation
from domain.proceedings import OTHER
from domain.questions import SIDES, about, terms_text, values_of
from jobs import bidding, meeting, panels, selecting
from jobs.sitting import Sitting

Effect = Callable[[Sitting, Accord], None]


def settle(sitting: Sitting) -> None:
    """Open what is to be opened and pass on what was approved."""
    for accord in sitting.known.accords:
        if accord.state is AccordState.ASKED:
            _open(sitting, accord)
        elif accord.state is AccordState.AGREED and accord.kind is Kind.RELAY:
            _passed_on(sitting, accord)


def _open(sitting: Sitting, accord: Accord) -> None:
    act = verdict(accord, sitting.work.at)
    if act is None:
        return
    sitting.act(Do.CONCLUDE, accord.kind.value)
    after = sitting.move(accord, act)
    if act is AccordAct.AGREE:
        _EFFECTS[accord.kind](sitting, after)
    else:
        _FAILED.get(accord.kind, _not_agreed)(sitting, after)


def _not_agreed(sitting: Sitting, accord: Accord) -> None:
    """Say to all who were asked, in the same words, that it is not agreed."""
    values = values_of(accord, sitting.hearing)
    key = f"accords.not_{accord.kind}"
    for role in (each for each in accord.asked if each in SIDES):
        sitting.say(*sitting.hearing.to_side(role, key, values))
    sitting.say(*sitting.hearing.to_mediator(key, values))


def _passed_on(sitting: Sitting, accord: Accord) -> None:
    """Pass the approved words on, outside quiet hours; a late one waits without being queued."""
    hearing = sitting.hearing
    if hearing.quiet_ends > sitting.work.at:
        sitting.keep(replace(accord, due_at=hearing.quiet_ends))
        return
    sitting.act(Do.CONCLUDE, "passed_on")
    done = sitting.move(accord, AccordAct.CARRY_OUT)
    target = OTHER[Role(done.asked[0])]
    values = {"words": done.words}
    letters = hearing.to_side(target, "accords.passed_on", values, "say")
    told = hearing.to_mediator(
        "accords.you_passed_on" if letters else "accords.read_it_out", values
    )
    tagged = (replace(each, dedupe=f"{about(done)}passed:{each.to}") for each in (*letters, *told))
    sitting.say(*tagged)


def _done(sitting: Sitting, accord: Accord) -> None:
    sitting.move(accord, AccordAct.CARRY_OUT)


def _met(sitting: Sitting, accord: Accord) -> None:
    _done(sitting, accord)
    sitting.act(Do.MEET)
    sitting.say(*sitting.hearing.to_both("accords.met", None, "joint", "shuttle"))
    sitting.say(*sitting.hearing.to_mediator("accords.met", None, "joint", "times"))


def _settled(way: Way) -> Effect:
    def effect(sitting: Sitting, accord: Accord) -> None:
        _done(sitting, accord)
        issue = next(each for each in sitting.known.issues if each.issue == accord.issue)
        terms = Terms(accord.words, accord.amount, accord.payer)
        settle_issue(sitting, issue, terms, way)

    return effect


def settle_issue(sitting: Sitting, issue: Issue, terms: Terms, way: Way) -> None:
    """Settle an issue on terms that both accepted; other questions about it end."""
    sitting.settle(agreed(issue, terms, way, sitting.work.at))
    for accord in sitting.known.accords:
        if accord.issue == issue.issue and accord.is_live:
            sitting.move(accord, AccordAct.WITHDRAW)
    values = {"title": issue.title, "terms": terms_text(terms)}
    sitting.say(*sitting.hearing.to_both("accords.settled", values))
    more = ("draft",) if are_settled(sitting.known.issues) else ()
    sitting.say(*sitting.hearing.to_mediator("accords.settled", values, *more))


def _extended(sitting: Sitting, accord: Accord) -> None:
    _done(sitting, accord)

    def change(old: Mediation) -> Mediation:
        ends = old.clock_ends + EXTENSION if old.clock_ends else None
        course = replace(old.course, extended=old.course.extended + 1)
        return replace(old, clock_ends=ends, course=course)

    sitting.act(Do.EXTEND, change=change)
    ends = sitting.mediation.clock_ends or sitting.work.at
    sitting.say(*sitting.hearing.to_both("accords.extended", {"until": ends}))
    sitting.say(*sitting.hearing.to_mediator("accords.extended", {"until": ends}))


def _suspended(sitting: Sitting, accord: Accord) -> None:
    _done(sitting, accord)
    sitting.act(
        Do.SUSPEND,
        change=lambda old: replace(
            old, course=replace(old.course, suspended=old.course.suspended + 1)
        ),
    )
    values = {"words": accord.words}
    sitting.say(*sitting.hearing.to_both("accords.suspended", values))
    sitting.say(*sitting.hearing.to_mediator("accords.suspended", values, "resume"))


def _invited(sitting: Sitting, accord: Accord) -> None:
    _done(sitting, accord)
    sitting.act(
        Do.INVITE,
        change=lambda old: replace(
            old, course=replace(old.course, guests=(*old.course.guests, *accord.names))
        ),
    )
    values = values_of(accord, sitting.hearing)
    sitting.say(*sitting.hearing.to_both("accords.invited", values))
    sitting.say(*sitting.hearing.to_mediator("accords.invited", values))
    joined = (
        sitting.hearing.letter(each, "accords.you_joined", None, "room") for each in accord.names
    )
    sitting.say(*joined)


def _noted(sitting: Sitting, accord: Accord) -> None:
    _done(sitting, accord)
    sitting.say(*sitting.hearing.to_both("accords.minutes_kept"))
    sitting.say(*sitting.hearing.to_mediator("accords.minutes_kept"))


def _go_on(sitting: Sitting, accord: Accord) -> None:
    _done(sitting, accord)
    sitting.say(*sitting.hearing.to_both("accords.goes_on"))
    sitting.say(*sitting.hearing.to_mediator("accords.goes_on", None, "times"))


def _given_up(sitting: Sitting, accord: Accord) -> None:
    del accord
    sitting.act(Do.FAIL, "no_show")
    sitting.say(*sitting.hearing.to_both("mediation.failed"))
    sitting.say(*sitting.hearing.to_mediator("mediation.failed"))


def _silent(sitting: Sitting, accord: Accord) -> None:
    """Say nothing: nobody learns that the other would have liked to know."""
    del sitting, accord


_EFFECTS: Mapping[Kind, Effect] = {
    Kind.RELAY: _passed_on,
    Kind.MEDIATORS: selecting.chosen_from_list,
    Kind.PROPOSED: selecting.taken,
    Kind.GUEST: _invited,
    Kind.MEET: _met,
    Kind.TIMES: meeting.found,
    Kind.OPTION: _settled(Way.OPTION),
    Kind.NUMBER: _settled(Way.NUMBER),
    Kind.BIDDING: bidding.opened,
    Kind.PRICE: _settled(Way.BIDS),
    Kind.CLOSE: bidding.told_close,
    Kind.EXTEND: _extended,
    Kind.PAYER: _suspended,
    Kind.PANEL: panels.drawn_for,
    Kind.MINUTES: _noted,
    Kind.WILL: _go_on,
}
_FAILED: Mapping[Kind, Effect] = {
    Kind.MEDIATORS: selecting.failed,
    Kind.PROPOSED: selecting.failed,
    Kind.CLOSE: _silent,
    Kind.WILL: _given_up,
}
