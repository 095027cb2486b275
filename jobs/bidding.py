"""Double-blind bids at the clock: only pairs are looked at, a lone bid is destroyed unread."""

from dataclasses import replace

from domain.accord_kinds import BOTH, Kind
from domain.accords import Accord, AccordAct, AccordState, due_after
from domain.bids import ROUNDS, Meeting, Round, agreed_tolerance, are_close, meeting_of
from domain.mediation_stages import Do
from domain.proceedings import BidsDestroyed
from domain.questions import values_of
from domain.turns import Text
from jobs.sitting import Sitting


def opened(sitting: Sitting, accord: Accord) -> None:
    """Begin the first round at the smaller tolerance; each may ask whether the numbers are near."""
    tolerance = agreed_tolerance(*(int(accord.answers[role]) for role in accord.asked))
    running = sitting.keep(replace(accord, tolerance=tolerance))
    _begin(sitting, running, 1)
    blank = replace(
        accord,
        kind=Kind.CLOSE,
        state=AccordState.ASKED,
        answers={},
        approved="",
        due_at=due_after(Kind.CLOSE, sitting.work.at),
    )
    change = sitting.act(Do.ASK, Kind.CLOSE.value)
    sitting.keep(replace(blank, accord=change.event.seq, tolerance=tolerance))


def _begin(sitting: Sitting, accord: Accord, number: int) -> None:
    due = due_after(Kind.BIDDING, sitting.work.at)
    sitting.keep(replace(accord, round=number, due_at=due))
    values = {
        **values_of(accord, sitting.hearing),
        "round": str(number),
        "left": str(ROUNDS - number),
        "share": str(accord.tolerance),
    }
    sitting.say(*sitting.hearing.to_both("bidding.round", values, f"bid/{accord.accord}"))


def look(sitting: Sitting) -> None:
    """Open the round that runs if both have bid, or let it go if its time is over."""
    for accord in sitting.known.accords:
        if accord.kind is Kind.BIDDING and accord.state is AccordState.AGREED and accord.round:
            _look_at(sitting, accord)


def _look_at(sitting: Sitting, accord: Accord) -> None:
    pair = sitting.work.rounds.get(accord.accord, {}).get(accord.round)
    if pair is None and accord.due_at > sitting.work.at:
        return
    sitting.act(Do.CONCLUDE, f"round:{accord.round}")
    if pair is None:
        # Whoever bid alone learns only that the round is over; what was bid is gone unread.
        sitting.change(BidsDestroyed(accord, accord.round))
        _next(sitting, accord, "bidding.round_over")
        return
    meeting = meeting_of([pair], accord.tolerance)
    if meeting is None:
        _next(sitting, accord, "bidding.not_met")
    else:
        _met(sitting, accord, meeting)


def _next(sitting: Sitting, accord: Accord, key: str) -> None:
    sitting.say(
        *sitting.hearing.to_both(key, values_of(accord, sitting.hearing), *_close(sitting, accord))
    )
    if accord.round < ROUNDS:
        _begin(sitting, accord, accord.round + 1)
        return
    _end(sitting, accord, AccordAct.EXPIRE)
    values = values_of(accord, sitting.hearing)
    sitting.say(*sitting.hearing.to_both("bidding.over", values))
    sitting.say(*sitting.hearing.to_mediator("bidding.over", values))


def _close(sitting: Sitting, accord: Accord) -> tuple[str, ...]:
    asked = sitting.known.live(Kind.CLOSE, accord.issue)
    return (f"close/{asked.accord}",) if asked and accord.round < ROUNDS else ()


def _end(sitting: Sitting, accord: Accord, act: AccordAct) -> None:
    sitting.move(accord, act)
    sitting.change(BidsDestroyed(accord))
    if asked := sitting.known.live(Kind.CLOSE, accord.issue):
        sitting.move(asked, AccordAct.WITHDRAW)


def _met(sitting: Sitting, accord: Accord, meeting: Meeting) -> None:
    """Ask each side for its own yes to the price, be it between the numbers or in an overlap."""
    _end(sitting, accord, AccordAct.CARRY_OUT)
    at = sitting.work.at
    sitting.ask(
        replace(
            accord,
            kind=Kind.PRICE,
            asked=BOTH,
            state=AccordState.ASKED,
            amount=meeting.price,
            answers={},
            approved="",
            round=0,
            tolerance=0,
            asked_at=at,
            due_at=due_after(Kind.PRICE, at),
        )
    )
    values = values_of(accord, sitting.hearing)
    sitting.say(*sitting.hearing.to_mediator("bidding.met", values))


def told_close(sitting: Sitting, accord: Accord) -> None:
    """Tell both, who both asked, whether the last numbers are near; nothing more."""
    sitting.move(accord, AccordAct.CARRY_OUT)
    found = [
        (bidding, pair)
        for bidding in sitting.known.accords
        if bidding.kind is Kind.BIDDING and bidding.issue == accord.issue
        for pair in _last(sitting, bidding)
    ]
    if not found:
        return
    bidding, pair = found[-1]
    near = Text("bidding.near" if are_close(pair, bidding.tolerance) else "bidding.far")
    sitting.say(*sitting.hearing.to_both("bidding.closeness", {"near": near}))


def _last(sitting: Sitting, accord: Accord) -> list[Round]:
    rounds = sitting.work.rounds.get(accord.accord, {})
    return [rounds[max(rounds)]] if rounds else []
