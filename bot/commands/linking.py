"""``yizhan link PERSON``: a sign-in link to the console, good once and for a quarter of an hour."""

import asyncio

import click

from bot.commands.opening import Station, open_station
from bot.commands.speech import FAULTY, say, sentence, stop, write_json
from bot.settings import read_settings
from domain.calendar import shanghai_day
from domain.letters import name_text
from domain.people import Person
from domain.turns import Value
from storage.accounts import keep_link
from web.cookies import fresh_secret, hash_of


@click.command("link")
@click.argument("person_id", required=False, metavar="[PERSON]")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")
def link(person_id: str | None, *, as_json: bool) -> None:
    """Make a sign-in link for a PERSON of the directory; without one, list who there is."""
    asyncio.run(_link(person_id, as_json=as_json))


async def _link(person_id: str | None, *, as_json: bool) -> None:
    settings = read_settings()
    async with open_station(settings) as station:
        if person_id is None:
            return _show_people(station, as_json=as_json)
        person = station.shelf.current.directory.person(person_id)
        if person is None or not person.is_staff(shanghai_day(station.clock.now())):
            stop(FAULTY, "commands.no_person", person=person_id)
        address = await link_for(station, person, settings.public_url)
    if as_json:
        return write_json({"person": person.person_id, "link": address})
    return say("commands.link", who=called(station, person), link=address)


async def link_for(station: Station, person: Person, public_url: str) -> str:
    """Keep a fresh link for the person and return its address."""
    secret, now = fresh_secret(), station.clock.now()
    await station.database.write(lambda conn: keep_link(conn, person, hash_of(secret), now))
    return f"{public_url}/console/sign-in/{secret}"


def called(station: Station, person: Person) -> Value:
    """Return the person's name and post as pages show them."""
    return name_text(person.person_id, station.shelf.current)


def _show_people(station: Station, *, as_json: bool) -> None:
    day = shanghai_day(station.clock.now())
    people = [each for each in station.shelf.current.directory.staff if each.is_staff(day)]
    names = {each.person_id: sentence("commands.who", who=called(station, each)) for each in people}
    if as_json:
        return write_json(names)
    for person_id, name in names.items():
        say("commands.person", person=person_id, who=name)
    return None
