"""Double-blind bids (双盲报价) in the chat: a number that nobody reads, not even in the records."""

from domain.accord_kinds import YES, Kind
from domain.accords import Accord, AccordState, check_answer, given, is_complete_with
from domain.amounts import one_amount
from domain.bids import Side, next_bid
from domain.mediation_stages import Do
from domain.mediations import Mediation
from domain.proceedings import Bid, BidPlaced
from domain.refusals import Refused
from domain.turns import Step
from handlers import hearings, mediating
from handlers.talk import Talk


def bid(talk: Talk, mediation: Mediation, argument: str) -> Step:
    """Seal the speaker's number for the round that runs; its words are kept nowhere.

    Raises:
        Refused: ``bids.over``, ``bids.bound_anew``, ``bids.placed``, or why it cannot be a bid.
    """
    side = hearings.own_side(talk, mediation)
    hearings.checked(talk, mediation, Do.BID)
    accord = _running(talk, mediation, argument)
    if talk.desk.is_bound_anew:
        raise Refused("bids.bound_anew")
    known = hearings.known_of(talk, mediation)
    mine = [each for each in known.bids if each.accord == accord.accord]
    if any(each.round == accord.round for each in mine):
        raise Refused("bids.placed")
    if ask := hearings.wants_words(talk, mediation, "bidding.wants_bid", f"bid/{argument}"):
        return ask
    whose = Side.PAYER if side == accord.payer else Side.CLAIMANT
    amount = next_bid(whose, [each.amount for each in mine], one_amount(talk.turn.text))
    what = mediating.deed(talk, mediation, Do.BID, reason=str(accord.round))
    change = hearings.recorded(talk, mediation, what, at_once=True)
    place = (accord.community_id, accord.number, accord.attempt, accord.accord, accord.round)
    placed = Bid(*place, side, talk.desk.person.person_id, amount, talk.desk.at)
    says = talk.letter("bidding.you_bid", mediating.values_of(talk, change.mediation))
    return Step((says,), (change, BidPlaced(placed)), talk.resting(), sealed=True)


def _running(talk: Talk, mediation: Mediation, argument: str) -> Accord:
    known = hearings.known_of(talk, mediation)
    accord = known.accord(int(argument)) if argument.isdecimal() else None
    runs = accord and accord.kind is Kind.BIDDING and accord.state is AccordState.AGREED
    if accord is None or not runs or accord.due_at <= talk.desk.at:
        raise Refused("bids.over")
    return accord


def close_asked(talk: Talk, mediation: Mediation, argument: str) -> Step:
    """Note that the speaker would like to know whether the numbers are near; told if both would.

    Raises:
        Refused: ``accords.over`` or as ``accords.check_answer`` does.
    """
    side = hearings.own_side(talk, mediation)
    hearings.checked(talk, mediation, Do.ANSWER)
    known = hearings.known_of(talk, mediation)
    accord = known.accord(int(argument)) if argument.isdecimal() else None
    if accord is None or accord.kind is not Kind.CLOSE:
        raise Refused("accords.over")
    check_answer(accord, side, accord.version, talk.desk.at)
    what = mediating.deed(talk, mediation, Do.ANSWER, reason=accord.kind.value)
    done = is_complete_with(accord, side, YES)
    change = hearings.recorded(talk, mediation, what, at_once=done)
    says = talk.letter("bidding.you_asked_close", mediating.values_of(talk, change.mediation))
    return Step((says,), (change, given(accord, side, YES)), talk.resting())
