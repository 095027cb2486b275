"""The clock in the talks of a mediation: answers are opened, stages and the thirty days run."""

from collections.abc import Callable
from dataclasses import replace

from domain.accord_kinds import Kind
from domain.accords import AccordAct, AccordChanged, Hand, moved
from domain.mediation_stages import CLOCKED, TALKS, Do, Stage
from domain.mediation_timers import LOOKED_AGAIN
from domain.mediations import Mediation
from domain.proceedings import BidsDestroyed, LettersRecalled, Proceedings
from domain.questions import Hearing
from domain.turns import Change, Step, Text, Value
from domain.wakings import WARNED_BEFORE, stage_ends
from jobs import bidding, meeting, selecting
from jobs.rounds import JobRound
from jobs.settling import settle
from jobs.sitting import Sitting

SITS = TALKS | {Stage.SELECT_M, Stage.SUSPENDED}


def sat(mediation: Mediation, work: JobRound) -> Step:
    """Return all that the look at the talks does."""
    known = work.proceedings.get(mediation.number, Proceedings())
    sitting = Sitting(Hearing(mediation, known, work.rules, work.at), work)
    for look in _LOOKS:
        if sitting.mediation.stage in SITS:
            look(sitting)
    return sitting.finished()


def ended(mediation: Mediation, work: JobRound) -> tuple[Change, ...]:
    """Return what goes when the talks are over or held: open questions, queued words, bids."""
    known = work.proceedings.get(mediation.number, Proceedings())
    live = [each for each in known.accords if each.is_live]
    if not live:
        return ()
    gone = (AccordChanged(moved(each, AccordAct.WITHDRAW, Hand.STATION)) for each in live)
    bids = (BidsDestroyed(each) for each in live if each.kind is Kind.BIDDING)
    about = f"talks:{mediation.number}:{mediation.attempt}:"
    return (*gone, *bids, LettersRecalled(mediation.community_id, about))


def _clock(sitting: Sitting) -> None:
    """Ask for more time before the thirty days end, and end it when they have."""
    mediation, at = sitting.mediation, sitting.work.at
    ends = mediation.clock_ends
    if ends is None or mediation.stage not in CLOCKED:
        return
    if at >= ends:
        sitting.act(Do.FAIL, "clock")
        sitting.say(*sitting.hearing.to_both("mediation.time_over"))
        sitting.say(*sitting.hearing.to_mediator("mediation.time_over"))
        return
    warned = mediation.course.warned
    if at >= ends - WARNED_BEFORE and (warned is None or warned < ends):
        sitting.act(Do.CONCLUDE, "warning", _warned)
        values: dict[str, Value] = {"until": ends}
        sitting.say(*sitting.hearing.to_both("mediation.time_ends", values, "extend"))
        sitting.say(*sitting.hearing.to_mediator("mediation.time_ends", values))


def _stage(sitting: Sitting) -> None:
    """Go on by itself after a suspension; ask once a day why another stage lasts so long."""
    mediation, at = sitting.mediation, sitting.work.at
    ends = stage_ends(mediation)
    if ends is None or at < ends + mediation.reminded * LOOKED_AGAIN:
        return
    if mediation.stage is Stage.SUSPENDED:
        sitting.act(Do.RESUME)
        sitting.say(*sitting.hearing.to_both("mediation.moved", _stage_of(sitting)))
        sitting.say(*sitting.hearing.to_mediator("mediation.moved", _stage_of(sitting)))
        return
    sitting.act(Do.PAGE, change=lambda old: replace(old, reminded=old.reminded + 1))
    values = {**_stage_of(sitting), "which": mediation.number}
    opener = sitting.hearing.letter(mediation.opener, "mediation.staff_lasts", values)
    sitting.say(opener, *sitting.hearing.to_mediator("mediation.staff_lasts", values))


def _stage_of(sitting: Sitting) -> dict[str, Value]:
    return {"stage": Text(f"mediation.stage_{sitting.mediation.stage}")}


def _warned(mediation: Mediation) -> Mediation:
    return replace(mediation, course=replace(mediation.course, warned=mediation.clock_ends))


_LOOKS: tuple[Callable[[Sitting], None], ...] = (
    settle,
    bidding.look,
    selecting.look,
    meeting.look,
    _clock,
    _stage,
)
