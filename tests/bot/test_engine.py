import asyncio
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from bot.engine import REPEATS
from domain.cases import Case
from domain.reading import Reading
from domain.turns import Desk, Step, Turn
from storage.rounds import open_cases
from storage.tables import DIALOGUES, LETTERS, TURNS
from tests.bot.workshop import (
    COMMUNITY,
    Bench,
    answer,
    running,
    turn_of,
)

pytestmark = pytest.mark.usefixtures("each_store")


async def numbers_of(bench: Bench) -> list[object]:
    return [row[0] for row in await bench.rows("select number from cases order by number")]


async def test_a_sentence_becomes_a_numbered_case_with_its_letter(tmp_path: Path) -> None:
    async with running(tmp_path) as bench:
        receipt = await bench.engine.take_turn(turn_of("楼道灯坏了"))
        assert receipt.numbers == ("T000001",)
        assert len(receipt.letter_ids) == 1
        assert await bench.rows("select key, handle, state from letters") == [
            ("test.filed", "wang", "waiting")
        ]
        assert bench.commits


async def test_many_who_speak_at_once_get_numbers_without_gaps(tmp_path: Path) -> None:
    async with running(tmp_path) as bench:
        said = [bench.say("灯坏了", who=f"w{number}") for number in range(150)]
        found = [number for [number] in await asyncio.gather(*said)]
        assert sorted(found) == [f"T{number:06d}" for number in range(1, 151)]
        assert await numbers_of(bench) == sorted(found)


async def test_the_same_turn_twice_is_one_case_and_one_answer(tmp_path: Path) -> None:
    async with running(tmp_path) as bench:
        turn = turn_of("灯坏了")
        first = await bench.engine.take_turn(turn)
        again = await bench.engine.take_turn(turn)
        both = await asyncio.gather(*(bench.engine.take_turn(turn) for _ in range(5)))
        assert {each.letter_ids for each in (again, *both)} == {first.letter_ids}
        assert await numbers_of(bench) == ["T000001"]


async def test_the_same_turn_twice_in_parallel_is_one_case_too(tmp_path: Path) -> None:
    async with running(tmp_path) as bench:
        turn = turn_of("灯坏了")
        receipts = await asyncio.gather(*(bench.engine.take_turn(turn) for _ in range(5)))
        assert len({each.letter_ids for each in receipts}) == 1
        assert await numbers_of(bench) == ["T000001"]
        assert len(await bench.rows("select * from letters")) == 1


async def test_one_person_is_answered_in_order_and_keeps_the_thread(tmp_path: Path) -> None:
    async with running(tmp_path) as bench:
        await asyncio.gather(*(bench.say("count") for _ in range(20)))
        [[notes]] = await bench.opened(DIALOGUES.c.notes)
        assert notes == {"count": "20"}


async def test_two_people_who_touch_one_case_at_once_are_both_written(tmp_path: Path) -> None:
    async with running(tmp_path) as bench:
        await bench.say("灯坏了")
        [[holder]] = await bench.rows("select holder from cases")
        holding = turn_of("about T000001", who="holder")
        by_holder = [
            replace(holding, key=f"holder-{place}", person_id=str(holder)) for place in range(3)
        ]
        by_reporter = [turn_of("about T000001") for _ in range(3)]
        await asyncio.gather(*map(bench.engine.take_turn, (*by_holder, *by_reporter)))
        events = await bench.rows("select seq, act from case_events order by seq")
        assert [seq for seq, _ in events] == list(range(1, 8))
        acts = Counter(act for _, act in events)
        assert acts == {"open": 1, "note": 3, "comment": 3}
        assert await bench.rows("select * from failed_turns") == []


async def test_a_refusal_is_a_kind_letter(tmp_path: Path) -> None:
    async with running(tmp_path) as bench:
        await bench.say("no")
        assert await bench.opened(LETTERS.c.key, LETTERS.c.placeholders) == [
            ("cases.unknown", {"number": "?"})
        ]


async def test_what_cannot_be_read_is_answered_all_the_same(tmp_path: Path) -> None:
    async with running(tmp_path) as bench:
        assert await bench.say("unreadable") == ("T000001",)


async def test_characters_that_no_database_holds_are_left_out(tmp_path: Path) -> None:
    async with running(tmp_path) as bench:
        await bench.say("灯\ud83d坏\0了", key="k\ud83d")
        assert await bench.opened(TURNS.c.text, TURNS.c.key) == [("灯?坏了", "k?")]


