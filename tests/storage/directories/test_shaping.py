import tomllib

import pytest

from storage.directories.findings import Book
from storage.directories.shapes import DirectoryFile
from storage.directories.shaping import shape


def shaped(text: str) -> tuple[DirectoryFile | None, Book]:
    book = Book()
    return shape(tomllib.loads(text), book), book


def keys(book: Book) -> list[str]:
    return [finding.text_key.removeprefix("directory.") for finding in book.findings]


def test_row_that_misfits_is_left_out_and_its_names_excused(small: str) -> None:
    file, book = shaped(small.replace('aliases = ["天成"]', 'aliases = ["天成"]\nfloor = 1.5'))
    assert file
    assert len(file.compounds) == 1
    assert keys(book) == ["unknown_key"]
    file, book = shaped(small.replace('aliases = ["天成"]', 'aliases = ["天成", ""]'))
    assert file
    assert file.compounds == ()
    assert book.broken == {"tiancheng", "天成花园", "天成", ""}
    assert book.left_out == {"compounds"}


def test_rows_keep_their_places_when_one_before_them_is_left_out(small: str) -> None:
    file, _ = shaped(small.replace('name = "王"', "name = 5"))
    assert file
    assert [row.row for row in file.people] == [1, 2, 3, 4, 5]


def test_table_that_is_no_list_is_left_out_whole(small: str) -> None:
    start, _, rest = small.partition("[[bodies]]")
    file, book = shaped(f"{start}[bodies]{rest}")
    assert file
    assert file.bodies == ()
    assert keys(book) == ["wrong_list"]


def test_row_that_is_no_table_is_named(small: str) -> None:
    _, book = shaped(f"voting_units = [1, []]\n{small}")
    assert keys(book) == ["wrong_table", "wrong_table"]


@pytest.mark.parametrize(
    ("old", "new", "near"),
    [
        ('also = [{ role = "mediator" }]', 'also = [{ role = "mediator", untill = 1 }]', "until"),
        ('W002 = "天成花园 2幢"', 'W002 = { cover = "天成花园 2幢" }', "covers"),
        ("rooms_per_floor = 3", "room_per_floor = 3", "rooms_per_floor"),
        ("[norms]", "[norm]", "norms"),
    ],
)
def test_key_that_is_unknown_is_told_apart_by_its_table(
    small: str, old: str, new: str, near: str
) -> None:
    _, book = shaped(small.replace(old, new))
    unknown = [item for item in book.findings if item.text_key == "directory.unknown_key_near"]
    assert [item.values["nearest"] for item in unknown] == [near]


def test_file_without_communities_is_no_directory() -> None:
    file, book = shaped('communities = []\n[street]\nid = "didang"\nname = "迪荡"\n')
    assert file is None
    assert keys(book) == ["missing_key"]


def test_file_whose_only_community_is_wrong_says_only_that(small: str) -> None:
    file, book = shaped(small.replace('prefix = "DQ"', 'prefix = "dq"'))
    assert file is None
    assert keys(book) == ["bad_form"]


def test_file_whose_street_is_wrong_cannot_be_read_further(small: str) -> None:
    file, book = shaped(small.replace('id = "didang"', 'id = "迪荡"'))
    assert file is None
    assert keys(book) == ["bad_form"]


def test_choices_are_listed_in_plain_words(small: str) -> None:
    _, book = shaped(small.replace('kind = "property"', 'kind = "club"'))
    (finding,) = book.findings
    assert finding.values["choices"] == "property, committee, mediation, maintenance"
