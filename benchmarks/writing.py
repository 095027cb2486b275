"""Turns a second, from the sentence to the committed answer, beside bare sqlite3."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.figures import Figure, medians, rate, seconds_of
from benchmarks.messages import short_messages
from benchmarks.raw import Raw, TurnRows, rows_of_turns
from benchmarks.station import COMMUNITY, measured
from bot.commands.ears import Ears
from domain.reading import Reading
from storage.directories import demo_directory

BATCH = 64


def run(*, quick: bool) -> Iterator[Figure]:
    """Yield the figures; turns of strangers, each of which opens a case and tells its people."""
    count, rounds = (384, 3) if quick else (5_000, 5)
    texts = short_messages(count)
    ears = Ears()
    ears.fit(demo_directory())
    readings = {text: ears.read(text, COMMUNITY) for text in set(texts)}
    with TemporaryDirectory() as folder:
        bench = _Bench(Path(folder), texts, ears, readings)
        bench.engine_seconds(16)
        rows = rows_of_turns(bench.last)
        found = medians(
            rounds,
            {
                "raw 1": lambda: bench.raw_seconds(rows, 1),
                "raw 64": lambda: bench.raw_seconds(rows, BATCH),
                "16": lambda: bench.engine_seconds(16),
                "64": lambda: bench.engine_seconds(BATCH),
                "no reading": lambda: bench.engine_seconds(BATCH, read=False),
            },
        )
    speed = {name: count / seconds for name, seconds in found.items()}
    each = sum(map(len, rows)) / len(rows)
    yield Figure(f"rows a turn ({count:,} turns)", f"{each:.1f}")
    yield Figure("bare sqlite3, a transaction a turn", f"{speed['raw 1']:,.0f} /s")
    yield rate("bare sqlite3, 64 turns a transaction", speed["raw 64"], speed["raw 1"], "that")
    one, many = "bare one by one", "bare batches of 64"
    yield rate("whole path, 16 people at once", speed["16"], speed["raw 1"], one)
    yield rate("whole path, 64 people at once", speed["64"], speed["raw 1"], one)
    yield rate("without reading, 64 at once", speed["no reading"], speed["raw 64"], many)


class _Bench:
    def __init__(
        self, folder: Path, texts: list[str], ears: Ears, readings: dict[str, Reading]
    ) -> None:
        self._folder = folder
        self._texts = texts
        self._ears = ears
        self._readings = readings
        self._runs = 0
        self.last = folder

    def engine_seconds(self, clients: int, *, read: bool = True) -> float:
        return asyncio.run(self._engine_seconds(clients, read=read))

    async def _engine_seconds(self, clients: int, *, read: bool) -> float:
        folder = self._fresh()
        self.last = folder / "yizhan.db"
        async with measured(folder, self._ears, None if read else self._readings) as station:
            begin = asyncio.get_running_loop().time()
            await station.take(self._texts, clients)
            return asyncio.get_running_loop().time() - begin

    def raw_seconds(self, rows: list[TurnRows], at_once: int) -> float:
        raw = Raw(self.last, self._fresh() / "raw.db")
        spent = seconds_of(lambda: raw.write(rows, at_once))
        raw.close()
        return spent

    def _fresh(self) -> Path:
        self._runs += 1
        folder = self._folder / str(self._runs)
        folder.mkdir()
        return folder
