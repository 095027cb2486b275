import re

import segno

from web.codes import drawn


def test_a_code_is_drawn_module_by_module() -> None:
    code = drawn("/start abc")
    plain = segno.make("/start abc", error="m")
    dark = sum(sum(row) for row in plain.matrix)
    assert code.size == plain.symbol_size(border=4)[0]
    assert len(re.findall(r"M\d+ \d+h1v1h-1z", code.path)) == dark
    assert code.path.startswith("M4 4")


def test_another_text_makes_another_code() -> None:
    assert drawn("one").path != drawn("two").path
