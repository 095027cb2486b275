"""What letters and pages say of a vote: its question, its buttons, its count in whole numbers."""

from collections.abc import Mapping

from domain.ballots import Answer, Poll, Share, Tally
from domain.presses import HUSH, VOTE, Press
from domain.turns import Choice, Text, Value


def answers(act: str, argument: str) -> tuple[Choice, ...]:
    """Return one button for each answer that a ballot may hold; ``argument`` stands before it."""
    return tuple(
        Choice(Text(f"voting.{each}"), str(Press(act, argument=f"{argument}/{each}")))
        for each in Answer
    )


def ballot_choices(poll: Poll) -> tuple[Choice, ...]:
    """Return the buttons of a question to a home: the answers, and to be reminded no more."""
    hush = Choice(Text("voting.button_hush"), str(Press(HUSH, argument=poll.poll)))
    return (*answers(VOTE, poll.poll), hush)


def poll_values(poll: Poll) -> Mapping[str, Value]:
    """Return what every letter about a poll may say of it."""
    return {
        "question": poll.question,
        "opens": poll.opens,
        "closes": poll.closes,
        "needs": Text(f"voting.needs_{poll.matter}"),
    }


def tally_values(poll: Poll, tally: Tally) -> Mapping[str, Value]:
    """Return the count of a poll that is over, and what it decides."""
    shares = {
        "whole": tally.whole,
        "part": tally.part,
        "yes": tally.yes,
        "no": tally.no,
        "abstain": tally.abstain,
    }
    numbers: dict[str, Value] = {}
    for name, share in shares.items():
        numbers |= _share(name, share)
    return {
        **poll_values(poll),
        **numbers,
        "verdict": Text(f"polls.{verdict_of(poll, tally)}"),
        "of_part": percent(tally.yes.units, tally.part.units),
        "of_whole": percent(tally.yes.units, tally.whole.units),
    }


def verdict_of(poll: Poll, tally: Tally) -> str:
    """Return whether the matter is decided, or what it failed by."""
    if not tally.takes_part:
        return "too_few"
    return "passed" if tally.passes(poll.matter) else "not_passed"


def _share(name: str, share: Share) -> Mapping[str, Value]:
    return {
        f"{name}_units": share.units,
        f"{name}_persons": share.persons,
        f"{name}_area": area_text(share.area),
    }


def area_text(area: int) -> str:
    """Return whole 0.01 m² as square metres with two decimals."""
    return f"{area // 100}.{area % 100:02}"


def percent(part: int, whole: int) -> str:
    """Return a share with one decimal, rounded half up; it decides nothing."""
    tenths = (2_000 * part + whole) // (2 * whole) if whole else 0
    return f"{tenths // 10}.{tenths % 10}%"
