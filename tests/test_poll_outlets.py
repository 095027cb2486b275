"""P18 on the running station: before the close every outlet is the same, whatever was voted.

The same homes vote twice, in two stations, with other answers. What anybody but the voter can find
must not differ by a letter until the poll closes, and must differ after that.
"""

import logging
import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from domain.ballots import Answer, Poll
from domain.presses import VOTE, Press
from jobs.table import JOBS
from storage.database import Connection
from storage.polls import polls_in
from storage.tables import PEOPLE
from tests.ballot_box import AREA, HOLDER, ROLL, captain
from tests.domain.builders import moment
from tests.storage.polling import living
from tests.test_secrecy_outlets import in_export, in_letters
from tests.web.house import DISPATCHER, HERE, Browser, House, open_house, readable

KEY = "c" * 32
PAGES = (
    "/console?list=all",
    "/console/notices",
    "/console/polls",
    "/console/polls/{poll}",
    "/console/homes",
    "/console/appraisal",
    "/console/mediations",
    "/console/mediations/figures",
    "/console/views",
    "/console/learning",
    "/console/letters",
    "/console/failures",
    "/console/accounts",
    "/console/duty",
)
STAFF = (
    HOLDER,
    DISPATCHER,
    captain().person.person_id,
    "he-worker-dq6",
    "lin-head-dq6",
    "shen-street",
    "qian-admin",
)
# How full the disk is and how slow the database, on the page of alarms.
_MEASURED = re.compile(r"<td>[0-9.e-]+</td>")
YES, NO, ABSTAIN = Answer
VOTES: tuple[tuple[Sequence[Answer], Sequence[Answer]], ...] = (
    ((YES,) * 6, (NO,) * 6),
    ((YES, NO, YES, NO, ABSTAIN, YES), (NO, YES, ABSTAIN, YES, NO, NO)),
)


@dataclass(frozen=True, slots=True)
class Vote:
    """A vote in a station of its own, and a neighbour at a home that did not vote."""

    house: House
    poll: Poll
    neighbour: Browser


@asynccontextmanager
async def voting(folder: Path, answers: Sequence[Answer]) -> AsyncIterator[Vote]:
    """Hold a vote in a fresh station, in which the first homes of the roll vote so."""
    async with open_house(folder) as house:
        gao = await house.staff(HOLDER)
        await gao.get("/console/polls")
        days = {"first": "2026-12-08", "last": "2026-12-28"}
        await gao.post(
            "/console/polls", key=KEY, area=AREA, matter="grave", question="停车收费", **days
        )
        [poll] = await house.database.read(lambda conn: polls_in(conn, [HERE]))
        voters = [await _at_home(house, place) for place in range(len(answers) + 1)]
        await _strike(house, "2026-12-08 08:00")
        for browser, answer in zip(voters, answers, strict=False):
            await browser.say("", press=str(Press(VOTE, argument=f"{poll.poll}/{answer}")))
            await house.deliver()
            assert "的表决票" in await browser.get(f"/c/{HERE}")
        for at in ("2026-12-11 08:00", "2026-12-25 08:00", "2026-12-27 09:00"):
            await _strike(house, at)
        yield Vote(house, poll, voters[-1])


async def _at_home(house: House, place: int) -> Browser:
    """Let somebody live behind a door of the roll, as the captain confirmed."""
    before = await house.database.read(_residents)
    browser = house.browser()
    await browser.say("你好")
    [person_id] = await house.database.read(_residents) - before
    await living(house.database, person_id, ROLL[place].home)
    return browser


def _residents(conn: Connection) -> frozenset[str]:
    return frozenset(row.person_id for row in conn.execute(PEOPLE.select()) if not row.staff)


async def _strike(house: House, at: str) -> None:
    house.clock.move_to(moment(at))
    for job in JOBS:
        await house.engine.strike(job, f"{job.name} {at}", house.clock.now())
    await house.deliver()


async def seen(vote: Vote) -> dict[str, str]:
    """Return all that staff and a neighbour who did not vote can find, by who and where."""
    house, found = vote.house, {}
    for who in STAFF:
        browser = await house.staff(who)
        for page in PAGES:
            told = readable(await browser.get(page.format(poll=vote.poll.poll)))
            found[f"{who} {page}"] = _MEASURED.sub("", told) if "duty" in page else told
        found[f"{who} export"] = readable(await in_export(house, who))
        found[f"{who} letters"] = readable(await in_letters(house, who))
    await vote.neighbour.say("我的表决")
    await house.deliver()
    found["neighbour"] = readable(await vote.neighbour.get(f"/c/{HERE}"))
    return found


@pytest.mark.parametrize("votes", VOTES, ids=["all alike", "mixed"])
async def test_p18_before_the_close_no_outlet_depends_on_what_was_voted(
    votes: tuple[Sequence[Answer], Sequence[Answer]],
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    before, after = [], []
    for number, answers in enumerate(votes):
        folder = tmp_path / str(number)
        folder.mkdir()
        async with voting(folder, answers) as vote:
            vote.house.clock.move_to(vote.poll.closes - timedelta(seconds=1))
            before.append(await seen(vote))
            await _strike(vote.house, "2026-12-28 20:00")
            after.append(await seen(vote))
    assert before[0].keys() == before[1].keys()
    differ = [where for where, page in before[0].items() if page != before[1][where]]
    assert differ == []
    changed = {where for where, page in after[0].items() if page != after[1][where]}
    told = {f"{HOLDER} /console/polls/{{poll}}", f"{HOLDER} letters", "neighbour"}
    assert told <= changed
    assert f"{VOTE}::" not in caplog.text
