"""What stands before every page: headers, strangers' forms refused, a kind word for an error."""

import hmac
import secrets
from http import HTTPStatus
from urllib.parse import urlsplit

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler

from domain.refusals import NotSaved
from web.pages import PAGES, wants_json
from web.parts import PARTS

log = structlog.get_logger(__name__)

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
    "connect-src 'self'; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(self), camera=(self), microphone=(self), payment=()",
}
_A_YEAR = 365 * 24 * 3600
_SAFE = frozenset({"GET", "HEAD"})
# What a page may say about a wrong request; anything else reads as "not found" or "refused".
_SAID = frozenset({400, 403, 404, 405, 413, 415, 429})


class NotTaken(Exception):
    """What was sent cannot be taken; the text key says what to do instead."""

    def __init__(self, text_key: str, status: int = HTTPStatus.BAD_REQUEST) -> None:
        super().__init__(text_key)
        self.text_key = text_key
        self.status = status


async def set_headers(request: web.Request, response: web.StreamResponse) -> None:
    """Put the safety headers on every answer, whatever it is."""
    response.headers.update(_HEADERS)
    request.app[PARTS].count_page(str(response.status))
    if request.app[PARTS].secure_cookies:
        response.headers["Strict-Transport-Security"] = f"max-age={_A_YEAR}; includeSubDomains"
    if request.path.startswith("/static/") and "v" in request.query:
        response.headers["Cache-Control"] = f"public, max-age={_A_YEAR}, immutable"
    else:
        response.headers.setdefault("Cache-Control", "no-store")


@web.middleware
async def answer_kindly(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn every failure into a page with a sentence; a fault of ours gets a number."""
    try:
        return await handler(request)
    except web.HTTPRedirection:
        raise
    except web.HTTPException as refused:
        return _refusal(request, refused.status)
    except NotTaken as refused:
        return _page(request, refused.text_key, refused.status)
    except NotSaved:
        return _page(request, "web.error.not_saved", HTTPStatus.SERVICE_UNAVAILABLE)
    except Exception:  # the outermost ring of the pages
        number = secrets.token_hex(4)
        # Neither address nor words: both may say who somebody is.
        log.exception("page.failed", number=number, method=request.method)
        return _page(request, "web.error.fault", HTTPStatus.INTERNAL_SERVER_ERROR, number)


@web.middleware
async def refuse_strangers(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Let only forms of our own pages change anything."""
    if request.method not in _SAFE and not _is_ours(request):
        raise web.HTTPForbidden
    return await handler(request)


def _is_ours(request: web.Request) -> bool:
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    if site not in {"same-origin", "none"}:
        return False
    origin = request.headers.get("Origin")
    if origin is None:
        return True
    public = urlsplit(request.app[PARTS].public_url)
    return urlsplit(origin).netloc in {public.netloc, request.host}


def form_token(secret: str) -> str:
    """Return the token that forms of this cookie's owner carry."""
    return hmac.new(secret.encode(), b"form", "sha256").hexdigest()


def check_token(secret: str, given: str) -> None:
    """Let the form pass only if it was made for this cookie.

    Raises:
        HTTPForbidden: The form is not from a page of ours, or there is no cookie at all.
    """
    # Anybody can reckon the token of no secret.
    if not secret or not hmac.compare_digest(form_token(secret).encode(), given.encode()):
        raise web.HTTPForbidden


def _refusal(request: web.Request, status: int) -> web.Response:
    known = status if status in _SAID else HTTPStatus.BAD_REQUEST
    return _page(request, f"web.error.{int(known)}", status)


def _page(request: web.Request, key: str, status: int, number: str = "") -> web.Response:
    pages = request.app[PAGES]
    said = pages.say(key, number=number)
    if wants_json(request):
        return web.json_response({"saved": False, "error": said}, status=status)
    return pages.show("error.html", {"said": said}, status)
