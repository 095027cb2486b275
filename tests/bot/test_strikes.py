import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select

from bot import strikes
from bot.strikes import LEASE
from domain.cases import Deed, perform
from domain.mediation_stages import Do, Role, Stage
from domain.mediations import Mediation, MediationDeed, Side, performed
from domain.people import Person
from domain.places import Place
from domain.proceedings import Room, Word, WordSaid
from domain.states import Act, Part
from domain.turns import Letter, Step
from jobs.rounds import JobRound
from jobs.table import Job, Lay
from storage.database import Connection
from storage.people import write_people
from storage.records import record_strike
from storage.tables import LETTERS
from tests.bot.workshop import START, Bench, bench_of, opened, rulebook, running

pytestmark = pytest.mark.usefixtures("each_store")

DAYS = timedelta(days=60)
SLOT = "2026-05-04T09:00:00+08:00"


def job(decide: Callable[[JobRound], Step], lay: Lay = "due") -> Job:
    return Job("job", "* * * * *", lay, catch_up=True, decide=decide)


def closing(work: JobRound) -> Step:
    """Withdraw every case, so that it is due no more."""
    steps = [
        perform(case, Deed(Act.WITHDRAW, "station", frozenset({Part.REPORTER}), work.at))
        for case in work.cases
    ]
    told = Letter("chen", "test.struck", {"count": len(work.cases)})
    return Step(says=(told,) if work.cases else (), changes=tuple(steps))


def telling(work: JobRound) -> Step:
    return Step(says=(Letter("chen", "test.struck", {"count": len(work.cases)}),))


async def filed(bench: Bench, count: int) -> None:
    await asyncio.gather(*(bench.say("灯坏了", who=f"w{number}") for number in range(count)))


async def struck(bench: Bench) -> list[tuple[str, int]]:
    """Return each community that was told, and the count that it was told."""
    told = select(LETTERS.c.community_id, LETTERS.c.placeholders).where(
        LETTERS.c.key == "test.struck"
    )
    rows = await bench.database.read(lambda conn: conn.execute(told).all())
    return sorted((community, values["count"]) for community, values in rows)


async def test_what_is_due_is_decided_in_chunks_until_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(strikes, "CHUNK", 3)
    async with running(tmp_path) as bench:
        await filed(bench, 8)
        assert await bench.engine.strike(job(closing), SLOT, START + DAYS)
        counts = [count for _, count in await struck(bench)]
        assert counts == [2, 3, 3]
        assert await bench.rows("select count(*) from cases where state = 'withdrawn'") == [(8,)]


async def test_cases_that_stay_due_hide_no_others_and_are_looked_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(strikes, "CHUNK", 3)
    async with running(tmp_path) as bench:
        await filed(bench, 8)
        assert await bench.engine.strike(job(telling), SLOT, START + DAYS)
        counts = [count for _, count in await struck(bench)]
        assert counts == [2, 3, 3]


async def test_communities_are_gone_through_some_at_a_time_each_with_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(tmp_path) as bench:
        await filed(bench, 2)
        told = [("dongqiao", 2), ("shanxi", 0)]
        for size, shares in ((1, 2), (2, 1)):
            monkeypatch.setattr(strikes, "SHARE", size)
            struck_by = replace(job(telling, "open"), name=f"job{size}")
            going = strikes.Strike(struck_by, SLOT, START, "one")
            assert len(going.shares(rulebook())) == shares
            assert await bench.engine.strike(struck_by, SLOT, START)
            assert await struck(bench) == sorted(told * size)


async def test_of_many_processes_one_strikes(tmp_path: Path) -> None:
    async with opened(tmp_path) as database:
        benches = [bench_of(database) for _ in range(4)]
        strike = job(telling, "open")
        done = await asyncio.gather(*(each.engine.strike(strike, SLOT, START) for each in benches))
        assert sorted(done) == [False, False, False, True]
        told = await struck(benches[0])
        assert [community for community, _ in told] == ["dongqiao", "shanxi"]


async def test_a_strike_that_died_is_struck_again_without_telling_anybody_twice(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path) as database:
        bench = bench_of(database)
        failing = job(telling, "open")
        claim = strikes.Strike(failing, SLOT, START, "dead")
        assert await database.write(claim.claim)
        await database.write(lambda conn: claim.take(conn, ("dongqiao",), rulebook()))
        assert not await bench.engine.strike(failing, SLOT, START)
        assert await bench.engine.strike(failing, SLOT, START + LEASE)
        assert [community for community, _ in await struck(bench)] == ["dongqiao", "shanxi"]


