"""Who holds this browser: secrets in cookies that no script reads, kept only as hashes."""

import hashlib
import secrets

from aiohttp import web

from web.parts import PARTS

_HALF_A_YEAR = 183 * 24 * 3600
_LONGEST = 100


def fresh_secret() -> str:
    """Return 256 bits of chance for a cookie or a link."""
    return secrets.token_urlsafe(32)


def fresh_id() -> str:
    """Return an id for one form: sent twice, it is one and the same turn."""
    return secrets.token_hex(16)


def hash_of(secret: str) -> str:
    """Return the SHA-256 (hex) under which a secret is kept."""
    return hashlib.sha256(secret.encode()).hexdigest()


def chat_of(secret: str) -> str:
    """Return the name of a device's chat; nobody finds the secret from it."""
    return hashlib.sha256(b"chat:" + secret.encode()).hexdigest()[:32]


def read_cookie(request: web.Request, kind: str) -> str:
    """Return the secret of that kind (``device`` or ``staff``), "" where there is none."""
    secret = request.cookies.get(_name(request, kind), "")
    return secret if len(secret) < _LONGEST else ""


def give_cookie(request: web.Request, response: web.StreamResponse, kind: str, secret: str) -> None:
    """Let the browser keep the secret: a device for half a year, staff until it closes."""
    response.set_cookie(
        _name(request, kind),
        secret,
        max_age=_HALF_A_YEAR if kind == "device" else None,
        path="/",
        secure=request.app[PARTS].secure_cookies,
        httponly=True,
        samesite="Lax",
    )


def take_cookie(request: web.Request, response: web.StreamResponse, kind: str) -> None:
    """Let the browser forget the secret."""
    response.del_cookie(
        _name(request, kind),
        path="/",
        secure=request.app[PARTS].secure_cookies,
        httponly=True,
        samesite="Lax",
    )


def cookie_name(kind: str, *, secure: bool) -> str:
    """Return the name of a cookie; over TLS only this host can set it."""
    return f"__Host-{kind}" if secure else kind


def _name(request: web.Request, kind: str) -> str:
    return cookie_name(kind, secure=request.app[PARTS].secure_cookies)
