"""``yizhan invite PERSON`` and ``yizhan revoke PERSON``: staff come into a messenger, and go."""

import asyncio
import secrets

import click

from bot.commands.linking import called
from bot.commands.opening import open_station
from bot.commands.speech import FAULTY, say, stop, write_json
from bot.settings import read_settings
from domain.accounts import digest_of, invitation_payload
from domain.calendar import shanghai_day
from storage.invitations import Made, keep_invitation
from storage.staff_accounts import revoke as end_everything

_SECRET_BYTES = 24


@click.command("invite")
@click.argument("person_id", metavar="PERSON")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")
def invite(person_id: str, *, as_json: bool) -> None:
    """Make an invitation by which a PERSON of the directory works in a messenger.

    It is bound to the person and his first role, good once and for a day; older ones end.
    """
    asyncio.run(_invite(person_id, as_json=as_json))


async def _invite(person_id: str, *, as_json: bool) -> None:
    settings = read_settings()
    async with open_station(settings) as station:
        now = station.clock.now()
        person = station.shelf.current.directory.person(person_id)
        day = shanghai_day(now)
        if person is None or not person.is_staff(day):
            stop(FAULTY, "commands.no_person", person=person_id)
        payload = invitation_payload(secrets.token_urlsafe(_SECRET_BYTES))
        made = Made(person, person.posts_on(day)[0].role.value, digest_of(payload))
        await station.database.write(lambda conn: keep_invitation(conn, made, now))
    name = settings.telegram_name
    link = f"https://t.me/{name}?start={payload}" if name else ""
    if as_json:
        return write_json({"person": person.person_id, "payload": payload, "link": link})
    say("commands.invited", who=called(station, person))
    if link:
        return say("commands.invited_by_link", link=link)
    return say("commands.invited_by_words", payload=payload)


@click.command("revoke")
@click.argument("person_id", metavar="PERSON")
def take_back(person_id: str) -> None:
    """End every session, link, invitation and messenger account of a PERSON, at once."""
    asyncio.run(_take_back(person_id))


async def _take_back(person_id: str) -> None:
    async with open_station(read_settings()) as station:
        now = station.clock.now()
        person = station.shelf.current.directory.person(person_id)
        if person is None:
            stop(FAULTY, "commands.no_person", person=person_id)
        count = await station.database.write(
            lambda conn: end_everything(conn, person.person_id, "", now)
        )
    say("commands.revoked", who=called(station, person), count=count)
