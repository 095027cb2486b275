import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import aiohttp
import pytest
from sqlalchemy import select

from bot.commands import probing
from bot.commands.exporting import rows_for
from bot.commands.opening import Station
from bot.commands.probing import Probing
from bot.commands.serving import Serving
from domain.calendar import shanghai_day
from domain.people import Person
from domain.probe import PROBE
from domain.rules import Rulebook
from jobs.table import JOBS
from storage.appraisals import Period, appraised
from storage.database import Connection
from storage.gauges import measured
from storage.pages import Reader, Wish, case_list, counts
from storage.tables import CASES, LETTERS, METADATA
from tests.bot.commands import test_serving

Inside = Callable[[], Awaitable[None]]


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    # A machine that has much to do takes its time; meanwhile nobody else takes the minute.
    monkeypatch.setattr(probing, "PATIENCE", 300)
    monkeypatch.setattr(probing, "TICK_SECONDS", 3_600)


@asynccontextmanager
async def station(folder: Path) -> AsyncIterator[tuple[Station, Serving]]:
    """Run a station that has read its words."""
    async with test_serving.station(folder) as (opened, running, _):
        await asyncio.to_thread(running._ears.fit, opened.shelf.current.directory)
        yield opened, running


def left(conn: Connection) -> dict[str, int]:
    """Return how many rows of the synthetic resident lie where."""
    tables = METADATA.sorted_tables
    own = {each.name: select(each).where(each.c.community_id == PROBE) for each in tables}
    found = {name: len(conn.execute(chosen).all()) for name, chosen in own.items()}
    return {name: many for name, many in found.items() if many}


def while_it_lives(monkeypatch: pytest.MonkeyPatch, look: Inside) -> None:
    """Look once the message was seen and before it is gone."""
    go_through = Probing._go_through

    async def and_look(self: Probing) -> None:
        await go_through(self)
        await look()

    monkeypatch.setattr(Probing, "_go_through", and_look)


async def gauges(opened: Station) -> dict[str, float]:
    return await opened.database.read(partial(measured, at=opened.clock.now()))


async def test_a_message_goes_through_the_whole_chain_and_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with station(tmp_path) as (opened, running):
        found: dict[str, int] = {}

        async def look() -> None:
            found.update(await opened.database.read(left))

        while_it_lives(monkeypatch, look)
        assert await running._probing.probe()
        assert found["cases"] == 1
        assert found["letters"] > 1
        assert await opened.database.read(left) == {}
        now = await gauges(opened)
        assert 0 < now["probe_seconds"] < probing.PATIENCE
        assert now["probe_age_seconds"] < probing.PATIENCE
        assert now["letters_dead"] == now["letters_waiting"] == now["turns_failed"] == 0


async def test_one_process_probes_in_a_minute(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with station(tmp_path) as (_, running):
        monkeypatch.setattr(probing, "claim_probe", lambda *_: "")
        assert not await running._probing.probe()


def shown(conn: Connection, person: Person, rules: Rulebook, at: datetime) -> bool:
    """Say whether the person finds anything on a list, in the appraisal or in an export."""
    reader = Reader(person, rules, shanghai_day(at), at)
    listed = tuple(each.community_id for each in rules.directory.communities)
    always = Period(datetime(2020, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC), listed)
    return bool(
        any(counts(conn, reader).values())
        or case_list(conn, reader, Wish(chosen="all"), 30, 0).total
        or appraised(conn, reader, always).facts
        or list(rows_for(conn, person, rules, at))
    )


async def test_no_list_appraisal_export_or_job_knows_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with station(tmp_path) as (opened, running):
        rules, at = opened.shelf.current, opened.clock.now()

        def looked(conn: Connection) -> None:
            assert [row.holder for row in conn.execute(select(CASES))] == [PROBE]
            assert not [each for each in rules.directory.staff if shown(conn, each, rules, at)]

        async def look() -> None:
            await opened.database.read(looked)
            for job in JOBS:
                await running._engine.strike(job, "2026-11-30T09:00:00+08:00", at)
            told = select(LETTERS.c.person_id, LETTERS.c.key).where(LETTERS.c.community_id != PROBE)
            letters = await opened.database.read(lambda conn: conn.execute(told).all())
            assert [each for each in letters if each.key.startswith(("weekly", "staff"))] == []

        while_it_lives(monkeypatch, look)
        assert await running._probing.probe()


async def test_the_lists_would_show_it_if_it_were_a_resident_of_the_street(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with station(tmp_path) as (opened, running):
        community = f"{running._address()}/c/{PROBE}"
        async with aiohttp.ClientSession() as stranger, stranger.get(community) as page:
            assert page.status == 404
        rules, at = opened.shelf.current, opened.clock.now()

        async def look() -> None:
            own = rules.directory.person(PROBE)
            assert own is not None
            seen = await opened.database.read(lambda conn: shown(conn, own, rules, at))
            assert seen

        while_it_lives(monkeypatch, look)
        assert await running._probing.probe()


def stand_still(running: Serving, what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    match what:
        case "post":
            running._post.stop()
        case "engine":
            monkeypatch.setattr(running._engine, "take_turn", lambda _turn: asyncio.sleep(60))
        case _:
            monkeypatch.setattr(running._probing, "key", "another key")


@pytest.mark.parametrize("what", ["post", "engine", "page"])
async def test_what_stands_still_keeps_it_from_being_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    async with station(tmp_path) as (opened, running):
        monkeypatch.setattr(probing, "PATIENCE", 2)
        stand_still(running, what, monkeypatch)
        with pytest.raises((TimeoutError, aiohttp.ClientError)):
            await running._probing.probe()
        assert await opened.database.read(left) == {}
        now = await gauges(opened)
        assert now["probe_age_seconds"] > 0
        assert now["probe_seconds"] == 0


async def test_it_goes_on_minute_after_minute_though_nothing_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried, times = asyncio.Event(), 0

    async def fail(_self: Probing) -> bool:
        nonlocal times
        times += 1
        if times > 1:
            tried.set()
        raise TimeoutError

    monkeypatch.setattr(probing, "TICK_SECONDS", 0.01)
    monkeypatch.setattr(Probing, "probe", fail)
    async with station(tmp_path), asyncio.timeout(60):
        await tried.wait()


@pytest.mark.parametrize(
    ("host", "reached"),
    [("0.0.0.0", "127.0.0.1"), ("::", "[::1]"), ("10.0.0.1", "10.0.0.1")],  # noqa: S104
)
async def test_where_everybody_may_knock_it_knocks_at_this_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, host: str, reached: str
) -> None:
    async with station(tmp_path) as (_, running):
        addresses = property(lambda _self: [(host, 80)])
        with monkeypatch.context() as elsewhere:
            elsewhere.setattr(type(running._runner), "addresses", addresses)
            assert running._address() == f"http://{reached}:80"
