import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.codes import payload_of, place_code_of
from storage.directories import demo_directory


@given(st.text(max_size=12))
def test_a_code_comes_back_out_of_its_payload(code: str) -> None:
    code = code.encode("utf-8", "ignore").decode()
    assert place_code_of(payload_of(code)) == code


def test_every_stairwell_of_the_demo_fits_a_link() -> None:
    for building in demo_directory().buildings:
        payload = payload_of(f"{building.compound}.{building.number}.{building.units}")
        assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", payload)


def test_a_code_that_is_too_long_for_a_link_is_refused() -> None:
    with pytest.raises(ValueError, match="too long"):
        payload_of("x" * 49)


@pytest.mark.parametrize("payload", ["", "x", "p*", "p_-_", "q" + "A" * 8, "p" + "A" * 80, "p长"])
def test_another_payload_is_no_code(payload: str) -> None:
    assert place_code_of(payload) == ""
