"""``yizhan verify``: hold every chain of events against itself and an anchor from outside."""

import asyncio
import json
from pathlib import Path

import click

from bot.commands.speech import FAULTY, say, say_aside, stop
from bot.settings import read_settings
from domain.probe import PROBE
from storage.cases import CaseKey
from storage.database import Connection, open_database
from storage.invariants import Breach, Head, breaches, chain_breaches, heads

Found = tuple[list[Breach], dict[CaseKey, Head]]


@click.command("verify")
@click.option("--against", type=click.Path(path_type=Path, exists=True), help="An older anchor.")
@click.option("--anchor", type=click.Path(path_type=Path), help="Write an anchor to keep outside.")
def verify(against: Path | None, anchor: Path | None) -> None:
    """Check every chain of events and what must be true of every row."""
    anchored = read_anchor(against) if against else {}
    found, ends = asyncio.run(_verify(anchored))
    for each in found:
        say_aside(
            "commands.breach", what=each.what, community=each.community_id, number=each.number
        )
    if found:
        stop(FAULTY, "commands.breached", count=len(found))
    if anchor:
        write_anchor(anchor, ends)
    say("commands.verified", cases=len(ends))


def read_anchor(path: Path) -> dict[CaseKey, Head]:
    """Return the ends of chains that were written down before."""
    lines = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return {(community, number): Head(seq, digest) for community, number, seq, digest in lines}


def write_anchor(path: Path, ends: dict[CaseKey, Head]) -> None:
    """Write the end of every chain down, one case a line; no words stand in it."""
    # What the synthetic resident told will be gone by the next look.
    kept = sorted((key, head) for key, head in ends.items() if key[0] != PROBE)
    lines = (json.dumps([*key, head.seq, head.hash]) for key, head in kept)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


async def _verify(anchored: dict[CaseKey, Head]) -> Found:
    def work(conn: Connection) -> Found:
        found = {*breaches(conn), *chain_breaches(conn, anchored)}
        ordered = sorted(found, key=lambda each: (each.community_id, each.number, each.what))
        return ordered, heads(conn)

    settings = read_settings()
    database = open_database(settings.database, state_dir=settings.state_dir, keys=settings.keys)
    try:
        await database.upgrade()
        return await database.read(work)
    finally:
        await database.close()
