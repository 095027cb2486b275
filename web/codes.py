"""Draw a QR code as one path, so that a page needs to trust no ready-made drawing."""

from typing import NamedTuple

import segno

_BORDER = 4


class Code(NamedTuple):
    """A square of ``size`` modules a side, and the path of its dark ones."""

    size: int
    path: str


def drawn(text: str) -> Code:
    """Return the code of the text with its quiet border (ISO/IEC 18004: four modules)."""
    rows = [bytes(row) for row in segno.make(text, error="m").matrix_iter(border=_BORDER)]
    dark = [(x, y) for y, row in enumerate(rows) for x, module in enumerate(row) if module]
    return Code(len(rows), "".join(f"M{x} {y}h1v1h-1z" for x, y in dark))
