import zlib
from io import BytesIO

import pytest
from PIL import Image

from web.uploads import WrongFile, recognise, repaint


def photo(form: str = "JPEG", size: tuple[int, int] = (60, 40), mode: str = "RGB") -> bytes:
    kept = BytesIO()
    Image.new(mode, size, "red" if mode in {"RGB", "RGBA"} else 1).save(kept, form)
    return kept.getvalue()


def with_place_inside() -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "maker of the phone"
    exif.get_ifd(0x8825)[2] = (30.0, 1.0, 2.0)
    kept = BytesIO()
    Image.new("RGB", (60, 40), "red").save(kept, "JPEG", exif=exif)
    return kept.getvalue()


def bomb() -> bytes:
    """A PNG of a few bytes that says it is 60,000 by 60,000 pixels."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        check = zlib.crc32(kind + content).to_bytes(4)
        return len(content).to_bytes(4) + kind + content + check

    side = (60_000).to_bytes(4)
    head = chunk(b"IHDR", side + side + b"\x08\x02\x00\x00\x00")
    body = chunk(b"IDAT", zlib.compress(b"\x00" * 1000))
    return b"\x89PNG\r\n\x1a\n" + head + body + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("form", "mode"),
    [
        ("JPEG", "RGB"),
        ("JPEG", "L"),
        ("JPEG", "CMYK"),
        ("PNG", "RGBA"),
        ("PNG", "LA"),
        ("PNG", "P"),
        ("PNG", "I;16"),
        ("WEBP", "RGBA"),
    ],
)
async def test_a_photo_becomes_a_fresh_jpeg(form: str, mode: str) -> None:
    kept = await recognise(photo(form, mode=mode))
    assert kept.kind == "photo"
    with Image.open(BytesIO(kept.content)) as fresh:
        assert (fresh.format, fresh.mode, fresh.size) == ("JPEG", "RGB", (60, 40))


def test_place_and_phone_are_not_kept_and_the_photo_stands_upright() -> None:
    sent = with_place_inside()
    assert b"maker of the phone" in sent
    kept = repaint(sent)
    assert b"maker of the phone" not in kept
    with Image.open(BytesIO(kept)) as fresh:
        assert dict(fresh.getexif()) == {}
        assert fresh.size == (40, 60)


def test_a_large_photo_is_made_smaller() -> None:
    with Image.open(BytesIO(repaint(photo(size=(5000, 2500))))) as fresh:
        assert fresh.size == (2048, 1024)


def test_see_through_pixels_become_white() -> None:
    kept = BytesIO()
    Image.new("RGBA", (4, 4), (0, 0, 0, 0)).save(kept, "PNG")
    with Image.open(BytesIO(repaint(kept.getvalue()))) as fresh:
        assert fresh.getpixel((1, 1)) == (255, 255, 255)


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\x00 a program",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>",
        b"GIF89a\x01\x00\x01\x00",
        b"%PDF-1.7",
        b"",
        photo("PNG")[:40],
        bomb(),
    ],
    ids=["program", "svg", "gif", "pdf", "nothing", "cut off", "bomb"],
)
async def test_what_is_no_photo_and_no_voice_is_refused(content: bytes) -> None:
    with pytest.raises(WrongFile):
        await recognise(content)


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_unpacked() -> None:
    many = BytesIO()
    Image.new("1", (8_000, 7_000)).save(many, "PNG")
    with pytest.raises(WrongFile):
        repaint(many.getvalue())


@pytest.mark.parametrize(
    "start",
    [
        b"OggS",
        b"#!AMR\n",
        b"ID3\x04",
        b"\x1aE\xdf\xa3",
        b"\x00\x00\x00\x20ftypM4A ",
        b"RIFF\x24\x00\x00\x00WAVE",
    ],
)
async def test_a_voice_is_known_by_its_first_bytes(start: bytes) -> None:
    sent = start + b"\x00" * 100
    kept = await recognise(sent)
    assert (kept.kind, kept.content) == ("voice", sent)
