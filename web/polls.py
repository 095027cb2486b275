"""Votes in the console: announced, seen as answered or not, and counted after the close."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from aiohttp import web

from domain.ballot_cells import cells_of
from domain.ballots import Answer, ClosedVotes, Matter, Poll, Stairs, Tally, count_votes
from domain.letters import place_text
from domain.places import Place
from domain.poll_rounds import LONGEST_QUESTION, OBJECTED, by_response, usual_days
from domain.poll_words import area_text, percent, verdict_of
from domain.polls import Asked, area_named, may_hold
from domain.presses import OPEN_POLL, Press
from storage.ballots import closed_votes
from storage.database import Connection
from storage.polls import polls_in
from storage.rolls import frozen_roll, rolled_areas
from web.acts import Option
from web.console import console_page, turn_of, with_answer
from web.cookies import fresh_id
from web.forms import read_form
from web.guards import check_token
from web.pages import PAGES, back_to
from web.parts import PARTS
from web.staff import Staff, staff_of

routes = web.RouteTableDef()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a count: what was said, and by how many units, owners and how much area."""

    name: str
    units: int
    persons: int
    area: str


@dataclass(frozen=True, slots=True)
class StairsLine:
    """One stairwell, or several together, and how many of its homes have answered how."""

    place: str
    units: int
    counts: tuple[int, ...]


@routes.get("/console/polls")
async def show_polls(request: web.Request) -> web.Response:
    """Show the votes that the reader may hold, and the form for another."""
    staff = await staff_of(request)
    place = staff.person.community_id
    found, rolls = await request.app[PARTS].database.read(
        lambda conn: (polls_in(conn, [place]), rolled_areas(conn, [place]))
    )
    first, last = usual_days(staff.day)
    values = {
        "polls": tuple(
            (poll, _state(request, poll)) for poll in found if _may(request, staff, poll.area)
        ),
        "areas": tuple(_areas(request, staff, rolls)),
        "matters": tuple(Matter),
        "first": first.isoformat(),
        "last": last.isoformat(),
        "longest": LONGEST_QUESTION,
        "fresh_id": fresh_id,
    }
    return await console_page(request, staff, "polls.html", values)


@routes.post("/console/polls")
async def open_poll(request: web.Request) -> web.Response:
    """Announce a vote by the same act as through any other door.

    Raises:
        HTTPBadRequest: The form is not the page's own.
    """
    staff = await staff_of(request)
    form = await read_form(request)
    check_token(staff.secret, form["token"])
    asked = "/".join(form[name] for name in ("area", "matter", "first", "last"))
    turn = turn_of(request, staff, form, str(Press(OPEN_POLL, argument=asked)))
    receipt = await request.app[PARTS].take_turn(replace(turn, text=form["question"]))
    return back_to(request, with_answer("/console/polls", receipt))


@routes.get("/console/polls/{poll}")
async def show_poll(request: web.Request) -> web.Response:
    """Show one vote: who of the homes has answered, after the close what they said together.

    Raises:
        HTTPNotFound: there is none, or it is not the reader's to hold; the answer is the same.
    """
    staff = await staff_of(request)
    place, wanted, now = staff.person.community_id, request.match_info["poll"], _now(request)

    def work(conn: Connection) -> tuple[tuple[Poll, ...], tuple[Asked, ...], ClosedVotes]:
        votes = closed_votes(conn, place, wanted, now)
        return polls_in(conn, [place]), frozen_roll(conn, place, wanted), votes

    found, roll, votes = await request.app[PARTS].database.read(work)
    poll = next((each for each in found if each.poll == wanted), None)
    if poll is None or not _may(request, staff, poll.area):
        raise web.HTTPNotFound
    is_over = poll.closes <= now
    answered = sum(each.is_cast for each in roll)
    values = {
        "poll": poll,
        "state": _state(request, poll),
        "answered": answered,
        "homes": len(roll),
        "share": percent(answered, len(roll)),
        "stairs": tuple(_stairs(request, roll)),
        **(_counted(request, poll, roll, votes) if is_over else {}),
    }
    return await console_page(request, staff, "poll.html", values)


def _counted(
    request: web.Request, poll: Poll, roll: tuple[Asked, ...], votes: ClosedVotes
) -> dict[str, object]:
    units = [each.unit for each in roll]
    tally = count_votes(units, votes.ballots)
    said = [(each, votes.opinions.count(each)) for each in Answer]
    cells = (
        StairsLine(_places(request, each.stairs), each.units, (each.yes, each.no, each.abstain))
        for each in cells_of(units, votes.ballots)
    )
    say = request.app[PAGES].say
    return {
        "verdict": say(f"polls.{verdict_of(poll, tally)}"),
        "lines": tuple(_lines(request, tally)),
        "cells": tuple(cells),
        "opinions": tuple((say(f"voting.{each}"), count) for each, count in said),
    }


def _lines(request: web.Request, tally: Tally) -> Iterator[Line]:
    say = request.app[PAGES].say
    shares = (
        (say("web.polls.whole"), tally.whole),
        (say("web.polls.part"), tally.part),
        (say("voting.yes"), tally.yes),
        (say("voting.no"), tally.no),
        (say("voting.abstain"), tally.abstain),
    )
    for name, share in shares:
        yield Line(name, share.units, share.persons, area_text(share.area))


def _stairs(request: web.Request, roll: tuple[Asked, ...]) -> Iterator[StairsLine]:
    for stairs, homes in by_response(roll):
        answered = sum(each.is_cast for each in homes)
        yield StairsLine(_places(request, (stairs,)), len(homes), (answered,))


def _places(request: web.Request, stairs: tuple[Stairs, ...]) -> str:
    words, rules = request.app[PAGES].words, request.app[PARTS].rules()
    first, last = (words(place_text(Place(*each), rules)) for each in (stairs[0], stairs[-1]))
    if first == last:
        return first
    return request.app[PAGES].say("web.polls.from_to", first=first, last=last)


def _state(request: web.Request, poll: Poll) -> str:
    at = _now(request)
    if at < poll.opens:
        name = "announced"
    elif poll.is_open(at):
        name = "open"
    else:
        name = "preliminary" if at < poll.closes + OBJECTED else "final"
    return request.app[PAGES].say(f"web.polls.state_{name}")


def _areas(request: web.Request, staff: Staff, rolls: frozenset[str]) -> Iterator[Option]:
    rules = request.app[PARTS].rules()
    for code in sorted(rolls):
        area = area_named(code, rules, staff.day)
        if area and _may(request, staff, code):
            yield code, area.name


def _may(request: web.Request, staff: Staff, code: str) -> bool:
    rules = request.app[PARTS].rules()
    area = area_named(code, rules, staff.day)
    return area is not None and may_hold(staff.person, area, rules, staff.day)


def _now(request: web.Request) -> datetime:
    return request.app[PARTS].now()
