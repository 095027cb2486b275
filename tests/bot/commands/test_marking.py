from collections.abc import AsyncIterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from bot.commands.marking import Marking, code_of
from bot.commands.speech import catalog
from domain.people import Address
from domain.turns import Letter, Text
from storage.database import Database, open_database
from storage.outbox import Claimed
from storage.views import views_by_code
from tests.domain.builders import HOLDER, MONDAY, SECRETARY, demo_rules

HERE = "dongqiao"
VALUES = {
    "number": "DQ000001",
    "matter": "照明",
    "place": "天成花园3幢",
    "promised": "",
    "words": "楼道灯不亮",
}
MARKING = Marking(catalog(), demo_rules)


def claimed(person_id: str, key: str = "staff.new_case", letter_id: int = 7) -> Claimed:
    letter = Letter(person_id, key, VALUES, case_number="DQ000001")
    return Claimed(letter_id, HERE, person_id, Address("test", "h"), letter, 0, 1, MONDAY)


def words_of(letter: Claimed) -> str:
    plain = catalog().render(Text(letter.letter.key, letter.letter.values))
    return MARKING.marked(letter, plain)


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """Open a fresh database."""
    opened = open_database(f"sqlite:///{tmp_path / 'station.db'}", state_dir=tmp_path)
    await opened.upgrade()
    yield opened
    await opened.close()


def test_a_letter_that_shows_a_case_to_staff_ends_with_the_code_of_its_reader() -> None:
    letter = claimed(SECRETARY)
    assert words_of(letter).endswith(f"〔查看码 {code_of(letter)}，谁看过都有记录〕")
    assert code_of(letter) != code_of(claimed(HOLDER))
    assert code_of(letter) != code_of(claimed(SECRETARY, letter_id=8))


def test_who_is_outside_reads_a_code_beside_the_summary_too() -> None:
    letter = claimed(HOLDER)
    summary = Text("case.summary", {"matter": "照明", "place": "天成花园3幢"})
    outside = replace(letter.letter, values={**VALUES, "words": summary})
    assert "查看码" in words_of(replace(letter, letter=outside))


def test_residents_and_letters_that_only_name_a_case_bear_none() -> None:
    assert "查看码" not in words_of(claimed("wang"))
    assert "查看码" not in words_of(claimed(SECRETARY, "taking.you_replied"))


async def test_the_code_leads_to_who_got_the_letter_and_when(database: Database) -> None:
    first, second = claimed(SECRETARY), claimed(SECRETARY, letter_id=8)
    sent = [(first, "..."), (claimed("wang"), "..."), (second, "...")]
    await database.write(lambda conn: MARKING.keep_sent(conn, sent, MONDAY))
    for letter in (first, second):
        look = partial(views_by_code, communities=[HERE], code=code_of(letter))
        [view] = await database.read(look)
        assert (view.number, view.person_id) == ("DQ000001", SECRETARY)
        assert (view.seen_at - MONDAY).total_seconds() < 1
