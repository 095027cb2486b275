import asyncio
import re
import sys
from pathlib import Path
from typing import Any

from aiohttp import ClientSession

ROOT = Path(__file__).resolve().parents[2]


async def test_it_runs_by_itself_with_a_phone_beside_it() -> None:
    server = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.botapi", "0", cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    assert server.stdout
    found = re.search(r"Bot API: (\S+)  token: (\S+)", (await server.stdout.readline()).decode())
    assert found
    url, token = found.groups()
    async with ClientSession() as session:

        async def post(path: str, **body: object) -> int:
            async with session.post(f"{url}/{path}", json=body) as answer:
                return answer.status

        assert await post("phone/7", text="hello") == 200
        keyboard = {"inline_keyboard": [[{"text": "好", "callback_data": "1"}]]}
        sent = await post(f"bot{token}/sendMessage", chat_id=7, text="hi", reply_markup=keyboard)
        assert sent == 200
        assert [await post("phone/7", press=label) for label in ("好", "坏")] == [200, 404]
        assert await post("phone/7", photo="/9j/", caption="wall") == 200
        assert await post("phone/7", point=[30.0, 120.5]) == 200
        assert await post("forum/-5", members=[7]) == 200
        made = await post(f"bot{token}/createForumTopic", chat_id=-5, name="DQ000001")
        assert made == 200

        async def seen(path: str) -> Any:
            async with session.get(f"{url}/{path}") as answer:
                return await answer.json()

        assert [each["text"] for each in await seen("phone/7")] == ["hi"]
        [thread] = (await seen("forum/-5"))["threads"].values()
        assert thread == {"name": "DQ000001", "is_closed": False}
    server.kill()
    await server.wait()
