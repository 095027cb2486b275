import asyncio
import re
import sys
from pathlib import Path

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
        async with session.get(f"{url}/phone/7") as answer:
            assert [each["text"] for each in await answer.json()] == ["hi"]
    server.terminate()
    await server.wait()
