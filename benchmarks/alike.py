"""The search for the same matter: among 100,000 open cases beside 1,000 of them."""

import asyncio
from collections.abc import Iterator, Sequence
from datetime import timedelta
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.chasing import copy_case
from benchmarks.figures import Figure, medians, seconds_of, span
from benchmarks.messages import short_messages
from benchmarks.station import COMMUNITY, measured
from bot.clock import SystemClock
from bot.commands.ears import Ears
from domain.alike import Report
from domain.people import Person
from domain.places import Place
from domain.reading import Reading
from domain.rules import Rulebook
from storage.alike import Sought, find_alike
from storage.calendars import load_calendar
from storage.categories import load_categories
from storage.database import Connection
from storage.directories import demo_directory
from storage.learnt import load_learnt

LEAVES = ("A4", "A5", "A6", "B1", "C1", "D1", "E1", "E2", "E5", "E6")
# So many open cases a compound, as in a community of the demo's size; a storm has far more.
OF_A_COMPOUND = 50
STORM = 500
_MICROSECONDS = 1_000_000


def run(*, quick: bool) -> Iterator[Figure]:
    """Yield the figures; the ratio is that of P11, at most 5."""
    before: dict[str, float] = {}
    for size in (1_000, 10_000 if quick else 100_000):
        with TemporaryDirectory() as folder:
            found = asyncio.run(_measure(Path(folder), size))
        for kind, seconds in found.items():
            least = before.setdefault(kind, seconds)
            yield span(f"{size:,} open, {kind}", seconds, least, "1,000 open")


async def _measure(folder: Path, size: int) -> dict[str, float]:
    texts = short_messages(200)
    async with measured(folder, Ears(), {texts[0]: Reading(text=texts[0])}) as station:
        await station.take(texts[:1], 1)
        await station.database.write(lambda conn: _fill(conn, size, texts))
        return await station.database.read(lambda conn: _search(conn, size, texts))


def _fill(conn: Connection, size: int, texts: Sequence[str]) -> None:
    now = SystemClock().now()
    copy_case(conn, size)
    opened = int((now - timedelta(days=1)).timestamp()) * _MICROSECONDS
    conn.exec_driver_sql("create temp table said (place integer primary key, words text)")
    conn.exec_driver_sql("insert into said values (?, ?)", list(enumerate(texts)))
    conn.exec_driver_sql("create temp table leaves (place integer primary key, leaf text)")
    conn.exec_driver_sql("insert into leaves values (?, ?)", list(enumerate(LEAVES)))
    conn.exec_driver_sql(
        "update cases set opened_at = ?, building = cast(cast(substr(number, 3) as integer) % 3 "
        "as text), compound = 'c' || (cast(substr(number, 3) as integer) % ?), leaf = (select "
        "leaf from leaves where place = cast(substr(number, 3) as integer) / 7 % 10), text = "
        "(select words from said where place = cast(substr(number, 3) as integer) % 200)",
        (opened, max(1, size // OF_A_COMPOUND)),
    )
    conn.exec_driver_sql(
        "update cases set compound = 'storm', leaf = 'G1', building = '1' "
        "where cast(substr(number, 3) as integer) <= ?",
        (STORM,),
    )


def _search(conn: Connection, size: int, texts: Sequence[str]) -> dict[str, float]:
    compounds = max(1, size // OF_A_COMPOUND)
    ordinary = [
        _sought(text, LEAVES[place % 10], Place(f"c{place * 37 % compounds}", "1"))
        for place, text in enumerate(texts[:50])
    ]
    storm = [_sought(text, "G1", Place("storm", "1")) for text in texts[:50]]
    return medians(
        5,
        {
            "an ordinary search": lambda: _seconds_each(conn, ordinary),
            f"in a storm of {STORM}": lambda: _seconds_each(conn, storm),
        },
    )


def _sought(text: str, leaf: str, place: Place) -> Sought:
    return Sought(Report(COMMUNITY, leaf, place, text), Person(COMMUNITY, "somebody"))


def _seconds_each(conn: Connection, sought: Sequence[Sought]) -> float:
    return sum(seconds_of(partial(_one, conn, each)) for each in sought) / len(sought)


def _one(conn: Connection, sought: Sought) -> None:
    find_alike(conn, [sought], load_learnt(conn, {COMMUNITY}), demo_rules(), SystemClock().now())


@cache
def demo_rules() -> Rulebook:
    """Return the demo's rules, read once."""
    return Rulebook(demo_directory(), load_categories(), load_calendar())
