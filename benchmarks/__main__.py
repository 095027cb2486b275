"""Run the measurements: ``python -m benchmarks [--quick] [NAME]``."""

import logging
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module

import click

from benchmarks.figures import Figure, seconds_of
from bot.logs import set_up_logs

NAMES = (
    "writing",
    "sharing",
    "reading",
    "blurring",
    "chasing",
    "alike",
    "appraising",
    "chatting",
    "telephoning",
    "starting",
    "revoking",
)


@click.command()
@click.option("--quick", is_flag=True, help="Less of everything, in under a minute.")
@click.argument("names", nargs=-1, type=click.Choice(NAMES), metavar="[NAME]...")
def main(names: tuple[str, ...], *, quick: bool) -> None:
    """Print figures beside what the bare tools do in the same run on the same machine."""
    set_up_logs("ERROR", "text")
    logging.getLogger("jieba").setLevel(logging.WARNING)
    for name in names or NAMES:
        module = import_module(f"benchmarks.{name}")
        print(f"{name}: {module.__doc__}")
        print(f"  ({seconds_of(partial(_print, module.run, quick=quick)):.0f} s)\n")


def _print(run: Callable[..., Iterator[Figure]], *, quick: bool) -> None:
    for figure in run(quick=quick):
        print(figure, flush=True)


if __name__ == "__main__":
    main()
