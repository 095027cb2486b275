"""Methods by which a bot hears: polling or a webhook, never both."""

import re
from typing import Any
from urllib.parse import urlsplit

from tests.botapi.params import Params
from tests.botapi.refusals import bad
from tests.botapi.world import Bot, World

_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_LONGEST = 50


async def get_updates(_world: World, bot: Bot, params: Params) -> list[dict[str, Any]]:
    """Return what waits, at once or as soon as there is something."""
    allowed = params.nested("allowed_updates")
    return await bot.queue.read(
        params.integer("offset"),
        params.integer("limit", 100),
        min(params.number("timeout") if "timeout" in params.fields else 0, _LONGEST),
        allowed,
    )


def set_webhook(_world: World, bot: Bot, params: Params) -> bool:
    """Send updates to an address from now on; an empty one goes back to polling."""
    url, secret = params.words("url"), params.words("secret_token")
    # The real server wants https; on this machine there are no certificates.
    if url and urlsplit(url).scheme not in {"https", "http"}:
        bad("bad webhook: An HTTPS URL must be provided for webhook")
    if secret and not _SECRET.fullmatch(secret):
        bad("secret token contains unallowed characters")
    most = params.integer("max_connections", 40)
    if not 1 <= most <= 100:
        bad("max_connections must be in range 1-100")
    if params.flag("drop_pending_updates"):
        bot.queue.drop()
    allowed = params.nested("allowed_updates")
    if allowed is not None:
        bot.queue.allowed = frozenset(allowed)
    bot.queue.has_webhook = bool(url)
    bot.webhook = {"url": url, "max_connections": most}
    bot.secret = secret
    return True


def delete_webhook(_world: World, bot: Bot, params: Params) -> bool:
    """Go back to polling."""
    if params.flag("drop_pending_updates"):
        bot.queue.drop()
    bot.queue.has_webhook = False
    bot.webhook = {"url": ""}
    return True


def webhook_info(_world: World, bot: Bot, _params: Params) -> dict[str, Any]:
    """Tell how the webhook fares."""
    return {
        "has_custom_certificate": False,
        "pending_update_count": len(bot.queue.waiting),
        **bot.webhook,
    }
