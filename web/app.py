"""Put the pages together."""

import asyncio

from aiohttp import web

from web import (
    absences,
    acting,
    answering,
    appraisals,
    case_pages,
    chat,
    console,
    deed_papers,
    files,
    health,
    homes,
    learning,
    lists,
    mediation_forms,
    mediation_pages,
    papers,
    polls,
    post,
    signing_in,
    staff_accounts,
    views,
    warranties,
)
from web.guards import answer_kindly, refuse_strangers, set_headers
from web.pages import PAGES, STATIC, Pages
from web.parts import PARTS, WebParts
from web.saying import HANDS, IN_HAND
from web.signing_in import THROTTLE
from web.staff import check_rights, refuse_unknown
from web.throttle import Throttle

# Words and fields that come beside the largest upload.
_FORM_BYTES = 2 * 1024 * 1024
# Fixed addresses stand before those with a name in them.
_ROUTES = (
    chat,
    signing_in,
    console,
    lists,
    absences,
    homes,
    appraisals,
    views,
    learning,
    staff_accounts,
    post,
    answering,
    papers,
    polls,
    mediation_forms,
    mediation_pages,
    deed_papers,
    warranties,
    case_pages,
    acting,
    files,
    health,
)


def build_app(parts: WebParts) -> web.Application:
    """Return the pages of the station, ready to be served."""
    app = web.Application(
        middlewares=(answer_kindly, refuse_strangers, check_rights),
        client_max_size=parts.max_upload_bytes + _FORM_BYTES,
    )
    app[PARTS] = parts
    app[PAGES] = Pages(parts.catalog, parts.public_url)
    app[THROTTLE] = Throttle()
    app[HANDS] = asyncio.Semaphore(IN_HAND)
    for module in _ROUTES:
        app.add_routes(module.routes)
    app.router.add_static("/static/", STATIC)
    app.on_response_prepare.append(set_headers)
    app.on_startup.append(refuse_unknown)
    app.on_shutdown.append(_end_streams)
    return app


async def _end_streams(app: web.Application) -> None:
    app[PARTS].hub.close()
