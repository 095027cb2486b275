"""Run the strict Bot API by itself: ``python -m tests.botapi [PORT]``.

A bot connects to ``http://127.0.0.1:PORT``. ``POST /phone/USER_ID`` with ``{"text": ...}``,
``{"press": LABEL}`` (of the newest message that has such a button), ``{"photo": BASE64,
"caption": ...}`` or ``{"point": [LATITUDE, LONGITUDE]}`` lets a person act; ``GET
/phone/USER_ID`` shows what he sees. ``POST /forum/CHAT_ID`` with ``{"members": [USER_ID, ...]}``
makes a group with topics, ``GET /forum/CHAT_ID`` shows it.
"""

import asyncio
import sys
from base64 import b64decode

from aiohttp import web

from tests.botapi.forums import add_forum
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
        app.router.add_get("/forum/{chat_id}", self.look_into_forum)
        app.router.add_post("/forum/{chat_id}", self.make_forum)
        return app

    async def look(self, request: web.Request) -> web.Response:
        """Show the bot's messages in the person's chat."""
        return web.json_response(self._phone(request).seen())

    async def use(self, request: web.Request) -> web.Response:
        """Let the person type or press."""
        phone = self._phone(request)
        wanted = await request.json()
        if "press" in wanted:
            return web.json_response({"pressed": _pressed(phone, str(wanted["press"]))})
        if "photo" in wanted:
            content, caption = b64decode(wanted["photo"]), str(wanted.get("caption", ""))
            return web.json_response(phone.shows(content, caption))
        if "point" in wanted:
            return web.json_response(phone.points(*wanted["point"]))
        return web.json_response(phone.says(str(wanted["text"])))

    async def make_forum(self, request: web.Request) -> web.Response:
        """Make a group with topics, or set who is inside."""
        wanted = await request.json()
        chat_id, members = int(request.match_info["chat_id"]), set(wanted["members"])
        forum = self.world.forums.get(chat_id) or add_forum(self.world, chat_id)
        forum.members = members
        return web.json_response({"members": sorted(members)})

    async def look_into_forum(self, request: web.Request) -> web.Response:
        """Show the topics of a group and what stands in them."""
        chat_id = int(request.match_info["chat_id"])
        if chat_id not in self.world.forums:
            raise web.HTTPNotFound
        [bot] = self.world.bots.values()
        threads = {
            str(thread): {"name": each.name, "is_closed": each.is_closed}
            for thread, each in self.world.forums[chat_id].threads.items()
        }
        said = [each for each in Phone(self.world, bot, 0, "", chat_id).seen() if "text" in each]
        return web.json_response({"threads": threads, "messages": said})

    def _phone(self, request: web.Request) -> Phone:
        [bot] = self.world.bots.values()
        user_id = int(request.match_info["user_id"])
        return Phone(self.world, bot, user_id, f"user{user_id}")


def _pressed(phone: Phone, label: str) -> str:
    for message in reversed(phone.seen()):
        if label in dict(phone.buttons(message)):
            phone.presses(message, label)
            return label
    raise web.HTTPNotFound


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
