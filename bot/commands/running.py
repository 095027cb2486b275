"""``yizhan run``: serve until told to stop."""

import asyncio
import signal
from collections.abc import Iterator
from datetime import date
from functools import partial

import click
import structlog

from bot.commands.linking import called, link_for
from bot.commands.opening import Station, open_station
from bot.commands.serving import Serving
from bot.commands.speech import CANNOT, catalog, say, stop
from bot.logs import set_up_logs
from bot.settings import read_settings
from domain.calendar import shanghai_day
from domain.directory import Directory
from domain.people import Person, Role, ScopeKind

# Whom a newcomer wants to look over the shoulder of, in this order.
SHOWN_ROLES = (Role.SECRETARY, Role.DISPATCHER, Role.OFFICER, Role.PROPERTY, Role.CAPTAIN)

HOUSING = "housing"

log = structlog.get_logger()


@click.command("run")
def run() -> None:
    """Serve the resident's chat and the staff console until SIGTERM or Ctrl-C."""
    settings = read_settings()
    set_up_logs(settings.log_level, settings.log_format)
    asyncio.run(_run())


async def _run() -> None:
    async with open_station(read_settings()) as station:
        serving = Serving(station, catalog())
        port = await _open_port(serving, station)
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, serving.stop)
        log.info("open", port=port)
        await _show_addresses(station, port)
        await serving.run()
    log.info("closed")


async def _open_port(serving: Serving, station: Station) -> int:
    try:
        return await serving.open_port()
    except OSError as shut:
        settings = station.settings
        values = {"host": settings.host, "port": str(settings.port)}
        stop(CANNOT, "commands.no_port", why=shut.strerror or str(shut), **values)


async def _show_addresses(station: Station, port: int) -> None:
    settings, directory = station.settings, station.shelf.current.directory
    # A free port that was asked for is known only now.
    url = settings.public_url
    url = url.removesuffix(":0") + f":{port}" if url.endswith(":0") else url
    for community in directory.communities:
        chat = f"{url}/c/{community.community_id}"
        say("commands.chat", community=community.name, link=chat)
    say("commands.console", link=f"{url}/console")
    if settings.demo:
        say("commands.demo")
        say("commands.links")
        for person in shown_people(directory, shanghai_day(station.clock.now())):
            address = await link_for(station, person, url)
            say("commands.link", who=called(station, person), link=address)
    say("commands.how_to_stop")


def shown_people(directory: Directory, day: date) -> Iterator[Person]:
    """Yield one person of each role that a newcomer wants to see, those of the first grid."""
    for role in SHOWN_ROLES:
        people = [each for each in directory.staff if each.has_role(role, day)]
        # All of one grid: what is told in the chat is then seen by everybody who is shown.
        yield from sorted(people, key=partial(_ground, role, day))[:1]


def _ground(role: Role, day: date, person: Person) -> tuple[bool, str]:
    grounds = (ScopeKind.GRID, ScopeKind.MICROGRID)
    posts = [post for post in person.posts_on(day) if post.role is role]
    # Of the departments the one that is over the property companies: complaints of them go there.
    is_housing = any(post.code == HOUSING for post in posts)
    return not is_housing, min((post.code for post in posts if post.scope in grounds), default="")
