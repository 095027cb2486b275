from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands.rows import LONGEST, Columns, NoRows, Row, read_rows
from domain.calendar import SHANGHAI


def written(folder: Path, words: str, encoding: str = "utf-8") -> Path:
    file = folder / "messages.csv"
    file.write_bytes(words.encode(encoding))
    return file


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_the_encoding_is_found_by_itself(tmp_path: Path, encoding: str) -> None:
    rows, skipped = read_rows(written(tmp_path, "text\n楼道灯坏了\n", encoding))
    assert rows == (Row(2, "楼道灯坏了"),)
    assert skipped == ()


def test_place_and_title_stand_before_the_text(tmp_path: Path) -> None:
    file = written(tmp_path, "ID, Title ,TEXT,place\n1,灯,坏了,3幢\n")
    assert read_rows(file)[0] == (Row(2, "3幢\n灯\n坏了"),)


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        (Columns(), Row(2, "灯\n坏了", leaf="A6")),
        (Columns(leaf="label1"), Row(2, "灯\n坏了", leaf="城乡")),
        (Columns(text="title"), Row(2, "灯", leaf="A6")),
        (Columns(title=""), Row(2, "坏了", leaf="A6")),
        (Columns("label1", "title"), Row(2, "城乡\n灯", leaf="A6")),
    ],
)
def test_columns_may_be_called_otherwise(tmp_path: Path, columns: Columns, expected: Row) -> None:
    file = written(tmp_path, "title,text,leaf,label1\n灯,坏了,A6,城乡\n")
    assert read_rows(file, columns)[0] == (expected,)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("2019/2/28 11:25:05", datetime(2019, 2, 28, 11, 25, 5, tzinfo=SHANGHAI)),
        ("2019-02-28T11:25", datetime(2019, 2, 28, 11, 25, tzinfo=SHANGHAI)),
        ("2019年2月28日", datetime(2019, 2, 28, tzinfo=SHANGHAI)),
        ("2019-02-28T03:25:05Z", datetime(2019, 2, 28, 11, 25, 5, tzinfo=SHANGHAI)),
    ],
)
def test_moments_are_read_as_people_write_them(
    tmp_path: Path, words: str, expected: datetime
) -> None:
    [row], _ = read_rows(written(tmp_path, f"text,at\n灯坏了,{words}\n"))
    assert row.at == expected


def test_a_row_that_cannot_be_used_is_skipped_by_its_number(tmp_path: Path) -> None:
    long = "长" * (LONGEST + 1)
    body = f'text,at\n灯坏了,\n,\n灯坏了,2019/2/30\n灯坏了\n灯,,多\n"{long}",\n"坏"了,\n水管,\n'
    rows, skipped = read_rows(written(tmp_path, body))
    assert [(row.number, row.text) for row in rows] == [(2, "灯坏了"), (9, "水管")]
    assert [(each.number, each.why.key) for each in skipped] == [
        (3, "commands.empty_row"),
        (4, "commands.bad_moment"),
        (5, "commands.uneven_row"),
        (6, "commands.uneven_row"),
        (7, "commands.broken_row"),
        (8, "commands.broken_row"),
    ]


@pytest.mark.parametrize("words", ["", "words,at\n", "\n"])
def test_a_file_without_the_column_is_refused(tmp_path: Path, words: str) -> None:
    with pytest.raises(NoRows, match="no_text_column"):
        read_rows(written(tmp_path, words))


@pytest.mark.parametrize("content", [b"PK\x03\x04\x00\x00", b"\xff\xff\xff\xff"])
def test_what_is_no_text_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "messages.csv"
    file.write_bytes(content)
    with pytest.raises(NoRows, match="not_text"):
        read_rows(file)


@given(body=st.text(st.characters(blacklist_categories=["Cs"]), max_size=200))
def test_no_text_breaks_the_reading(tmp_path_factory: pytest.TempPathFactory, body: str) -> None:
    file = written(tmp_path_factory.mktemp("rows"), "text\n" + body.replace("\0", ""))
    rows, skipped = read_rows(file)
    assert all(row.text for row in rows)
    numbers = [row.number for row in rows] + [each.number for each in skipped]
    assert len(set(numbers)) == len(numbers)


def test_titles_alone_are_messages_too(tmp_path: Path) -> None:
    assert read_rows(written(tmp_path, "title,leaf\n灯坏了,A6\n"))[0] == (
        Row(2, "灯坏了", leaf="A6"),
    )
    rows, skipped = read_rows(written(tmp_path, "title,text\n灯坏了,\n,\n"))
    assert rows == (Row(2, "灯坏了"),)
    assert [each.number for each in skipped] == [3]
