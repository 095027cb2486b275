"""``yizhan posters``: one page a stairwell, with the code by which the station knows the place."""

import asyncio
from collections.abc import Iterator
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import quote

import click
import segno

from bot.commands.opening import Station, open_station
from bot.commands.speech import FAULTY, say, say_aside, stop
from bot.settings import Settings, read_settings
from bot.telegram.codes import payload_of
from domain.calendar import shanghai_day
from domain.grids import Community
from domain.letters import name_text, place_text
from domain.people import Role, ScopeKind
from domain.places import Place
from texts.catalog import open_catalog
from web.pages import Pages

_PRINTER = "weasyprint"


@click.command("posters")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--community", help="Only this community, by its id.")
@click.option("--compound", default="", help="Only this compound, by its code.")
def posters(folder: Path, community: str | None, compound: str) -> None:
    """Write posters into FOLDER: an HTML file a community, and a PDF with the extra ``pdf``."""
    asyncio.run(_posters(folder, community, compound))


async def _posters(folder: Path, community_id: str | None, compound: str) -> None:
    settings = read_settings()
    async with open_station(settings) as station:
        everywhere = station.shelf.current.directory.communities
        wanted = [each for each in everywhere if community_id in (None, each.community_id)]
        if not wanted:
            known = "、".join(each.community_id for each in everywhere)
            stop(FAULTY, "commands.no_community", given=str(community_id), known=known)
        for community in wanted:
            _write(folder, community, _pages_of(station, settings, community, compound))
    if find_spec(_PRINTER) is None:
        say_aside("commands.no_printer")


def _write(folder: Path, community: Community, pages: list[dict[str, str]]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    words = Pages(open_catalog(), "")
    page = words.text("printed/posters.html", {"community": community.name, "posters": pages})
    file = folder / f"{community.community_id}.html"
    file.write_text(page, encoding="utf-8")
    say("commands.posters", file=str(file), count=len(pages))
    if find_spec(_PRINTER):
        printer: Any = import_module(_PRINTER)
        printed = file.with_suffix(".pdf")
        printer.HTML(string=page).write_pdf(printed)
        say("commands.posters", file=str(printed), count=len(pages))


def _pages_of(
    station: Station, settings: Settings, community: Community, compound: str
) -> list[dict[str, str]]:
    day = shanghai_day(station.clock.now())
    places = _stairwells(station, community.community_id, compound)
    return [_poster(station, settings, place, day) for place in places]


def _stairwells(station: Station, community_id: str, compound: str) -> Iterator[Place]:
    directory = station.shelf.current.directory
    here = {each.code for each in directory.compounds if each.community_id == community_id}
    wanted = here & {compound} if compound else here
    for building in directory.buildings:
        units = dict.fromkeys(each.unit for each in building.homes()) or ("",)
        if building.compound in wanted:
            yield from (Place(building.compound, building.number, unit) for unit in units)


def _poster(station: Station, settings: Settings, place: Place, day: date) -> dict[str, str]:
    rules, words = station.shelf.current, Pages(open_catalog(), "")
    micro = rules.directory.microgrid_of(place, day)
    captains = (
        rules.directory.serving(Role.CAPTAIN, ScopeKind.MICROGRID, micro.code, day) if micro else ()
    )
    captain = words.say("posters.no_captain")
    if captains:
        name = name_text(captains[0].person_id, rules)
        captain = words.say("posters.captain", name=name)
    house = rules.directory.station_of(micro.grid, day) if micro else None
    link = link_to(settings, station, place)
    return {
        "place": words.words(place_text(place, rules)),
        "link": link,
        "code": segno.make(link, error="m").svg_data_uri(scale=8, border=2),
        "captain": captain,
        "station": words.say("posters.station", station=house.name, phone=house.phone)
        if house
        else "",
    }


def link_to(settings: Settings, station: Station, place: Place) -> str:
    """Return where the code of a stairwell leads: to the bot, or to the web chat without one."""
    code = f"{place.compound}.{place.building}.{place.unit}"
    if settings.telegram_name:
        return f"https://t.me/{settings.telegram_name}?start={payload_of(code)}"
    compound = station.shelf.current.directory.compound(place.compound)
    community = compound.community_id if compound else ""
    return f"{settings.public_url}/c/{community}?p={quote(code)}"
