from io import BytesIO

from aiohttp import MultipartWriter
from aiohttp.payload import BytesPayload

from bot.telegram.forms import form_of


def test_words_alone_stay_a_form_of_words() -> None:
    body = form_of({"chat_id": 7, "text": "好", "is_kept": True}, {})()
    assert isinstance(body, BytesPayload)
    assert body.content_type == "application/x-www-form-urlencoded"
    assert body.decode() == "chat_id=7&text=%E5%A5%BD&is_kept=true"


def test_a_file_makes_it_multipart_and_what_is_nested_is_json() -> None:
    body = form_of({"rows": [["a"]]}, {"photo": ("photo.jpg", BytesIO(b"jpeg"), "image/jpeg")})()
    assert isinstance(body, MultipartWriter)
    [(rows, *_), (photo, *_)] = list(body)
    assert rows.decode() == '[["a"]]'
    assert photo.headers["Content-Type"] == "image/jpeg"
    assert photo.headers["Content-Disposition"].endswith('filename="photo.jpg"')