async def test_one_case_that_breaks_a_job_does_not_silence_the_others(tmp_path: Path) -> None:
    def fragile(work: JobRound) -> Step:
        if any(case.number == "T000002" for case in work.cases):
            raise ZeroDivisionError
        return closing(work)

    async with running(tmp_path) as bench:
        await filed(bench, 3)
        assert await bench.engine.strike(job(fragile), SLOT, START + DAYS)
        left = await bench.rows("select number from cases where state != 'withdrawn'")
        assert left == [("T000002",)]


@pytest.mark.parametrize(("lay", "count"), [("open", [1, 1]), ("ended", [0, 2])])
async def test_a_job_goes_round_what_it_asks_for(
    tmp_path: Path, lay: Lay, count: list[int]
) -> None:
    async with running(tmp_path) as bench:
        await filed(bench, 3)

        def two(work: JobRound) -> Step:
            return closing(replace(work, cases=work.cases[:2]))

        await bench.engine.strike(job(two), SLOT, START + DAYS)
        kept = DAYS + rulebook().retention
        for name, after in (("early", kept), ("late", kept + timedelta(seconds=1))):
            listed = replace(job(telling, lay), name=name)
            await bench.engine.strike(listed, SLOT, START + after)
        told = [each for community, each in await struck(bench) if community == "dongqiao"]
        # What told last is the job that ended two of the three.
        assert told == sorted([*count, 2])


async def test_the_street_is_told_once_of_all_communities(tmp_path: Path) -> None:
    async with running(tmp_path) as bench:
        await filed(bench, 3)
        assert await bench.engine.strike(job(telling, "street"), SLOT, START)
        street = rulebook().directory.street_id
        assert await struck(bench) == [(street, 3)]


async def test_who_stood_still_while_another_took_over_writes_nothing(tmp_path: Path) -> None:
    async with running(tmp_path) as bench:
        await filed(bench, 2)
        still = strikes.Strike(job(telling), SLOT, START + DAYS, "one")
        other = replace(still, at=still.at + LEASE, owner="two", last=[])
        assert await bench.database.write(still.claim)
        assert await bench.database.write(other.claim)
        assert not await bench.database.write(lambda conn: still.take(conn, (), rulebook()))
        assert await struck(bench) == []
        await bench.database.write(lambda conn: other.take(conn, (), rulebook()))
        assert len(await struck(bench)) == 1


def looking(work: JobRound) -> Step:
    """Tell which mediation was looked at and let it sleep; that of the second case breaks."""
    [mediation], [case] = work.mediations, work.cases
    if case.number == "T000002":
        raise ZeroDivisionError
    station = MediationDeed(Do.PAGE, "station", frozenset({Role.STATION}), work.at)
    asleep = work.at + DAYS
    done = performed(
        mediation, station, work.rules.calendar, lambda old: replace(old, wake_at=asleep)
    )
    known = work.proceedings[case.number]
    count = len(known.words) * 100 + len(work.neighbours) * 10 + int(case.number[-1])
    return Step((Letter("chen", "test.struck", {"count": count}),), (done,))


async def test_due_mediations_come_with_their_case_their_talks_and_neighbours(
    tmp_path: Path,
) -> None:
    async with running(tmp_path) as bench:
        await filed(bench, 4)
        at = START + DAYS
        for number, wakes in enumerate((at, at, at + timedelta(seconds=1), at), start=1):
            await bench.database.write(partial(_begin, number=f"T00000{number}", wakes=wakes))
        home = Person("dongqiao", "li", home=Place("tiancheng", "3", "2", room="602"))
        await bench.database.write(lambda conn: write_people(conn, [home]))
        looks = job(looking, "mediations")
        assert await bench.engine.strike(looks, SLOT, at)
        # One that breaks silences no other; one that is not due is not looked at.
        assert [count for _, count in await struck(bench)] == [111, 114]
        assert not await bench.engine.strike(looks, SLOT, at)
        await bench.engine.strike(looks, "later", at + timedelta(seconds=1))
        assert [count for _, count in await struck(bench)] == [111, 113, 114]


def _begin(conn: Connection, number: str, wakes: datetime) -> None:
    first = Mediation(
        community_id="dongqiao",
        number=number,
        attempt=1,
        leaf="I1",
        stage=Stage.OFFER_A,
        since=START,
        opener="chen",
        applicant=Side("wang"),
        respondent=Side(home=Place("tiancheng", "3", "2", room="602")),
    )
    yes = MediationDeed(Do.CONSENT, "wang", frozenset({Role.APPLICANT}), START)
    done = performed(first, yes, rulebook().calendar, lambda old: replace(old, wake_at=wakes))
    change = replace(done, mediation=replace(done.mediation, wake_at=wakes))
    word = Word("dongqiao", number, 1, 1, Room.APPLICANT, Role.APPLICANT, "wang", START, "心里话")
    record_strike(conn, "dongqiao", Step(changes=(change, WordSaid(word))), START)
