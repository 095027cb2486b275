import pytest

from storage.directories.findings import Book, nearest, plain, shorten


def test_place_is_told_from_the_nearest_known_line() -> None:
    book = Book(lines={("grids", 2): 118, ("grids", 2, "until"): 120})
    assert book.where(("grids", 2, "until")) == "grids[3].until (line 120)"
    assert book.where(("grids", 2, "since")) == "grids[3].since (line 118)"
    assert book.where(("people", 0)) == "people[1]"
    assert book.where(()) == ""


def test_name_stands_for_its_code_whatever_its_width_and_spaces() -> None:
    book = Book()
    book.name("compound", "pond", (), "天池苑", "ABC苑")
    found = [book.resolve("compound", word, ()) for word in ("pond", "天池 苑", "ＡＢＣ苑")]
    assert found == ["pond"] * 3
    assert book.findings == []


def test_word_that_means_two_things_means_none() -> None:
    book = Book()
    book.name("compound", "one", ("compounds", 0), "花园")
    book.name("compound", "two", ("compounds", 1), "花园")
    assert book.resolve("compound", "花园", ()) == ""
    assert [finding.values["codes"] for finding in book.findings] == ["one, two"]


def test_code_given_twice_keeps_its_first_place() -> None:
    book = Book()
    book.name("compound", "one", ("compounds", 0))
    book.name("compound", "one", ("compounds", 4))
    (finding,) = book.findings
    assert finding.values == {"value": "one", "first": "compounds[1]"}
    assert book.path_of("compound", "one") == ("compounds", 0)
    assert book.path_of("compound", "two") == ()
    assert book.path_of("club", "one") == ()


def test_name_of_a_broken_row_is_excused() -> None:
    book = Book(broken={"天池苑"}, left_out={"grids"})
    assert book.resolve("compound", "天池苑", ()) == ""
    assert book.resolve("microgrid", "第1网格W001", ()) == ""
    assert book.findings == []
    assert book.resolve("grid", "第1网格", ()) == ""
    assert [finding.text_key for finding in book.findings] == ["directory.unknown_name"]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("打13800138000", "打****"),
        ("330602199001011234", "****"),
        ("33060219900101123x", "****"),
        ("330602900001", "330602900001"),
        ("a\n  b", "a b"),
        ("长" * 500, "长" * 160 + "…"),
    ],
)
def test_shown_value_is_short_and_without_private_numbers(value: str, shown: str) -> None:
    assert shorten(value) == shown


def test_nearest_word_is_offered_only_if_it_is_near() -> None:
    assert nearest("communty", {"community": 1, "compound": 2}) == "community"
    assert nearest("天城花园", {"天成花园": 1}) == "天成花园"
    assert nearest("zzz", {"community": 1}) == ""
    assert nearest("x" * 100_000, {"community": 1}) == ""


def test_plain_word_is_the_same_however_it_was_typed() -> None:
    assert plain(" 第１　网格\tＷ００１ ") == "第1网格W001"
