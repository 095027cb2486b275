"""The resident's chat: read it, write in it, follow it live."""

import hmac

from aiohttp import web

from domain.directory import Community
from domain.letters import place_text
from domain.places import Place
from domain.probe import PROBE
from web.cookies import chat_of, fresh_id, fresh_secret, give_cookie, hash_of, read_cookie
from web.forms import read_form
from web.guards import check_token, form_token
from web.hub import Note
from web.lines import Line, asked_of, lines_of
from web.notes import chat_topic, letter_note
from web.pages import PAGES, back_to, moment, wants_json
from web.parts import PARTS, PROBE_HEADER
from web.saying import PLACE_CODE, take_form
from web.streams import Feed, stream_notes

routes = web.RouteTableDef()


@routes.get("/")
async def choose_community(request: web.Request) -> web.Response:
    """Show the communities, or go straight to the chat of the only one."""
    directory = request.app[PARTS].rules().directory
    if len(directory.communities) == 1:
        return back_to(request, f"/c/{directory.communities[0].community_id}")
    return request.app[PAGES].show(
        "communities.html", {"communities": directory.communities, "street": directory.street}
    )


@routes.get("/c/{community_id}")
async def open_chat(request: web.Request) -> web.Response:
    """Show the chat of this device; a first visit leaves nothing behind but the cookie."""
    community = _community(request)
    secret = read_cookie(request, "device") or fresh_secret()
    lines = await lines_of(request, community.community_id, chat_of(secret))
    response = _chat_page(request, community, secret, lines)
    give_cookie(request, response, "device", secret)
    return response


@routes.post("/c/{community_id}/say")
async def say(request: web.Request) -> web.Response:
    """Take one message; answer only when it is committed.

    Raises:
        NotTaken: There is nothing in it, or something that cannot be kept.
    """
    community = _community(request)
    secret = read_cookie(request, "device")
    form = await read_form(request)
    check_token(secret, form["token"])
    numbers = await take_form(request, community.community_id, chat_of(secret), form)
    if wants_json(request):
        return web.json_response({"saved": True, "numbers": numbers})
    return back_to(request, f"/c/{community.community_id}?sent=1#end")


@routes.get("/c/{community_id}/stream")
async def follow(request: web.Request) -> web.StreamResponse:
    """Send the letters of this device's chat as they come, first those that the page missed."""
    community = _community(request)
    secret = read_cookie(request, "device")
    if not secret:
        raise web.HTTPForbidden
    parts = request.app[PARTS]
    handle = chat_of(secret)

    async def catch_up(seen: int) -> tuple[Note, ...]:
        lines = await lines_of(request, community.community_id, handle, seen)
        return tuple(
            letter_note(
                line.spot, line.text, line.choices, moment(line.at), has_photo=bool(line.files)
            )
            for line in lines
            if not line.mine
        )

    with parts.hub.listen(chat_topic(handle)) as ear:
        return await stream_notes(request, Feed(ear, catch_up, parts.ping_seconds))


def _chat_page(
    request: web.Request, community: Community, secret: str, lines: tuple[Line, ...]
) -> web.Response:
    parts, pages = request.app[PARTS], request.app[PAGES]
    code = request.query.get("p", "")
    return pages.show(
        "chat.html",
        {
            "community": community,
            "lines": lines,
            # It stands above the chat, so that it need not be read twice.
            "notice": pages.say("arrival.notice", community=community.name),
            "last_id": next((line.spot for line in reversed(lines) if not line.mine), 0),
            "asked_id": asked_of(lines),
            "place": _place_words(request, code),
            "place_code": code if PLACE_CODE.fullmatch(code) else "",
            "waiting": "sent" in request.query,
            "token": form_token(secret),
            "fresh_id": fresh_id,
            "device_mark": hash_of(secret)[:8],
            "most_bytes": parts.max_upload_bytes,
        },
    )


def _place_words(request: web.Request, code: str) -> str:
    rules = request.app[PARTS].rules()
    compound, building, unit, *_ = (*code.split("."), "", "", "")
    if rules.directory.compound(compound) is None:
        return ""
    return request.app[PAGES].words(place_text(Place(compound, building, unit), rules))


def _community(request: web.Request) -> Community:
    wanted = request.match_info["community_id"]
    if wanted == PROBE and not _is_probe(request):
        raise web.HTTPNotFound
    try:
        return request.app[PARTS].rules().directory.community(wanted)
    except KeyError as unknown:
        raise web.HTTPNotFound from unknown


def _is_probe(request: web.Request) -> bool:
    key, shown = request.app[PARTS].probe_key, request.headers.get(PROBE_HEADER, "")
    return bool(key) and hmac.compare_digest(key.encode(), shown.encode())