async def test_a_turn_that_raises_is_apologised_for_and_the_others_are_answered(
    tmp_path: Path,
) -> None:
    async with running(tmp_path) as bench:
        said = [bench.say(text, who=text) for text in ("a", "b", "poison", "c")]
        await asyncio.gather(*said)
        assert len(await numbers_of(bench)) == 3
        told = LETTERS.c
        letters = await bench.opened(told.key, told.person_id, told.placeholders)
        apologies = [each for each in letters if each[0] == "engine.apology"]
        alarmed = {each[1] for each in letters if each[0] == "engine.alarm"}
        assert [each[2] for each in apologies] == [{"number": "1"}]
        assert len(alarmed) > 1
        kept = await bench.rows("select error_kind, turn_key from failed_turns")
        assert [kind for kind, _ in kept] == ["ZeroDivisionError"]


async def test_a_turn_that_raises_once_is_answered_when_taken_alone(tmp_path: Path) -> None:
    failed: list[str] = []

    def shaky(desk: Desk, turn: Turn, reading: Reading) -> Step:
        if not failed:
            failed.append(turn.key)
            raise ZeroDivisionError
        return answer(desk, turn, reading)

    async with running(tmp_path, shaky) as bench:
        assert await bench.say("灯坏了") == ("T000001",)
        assert await bench.rows("select * from failed_turns") == []


async def test_a_step_that_cannot_be_written_does_not_spoil_the_batch(tmp_path: Path) -> None:
    def crooked(desk: Desk, turn: Turn, reading: Reading) -> Step:
        step = answer(desk, turn, reading)
        if turn.text == "crooked":
            return Step(says=(), changes=("no change",))  # type: ignore[arg-type]
        return step

    async with running(tmp_path, crooked) as bench:
        await asyncio.gather(*(bench.say(text, who=text) for text in ("a", "crooked", "b")))
        assert await numbers_of(bench) == ["T000001", "T000002"]
        assert len(await bench.rows("select * from failed_turns")) == 1


async def test_a_flood_of_one_delays_only_itself(tmp_path: Path) -> None:
    order: list[str] = []

    def watched(desk: Desk, turn: Turn, reading: Reading) -> Step:
        order.append(turn.address.handle)
        return answer(desk, turn, reading)

    async with running(tmp_path, watched) as bench:
        flood = [bench.say("count", who="flood") for _ in range(40)]
        quiet = [bench.say("灯坏了", who=f"quiet{number}") for number in range(5)]
        await asyncio.gather(*flood, *quiet)
        assert set(order[:6]) == {"flood", "quiet0", "quiet1", "quiet2", "quiet3", "quiet4"}


async def test_a_caller_who_goes_away_does_not_lose_the_turn(tmp_path: Path) -> None:
    async with running(tmp_path) as bench:
        gone = asyncio.get_running_loop().create_task(bench.say("灯坏了"))
        await asyncio.sleep(0)
        gone.cancel()
        await bench.say("还有一件", who="li")
        assert await numbers_of(bench) == ["T000001", "T000002"]


async def test_whoever_was_beaten_to_a_case_decides_again(tmp_path: Path) -> None:
    outdated: list[Case] = []

    def raced(desk: Desk, turn: Turn, reading: Reading) -> Step:
        if turn.text == "灯坏了":
            return answer(desk, turn, reading)
        case = outdated.pop() if outdated else desk.case("T000001")
        return answer(replace(desk, cases=(case,)), turn, reading)

    async with running(tmp_path, raced) as bench:
        await bench.say("灯坏了")
        [old] = await bench.database.read(lambda conn: open_cases(conn, COMMUNITY))
        await bench.say("about T000001")
        outdated += [old, old]
        await bench.say("about T000001")
        events = await bench.rows("select seq, act from case_events order by seq")
        assert events == [(1, "open"), (2, "comment"), (3, "comment")]
        assert outdated == []


async def test_who_is_beaten_every_time_gets_an_apology(tmp_path: Path) -> None:
    seen: list[Case] = []

    def beaten(desk: Desk, turn: Turn, reading: Reading) -> Step:
        seen.extend(desk.cases)
        return answer(replace(desk, cases=tuple(seen[:1])), turn, reading)

    async with running(tmp_path, beaten) as bench:
        for text in ("灯坏了", "about T000001", "about T000001"):
            await bench.say(text)
        assert await bench.rows("select error_kind from failed_turns") == [("Stale",)]
        assert len(seen) == 1 + 2 * (1 + REPEATS)
