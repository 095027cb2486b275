"""What the station learns: words to take or refuse, words in use, corrections to take back."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from aiohttp import web

from domain.lessons import CITY, Lesson, OwnTerm, TermState
from domain.letters import matter_name
from domain.presses import TERM, Press
from domain.rights import is_keeper
from storage.lessons import lessons_of, terms_of
from storage.tables import WHOLE_STATION
from web.acts import Option
from web.case_views import Teller
from web.console import communities_of, console_page, teller_of, turn_of, with_answer
from web.cookies import fresh_id
from web.forms import read_form
from web.guards import check_token
from web.pages import PAGES, back_to
from web.parts import PARTS
from web.staff import Staff, staff_of

routes = web.RouteTableDef()


@dataclass(frozen=True, slots=True)
class Word:
    """One word on the page."""

    term: OwnTerm
    matter: str
    odds: str
    who: str


@dataclass(frozen=True, slots=True)
class Put:
    """One correction on the page; ``who`` is "" for a resident."""

    lesson: Lesson
    before: str
    leaf: str
    who: str


@dataclass(frozen=True, slots=True)
class Place:
    """One community's words and corrections."""

    community_id: str
    name: str
    proposed: tuple[Word, ...]
    taken: tuple[Word, ...]
    lessons: tuple[Put, ...]
    scopes: tuple[Option, ...]


@routes.get("/console/learning")
async def show_learning(request: web.Request) -> web.Response:
    """Show what is learned in the communities of who is signed in."""
    staff = await _keeper(request)
    places = [await _place(request, each) for each in communities_of(request, staff)]
    known = tuple(place for place in places if place)
    page = {"places": known, "fresh_id": fresh_id}
    return await console_page(request, staff, "learning.html", page)


@routes.post("/console/learning")
async def decide(request: web.Request) -> web.Response:
    """Take, refuse or stop one word, by the same conversation as through any other door.

    Raises:
        HTTPBadRequest: The form is not the page's own.
    """
    staff = await _keeper(request)
    form = await read_form(request)
    check_token(staff.secret, form["token"])
    community_id = form["community_id"]
    if community_id not in communities_of(request, staff):
        raise web.HTTPBadRequest
    told = ";".join(form[name] for name in ("verdict", "scope", "leaf", "term"))
    turn = turn_of(request, staff, form, str(Press(TERM, argument=told)))
    receipt = await request.app[PARTS].take_turn(replace(turn, community_id=community_id))
    return back_to(request, with_answer("/console/learning", receipt))


async def _keeper(request: web.Request) -> Staff:
    staff = await staff_of(request)
    if not is_keeper(staff.person, staff.day):
        raise web.HTTPForbidden
    return staff


async def _place(request: web.Request, community_id: str) -> Place | None:
    parts, teller = request.app[PARTS], teller_of(request)
    directory = teller.rules.directory
    if community_id not in directory.index.communities:
        return None
    terms, lessons = await parts.database.read(
        lambda conn: (
            terms_of(conn, (community_id, WHOLE_STATION), (TermState.PROPOSED, TermState.TAKEN)),
            lessons_of(conn, community_id),
        )
    )
    words = [_word(each, teller) for each in terms]
    return Place(
        community_id=community_id,
        name=directory.community(community_id).name,
        proposed=tuple(each for each in words if each.term.state is TermState.PROPOSED),
        taken=tuple(each for each in words if each.term.state is TermState.TAKEN),
        lessons=tuple(_put(each, teller) for each in lessons),
        scopes=tuple(_scopes(request, community_id, teller)),
    )


def _word(term: OwnTerm, teller: Teller) -> Word:
    return Word(
        term,
        matter_name(term.leaf, teller.rules),
        f"{term.odds / 100:+.1f}",
        teller.name(term.author),
    )


def _put(lesson: Lesson, teller: Teller) -> Put:
    given = lesson.given
    before, leaf = (matter_name(each, teller.rules) for each in (given.before, given.leaf))
    return Put(lesson, before, leaf, teller.name(given.giver))


def _scopes(request: web.Request, community_id: str, teller: Teller) -> Iterator[Option]:
    say, directory = request.app[PAGES].say, teller.rules.directory
    yield "", say("web.learning.community")
    for grid in directory.grids:
        if grid.community_id == community_id and grid.holds_on(teller.now.date()):
            yield grid.code, grid.name
    yield CITY, say("web.learning.city")
