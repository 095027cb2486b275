"""How commands speak: sentences of the catalogue for people, JSON for programs."""

import json
from collections.abc import Iterable
from functools import cache
from typing import NoReturn

import click

from domain.turns import Text, Value
from texts.catalog import Catalog, open_catalog

FAULTY = 1
CANNOT = 2


@cache
def catalog() -> Catalog:
    """Return the catalogue, opened once."""
    return open_catalog()


def sentence(key: str, **values: Value) -> str:
    """Return a sentence of the catalogue."""
    return catalog().render(Text(key, values))


def say(key: str, **values: Value) -> None:
    """Print a sentence on the standard output."""
    click.echo(sentence(key, **values))


def say_aside(key: str, **values: Value) -> None:
    """Print a sentence on the error output, beside what a program reads."""
    click.echo(sentence(key, **values), err=True)


def write_json(content: object) -> None:
    """Print one JSON value."""
    click.echo(json.dumps(content, ensure_ascii=False, indent=2, default=_plain))


def write_json_lines(contents: Iterable[object]) -> None:
    """Print JSON values, each on one line."""
    click.echo("\n".join(map(_COMPACT.encode, contents)))


def stop(code: int, key: str, **values: Value) -> NoReturn:
    """Say why on the error output and end the command with the exit code."""
    say_aside(key, **values)
    raise click.exceptions.Exit(code)


def _plain(value: object) -> object:
    if isinstance(value, frozenset | set):
        return sorted(value)
    return str(value)


_COMPACT = json.JSONEncoder(ensure_ascii=False, default=_plain)
