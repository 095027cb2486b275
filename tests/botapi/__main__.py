"""Run the strict Bot API by itself: ``python -m tests.botapi [PORT]``.

A bot connects to ``http://127.0.0.1:PORT``. ``POST /phone/USER_ID`` with ``{"text": ...}`` or
``{"press": LABEL}`` lets a person act; ``GET /phone/USER_ID`` shows what he sees.
"""

import asyncio
import sys

from aiohttp import web

from tests.botapi.phone import Phone
from tests.botapi.server import TOKEN, Server, serving

PORT = 8081


class Standalone(Server):
    """The strict Bot API with a way in for people."""

    def application(self) -> web.Application:
        """Return the application with phones beside the methods."""
        app = super().application()
        app.router.add_get("/phone/{user_id}", self.look)
        app.router.add_post("/phone/{user_id}", self.use)
        return app

    async def look(self, request: web.Request) -> web.Response:
        """Show the bot's messages in the person's chat."""
        return web.json_response(self._phone(request).seen())

    async def use(self, request: web.Request) -> web.Response:
        """Let the person type or press."""
        phone = self._phone(request)
        wanted = await request.json()
        if "press" not in wanted:
            return web.json_response(phone.says(str(wanted["text"])))
        try:
            phone.presses(phone.seen()[-1], str(wanted["press"]))
        except LookupError as missing:
            raise web.HTTPNotFound from missing
        return web.json_response({"pressed": wanted["press"]})

    def _phone(self, request: web.Request) -> Phone:
        [bot] = self.world.bots.values()
        user_id = int(request.match_info["user_id"])
        return Phone(self.world, bot, user_id, f"user{user_id}")


async def _serve(port: int) -> None:
    server = Standalone()
    server.world.add_bot(TOKEN)
    async with serving(server, port):
        sys.stdout.write(f"Bot API: {server.url}  token: {TOKEN}\n")
        sys.stdout.flush()
        await asyncio.Event().wait()


if __name__ == "__main__":
    try:
        asyncio.run(_serve(int(sys.argv[1]) if len(sys.argv) > 1 else PORT))
    except KeyboardInterrupt:
        sys.exit(0)
