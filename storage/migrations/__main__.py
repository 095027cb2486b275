"""``python -m storage.migrations check`` or ``upgrade ADDRESS``."""

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from storage.database import open_database
from storage.migrating import differences


@click.group()
def migrations() -> None:
    """Change the tables of a database, or see whether the changes are complete."""


@migrations.command()
@click.argument("address")
def upgrade(address: str) -> None:
    """Bring the database at ADDRESS to the newest shape."""
    with TemporaryDirectory() as folder:
        asyncio.run(_differences(address, Path(folder)))


@migrations.command()
@click.argument("address", default="")
def check(address: str) -> None:
    """Exit with 1 if the migrations lead elsewhere than the tables; by default on a new file."""
    with TemporaryDirectory() as folder:
        found = asyncio.run(_differences(address or f"sqlite:///{folder}/station.db", Path(folder)))
    for difference in found:
        click.echo(difference, err=True)
    if found:
        raise SystemExit(1)


async def _differences(address: str, folder: Path) -> list[str]:
    database = open_database(address, state_dir=folder)
    try:
        await database.upgrade()
        return await database.read(differences)
    finally:
        await database.close()


if __name__ == "__main__":
    migrations(prog_name="python -m storage.migrations")
