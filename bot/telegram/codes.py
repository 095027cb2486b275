"""The payload of a stairwell's link: at most 64 characters of A-Z, a-z, 0-9, "_" and "-"."""

import base64
import binascii

from domain.accounts import LONGEST

_PLACE = "p"


def payload_of(place_code: str) -> str:
    """Return the payload for a place's code, compound.building.unit.

    Raises:
        ValueError: the code is too long for a link.
    """
    packed = base64.urlsafe_b64encode(place_code.encode()).decode().rstrip("=")
    if len(packed) >= LONGEST:
        raise ValueError(f"too long for a link: {place_code}")
    return _PLACE + packed


def place_code_of(payload: str) -> str:
    """Return the place's code, "" for a payload that is none of ours."""
    packed = payload.removeprefix(_PLACE)
    if not payload.startswith(_PLACE) or len(payload) > LONGEST or not payload.isascii():
        return ""
    try:
        padded = packed + "=" * (-len(packed) % 4)
        return base64.b64decode(padded, altchars=b"-_", validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return ""
