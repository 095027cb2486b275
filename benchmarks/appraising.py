"""What a page of the appraisal costs: one month among ever more cases of other months."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.figures import Figure, medians, seconds_of, span
from benchmarks.messages import short_messages
from benchmarks.station import measured
from bot.clock import SystemClock
from bot.commands.ears import Ears
from domain.appraisals import month_before
from domain.calendar import shanghai_day
from domain.reading import Reading
from domain.rules import Rulebook
from storage.appraisals import Period, appraised
from storage.calendars import load_calendar
from storage.categories import load_categories
from storage.database import Connection, open_database
from storage.directories import demo_directory
from storage.pages import Reader

IN_MONTH = 500
_MICROSECONDS = 1_000_000
_DAY = 86_400 * _MICROSECONDS
_READER = "chen-dispatcher-dq"


def run(*, quick: bool) -> Iterator[Figure]:
    """Yield the figures; each size is told beside the smallest."""
    sizes = (10_000, 100_000) if quick else (10_000, 100_000, 1_000_000)
    first = 0.0
    for size in sizes:
        with TemporaryDirectory() as folder:
            found = asyncio.run(_measure(Path(folder), size))
        name = f"{size:,} cases, {IN_MONTH} in the month: page"
        yield span(name, found, first, f"{sizes[0]:,} cases")
        first = first or found


async def _measure(folder: Path, size: int) -> float:
    now = SystemClock().now()
    since, until = month_before(now)
    await _fill(folder, size, int(since.timestamp()) * _MICROSECONDS)
    database = open_database(f"sqlite:///{folder / 'yizhan.db'}", state_dir=folder)
    rules = Rulebook(demo_directory(), load_categories(), load_calendar())
    person = rules.directory.person(_READER)
    assert person
    reader = Reader(person, rules, shanghai_day(now), now)
    period = Period(since, until, ("dongqiao",))

    def page(conn: Connection) -> float:
        assert len(appraised(conn, reader, period).facts) == IN_MONTH
        work = {"page": lambda: seconds_of(lambda: appraised(conn, reader, period))}
        return medians(9, work)["page"]

    try:
        return await database.read(page)
    finally:
        await database.close()


async def _fill(folder: Path, size: int, month: int) -> None:
    """File one case through the engine, copy its rows, and spread them over years before."""
    [text] = short_messages(1)
    async with measured(folder, Ears(), {text: Reading(text=text)}) as station:
        await station.take([text], 1)
        await station.database.write(lambda conn: _copy(conn, size, month))


def _copy(conn: Connection, size: int, month: int) -> None:
    counted = (
        "with recursive n(i) as (select 2 union all select i + 1 from n where i < ?) "
        "insert into {table} select {columns} from n, {table} where number = 'DQ000001'"
    )
    for table in ("cases", "case_events", "case_parties"):
        names = [row[1] for row in conn.exec_driver_sql(f"pragma table_info({table})")]
        columns = ", ".join("printf('DQ%06d', i)" if name == "number" else name for name in names)
        conn.exec_driver_sql(counted.format(table=table, columns=columns), (size,))
    # The newest lie in the month; all else was opened and ended before it.
    conn.exec_driver_sql(
        "update cases set is_open = 0, state = 'closed', opened_at = case "
        "when cast(substr(number, 3) as integer) <= ? then ? + cast(substr(number, 3) as integer) "
        "else ? - cast(substr(number, 3) as integer) * 60000000 end",
        (IN_MONTH, month + _DAY, month - _DAY),
    )
    conn.exec_driver_sql(
        "update cases set ended_at = opened_at + ?, next_due_at = null", (_DAY // 24,)
    )
    conn.exec_driver_sql("analyze")
