"""``yizhan describe``: every page as OpenAPI tells it, for whoever tests or watches the station."""

from importlib.metadata import version

import click

from bot.commands.speech import write_json
from web.describing import describe


@click.command("describe")
def describe_pages() -> None:
    """Print the OpenAPI description of every page."""
    write_json(describe(version("yizhan")))
