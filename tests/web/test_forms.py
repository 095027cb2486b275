import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import FormData, web
from aiohttp.test_utils import TestClient, TestServer

from web import forms
from web.forms import Form, read_form


async def test_a_field_that_is_not_there_is_empty() -> None:
    assert Form({"text": "水"})["text"] == "水"
    assert Form({})["text"] == ""


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"text=%ff%fe", "application/x-www-form-urlencoded"),
        (b"nothing", "multipart/form-data"),
        (b"text=1", "application/x-www-form-urlencoded; charset=martian"),
    ],
    ids=["no unicode", "no parts", "no words of this world"],
)
async def test_what_is_no_form_is_a_bad_request(body: bytes, kind: str) -> None:
    assert await status_of(data=body, headers={"Content-Type": kind}) in {200, 400}


async def test_words_of_an_unknown_alphabet_are_a_bad_request() -> None:
    kind = {"Content-Type": "application/x-www-form-urlencoded; charset=martian"}
    assert await status_of(data=b"text=1", headers=kind) == 400


@pytest.mark.parametrize(
    "head",
    [
        "Content-Type: text/plain; charset=martian",
        "Content-Transfer-Encoding: martian",
        "no header at all",
    ],
)
async def test_a_part_that_no_browser_ever_sent_is_a_bad_request(head: str) -> None:
    named = 'Content-Disposition: form-data; name="text"'
    body = f"--x\r\n{named}\r\n{head}\r\n\r\n1\r\n--x--\r\n"
    kind = {"Content-Type": "multipart/form-data; boundary=x"}
    assert await status_of(data=body.encode(), headers=kind) == 400


async def test_a_form_that_never_ends_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "_COMES_WITHIN", 0.1)

    async def drops() -> AsyncIterator[bytes]:
        while True:
            yield b"a"
            await asyncio.sleep(0.05)

    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    assert await status_of(data=drops(), headers=kind) == 408


async def test_empty_files_are_left_out_and_long_short_fields_refused() -> None:
    form = FormData(default_to_multipart=True)
    form.add_field("photo", b"", filename="a.jpg")
    assert await status_of(data=form) == 200
    assert await status_of(data={"act": "x" * 201}) == 400
    assert await status_of(data={"note": "x" * 20_000}) == 200


async def test_a_part_that_is_neither_words_nor_a_file_is_left_out() -> None:
    lines = (
        "--x",
        'Content-Disposition: form-data; name="odd"',
        "Content-Type: application/octet-stream",
        "",
        "bytes",
        "--x--",
        "",
    )
    kind = {"Content-Type": "multipart/form-data; boundary=x"}
    assert await status_of(data="\r\n".join(lines).encode(), headers=kind) == 200


async def test_several_options_of_one_field_stand_side_by_side() -> None:
    app = web.Application()
    app.router.add_post("/", shown)
    async with TestClient(TestServer(app)) as client:
        picked = FormData([("argument", "market"), ("argument", "fire")])
        assert await (await client.post("/", data=picked)).text() == "market,fire"


async def shown(request: web.Request) -> web.Response:
    return web.Response(text=(await read_form(request))["argument"])


async def status_of(**request: object) -> int:
    async def take(request: web.Request) -> web.Response:
        form = await read_form(request)
        assert form.files == ()
        return web.Response(text=form["text"])

    app = web.Application()
    app.router.add_post("/", take)
    async with TestClient(TestServer(app)) as client:
        response = await client.post("/", **request)  # type: ignore[arg-type]
        return response.status
