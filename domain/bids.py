"""Double-blind bidding (双盲报价): two numbers that nobody reads until they meet.

All money is whole fen. The rule and its worked numbers are docs/sources.md#bids.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from domain.refusals import Refused

ROUNDS = 3
"""So many rounds at most; each ends when both have bid or its hours are over."""

MOST_TOLERANCE = 30
"""The largest gap, in percent of the claim, at which the parties may agree to meet."""


class Side(StrEnum):
    """Who bids: the one who asks for money, or the one who would pay."""

    CLAIMANT = "claimant"
    PAYER = "payer"


@dataclass(frozen=True, slots=True)
class Round:
    """The bids of one round in fen; None is a side that did not bid."""

    claim: int | None = None
    offer: int | None = None

    @property
    def is_complete(self) -> bool:
        """Say whether both sides have bid; a lone bid is never looked at."""
        return self.claim is not None and self.offer is not None


@dataclass(frozen=True, slots=True)
class Meeting:
    """A price, in fen, in the round where the numbers met.

    ``is_between`` says that it lies between a lower offer and a higher claim, so that each side
    has to accept it by an act of its own.
    """

    price: int
    round: int
    is_between: bool


def agreed_tolerance(claimant: int, payer: int) -> int:
    """Return the tolerance that holds, in percent: the smaller of what both sides allow.

    Raises:
        Refused: ``bids.tolerance`` if one lies outside 0 to 30.
    """
    if not all(0 <= each <= MOST_TOLERANCE for each in (claimant, payer)):
        raise Refused("bids.tolerance", most=str(MOST_TOLERANCE))
    return min(claimant, payer)


def next_bid(side: Side, earlier: Sequence[int], bid: int) -> int:
    """Return the bid, in fen, if it may follow the side's earlier ones.

    Raises:
        Refused: ``bids.not_money`` if it is no positive amount, ``bids.only_nearer`` if a claim
            rises or an offer falls.
    """
    if bid <= 0:
        raise Refused("bids.not_money")
    backwards = earlier and (bid > earlier[-1] if side is Side.CLAIMANT else bid < earlier[-1])
    if backwards:
        raise Refused("bids.only_nearer")
    return bid


def meeting_of(rounds: Sequence[Round], tolerance: int) -> Meeting | None:
    """Return where the numbers met first, None as long as they have not.

    They meet in the first complete round in which the offer is at least the claim less the
    tolerance in percent of the claim; the price is the middle, rounded down to a whole fen.
    """
    for number, each in enumerate(rounds[:ROUNDS], start=1):
        if each.claim is None or each.offer is None:
            continue
        if _meets(each.claim, each.offer, tolerance):
            price = (each.claim + each.offer) // 2
            return Meeting(price, number, is_between=each.claim > each.offer)
    return None


def are_close(last: Round, tolerance: int) -> bool:
    """Say whether the gap is at most twice the tolerance; told only when both sides ask.

    Raises:
        Refused: ``bids.lone`` if one side has not bid.
    """
    if last.claim is None or last.offer is None:
        raise Refused("bids.lone")
    return _meets(last.claim, last.offer, 2 * tolerance)


def _meets(claim: int, offer: int, tolerance: int) -> bool:
    return 100 * offer >= (100 - tolerance) * claim


def all_say_yes(answers: Collection[bool | None]) -> bool | None:
    """Return whether the mediator's number holds; None until every side has answered.

    All that anybody hears is this one value: who said no stays unsaid.
    """
    return None if None in answers else all(answers)
