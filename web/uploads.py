"""Take photos and voices from strangers: by content, never by name, and without where they were."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps

_MOST_PIXELS = 50_000_000
_LONGEST_SIDE = 2_048
_PHOTO_FORMATS = ("JPEG", "PNG", "WEBP")
# First bytes of what phones record: offset, signature.
_VOICES = (
    (0, b"OggS"),
    (0, b"#!AMR"),
    (0, b"ID3"),
    (0, b"\x1aE\xdf\xa3"),
    (4, b"ftyp"),
    (8, b"WAVE"),
    (0, b"\xff\xf1"),
    (0, b"\xff\xf9"),
    (0, b"\xff\xfb"),
    (0, b"\xff\xf3"),
)

# Pillow would only warn at first; the limit above refuses before a pixel is unpacked.
Image.MAX_IMAGE_PIXELS = None
# Two at a time: a photo of that size takes 200 MB while it is painted.
_PAINTERS = ThreadPoolExecutor(2, "painter")


class WrongFile(Exception):
    """The bytes are neither a photo nor a voice, or pretend to be."""


@dataclass(frozen=True, slots=True)
class Upload:
    """One file as it will be kept; ``kind`` is ``photo`` or ``voice``."""

    kind: str
    content: bytes


async def recognise(content: bytes) -> Upload:
    """Return the file by what it is; a photo is painted anew, so nothing hidden stays in it.

    Raises:
        WrongFile: It is no photo and no voice that we can keep.
    """
    if any(content.startswith(sign, offset) for offset, sign in _VOICES):
        return Upload("voice", content)
    loop = asyncio.get_running_loop()
    return Upload("photo", await loop.run_in_executor(_PAINTERS, repaint, content))


def repaint(content: bytes) -> bytes:
    """Return the photo as a fresh JPEG of at most 2,048 pixels a side, upright.

    Raises:
        WrongFile: Pillow cannot read it, or it unpacks to too many pixels.
    """
    try:
        with Image.open(BytesIO(content), formats=_PHOTO_FORMATS) as photo:
            return _painted(photo)
    except (OSError, ValueError, SyntaxError) as reason:
        raise WrongFile(type(reason).__name__) from reason


def _painted(photo: Image.Image) -> bytes:
    if photo.width * photo.height > _MOST_PIXELS:
        raise WrongFile("too many pixels")
    # A JPEG can be decoded at an eighth of its size, which spares a small machine the rest.
    photo.draft("RGB", (_LONGEST_SIDE, _LONGEST_SIDE))
    photo.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    upright = ImageOps.exif_transpose(photo)
    fresh = Image.new("RGB", upright.size, "white")
    fresh.paste(upright, mask=upright.getchannel("A") if upright.mode in {"RGBA", "LA"} else None)
    kept = BytesIO()
    fresh.save(kept, "JPEG", quality=85, optimize=True)
    return kept.getvalue()
