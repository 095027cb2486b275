from dataclasses import replace
from datetime import timedelta

import pytest

from domain.accord_kinds import BOTH, Kind
from domain.accords import Accord, AccordChanged, AccordState, given
from domain.dossiers import Minutes
from domain.proceedings import LettersRecalled, Proceedings, ProceedingsChange, Room, Word, WordSaid
from domain.turns import Letter, Step
from storage.database import Database
from storage.proceedings import load_proceedings, minutes_of
from storage.records import record_strike
from storage.tables import LETTERS
from tests.domain.builders import MONDAY
from tests.storage.station import HERE, Station
from tests.storage.test_mediations import begun

A, B = BOTH
KEY = (HERE, "DQ000001", 1)
OPTION = Accord(
    *KEY,
    7,
    Kind.OPTION,
    BOTH,
    MONDAY,
    MONDAY + timedelta(hours=48),
    words="三天内修好",
    issue=1,
    names=("x",),
)
WORD = Word(*KEY, 3, Room.APPLICANT, A, "wang", MONDAY, "心里话")


async def wrote(database: Database, *changes: ProceedingsChange, begins: bool = True) -> None:
    step = Step(changes=(*((begun(),) if begins else ()), *changes))
    await database.write(lambda conn: record_strike(conn, HERE, step, MONDAY))


async def known(database: Database) -> Proceedings:
    return (await database.read(lambda conn: load_proceedings(conn, [KEY])))[KEY]


async def test_words_and_accords_come_back_as_they_were(database: Database) -> None:
    await wrote(database, AccordChanged(OPTION), WordSaid(WORD))
    assert await known(database) == Proceedings(accords=(OPTION,), words=(WORD,))
    assert await database.read(lambda conn: load_proceedings(conn, [])) == {}


async def test_minutes_are_read_once_both_approved_them_and_nothing_beside_them(
    database: Database,
) -> None:
    minutes = replace(OPTION, kind=Kind.MINUTES, state=AccordState.DONE, words="双方到场")
    others = (
        replace(minutes, accord=8, state=AccordState.ASKED),
        replace(minutes, accord=9, kind=Kind.RELAY),
        replace(minutes, accord=6, words="先看现场"),
    )
    await wrote(database, *map(AccordChanged, (minutes, *others)), WordSaid(WORD))
    found = await database.read(lambda conn: minutes_of(conn, KEY))
    assert found == (Minutes(MONDAY, "先看现场"), Minutes(MONDAY, "双方到场"))
    assert await database.read(lambda conn: minutes_of(conn, (*KEY[:2], 2))) == ()


async def test_answers_are_put_beside_each_other_unread(database: Database) -> None:
    await wrote(database, AccordChanged(OPTION))
    await wrote(database, given(OPTION, A, "yes"), begins=False)
    await wrote(database, given(OPTION, B, "no"), begins=False)
    (found,) = (await known(database)).accords
    assert found.answers == {A: "yes", B: "no"}


@pytest.mark.parametrize(
    "before",
    [
        replace(OPTION, version=2),
        replace(OPTION, state=AccordState.WITHDRAWN),
        replace(OPTION, accord=8),
    ],
)
async def test_an_answer_to_other_words_or_a_closed_question_counts_nothing(
    database: Database, before: Accord
) -> None:
    await wrote(database, AccordChanged(before))
    await wrote(database, given(OPTION, A, "yes"), begins=False)
    (found,) = (await known(database)).accords
    assert found.answers == {}


async def test_new_words_take_the_sealed_answers_with_them(database: Database) -> None:
    await wrote(database, AccordChanged(OPTION))
    await wrote(database, given(OPTION, A, "yes"), begins=False)
    await wrote(database, AccordChanged(replace(OPTION, version=2)), begins=False)
    (found,) = (await known(database)).accords
    assert found.answers == {}


def told(to: str, dedupe: str) -> Letter:
    return Letter(to, "speaking.caucus", {"words": "心里话"}, dedupe=dedupe)


@pytest.mark.parametrize(
    ("gone", "left"),
    [
        (LettersRecalled(HERE, "talks:DQ000001:1:7:"), {"b", "c", "d"}),
        (LettersRecalled(HERE, "talks:DQ000001:1:"), {"c", "d"}),
        (LettersRecalled(HERE, "talks:DQ000001:1:", "someone"), {"a", "b", "c", "d"}),
        (LettersRecalled("shanxi", "talks:DQ000001:1:"), {"a", "b", "c", "d"}),
    ],
)
async def test_letters_that_wait_are_taken_back_by_what_they_are_about(
    station: Station, gone: LettersRecalled, left: set[str]
) -> None:
    letters = (
        told("a", "talks:DQ000001:1:7:x"),
        told("b", "talks:DQ000001:1:8:x"),
        told("c", "talks:DQ000001:2:1:x"),
        told("d", "talks%:"),
    )
    await station.database.write(lambda conn: record_strike(conn, HERE, Step(letters), station.at))
    await station.database.write(
        lambda conn: record_strike(conn, HERE, Step(changes=(gone,)), station.at)
    )
    rows = await station.rows(LETTERS)
    kept = {row["person_id"] for row in rows if row["state"] != "recalled"}
    assert kept == left
    for row in rows:
        assert ("心里话" in str(row["placeholders"])) is (row["person_id"] in left)
