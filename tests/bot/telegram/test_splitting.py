import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.splitting import LONGEST, split, units


@given(st.text(), st.integers(2, 40))
def test_parts_fit_and_lose_nothing_but_blanks(text: str, longest: int) -> None:
    parts = split(text.encode("utf-8", "replace").decode(), longest)
    assert all(0 < units(part) <= longest for part in parts)
    assert "".join("".join(parts).split()) == "".join(
        "".join(text.encode("utf-8", "replace").decode()).split()
    )


def test_a_text_that_fits_stays_whole() -> None:
    assert split("好" * LONGEST) == ("好" * LONGEST,)
    assert split(" ") == ()


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("一二三。四五六。", ("一二三。", "四五六。")),
        ("一二三，四五六七", ("一二三，", "四五六七")),
        ("一二三四五六七八", ("一二三四五六", "七八")),
        ("一二三\n四五六七", ("一二三", "四五六七")),
        ("他说：“好。”四五六", ("他说：“好。”"[:6], "”四五六")),
    ],
)
def test_the_cut_is_at_the_best_end_that_fits(text: str, parts: tuple[str, ...]) -> None:
    assert split(text, 6) == parts


def test_a_sign_outside_the_first_plane_counts_twice() -> None:
    assert units("😀a") == 3
    assert split("😀😀😀", 4) == ("😀😀", "😀")
