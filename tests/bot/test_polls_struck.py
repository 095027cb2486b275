from dataclasses import replace
from pathlib import Path

import pytest

from domain.ballots import Answer, Ballot, Way
from domain.polls import BallotCast, PollOpened, PollWoken
from domain.turns import Letter, Step
from jobs.rounds import JobRound
from storage.records import record_strike
from storage.rolls import write_roll
from tests.ballot_box import HOME, POLL
from tests.bot.test_strikes import DAYS, SLOT, job, struck
from tests.bot.workshop import START, running
from tests.stores import demo_units

pytestmark = pytest.mark.usefixtures("each_store")


def counting(work: JobRound) -> Step:
    """Tell how many homes and ballots a poll has, and let it sleep; the second breaks."""
    [found] = work.polls
    if found.poll.poll == "p2":
        raise ZeroDivisionError
    count = len(found.homes) * 100 + len(found.votes.ballots)
    asleep = PollWoken("dongqiao", found.poll.poll, work.at + DAYS)
    return Step((Letter("chen", "test.struck", {"count": count}),), (asleep,))


async def test_due_polls_come_with_their_roll_and_their_ballots_after_the_close(
    tmp_path: Path,
) -> None:
    async with running(tmp_path) as bench:
        over = replace(POLL, poll="p1", opens=START, closes=START + DAYS)
        last = replace(over, poll="p3", closes=START + 3 * DAYS)
        polls = (over, replace(over, poll="p2"), last)
        yes = Ballot("p1", HOME, Answer.YES, Way.OWN, "li", START)
        opened = map(PollOpened, polls)
        cast = (BallotCast("dongqiao", yes), BallotCast("dongqiao", replace(yes, poll="p3")))
        await bench.database.write(lambda conn: write_roll(conn, "dongqiao", demo_units()))
        step = Step(changes=(*opened, *cast))
        await bench.database.write(lambda conn: record_strike(conn, "dongqiao", step, START))
        counts = job(counting, "polls")
        assert await bench.engine.strike(counts, SLOT, START + DAYS)
        # One that breaks silences no other; of one that is open no ballot is read.
        assert [count for _, count in await struck(bench)] == [6000, 6001]
        assert not await bench.engine.strike(counts, SLOT, START + DAYS)
