import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram import pace as paces
from bot.telegram.pace import Bucket, Pace
from domain.refusals import Unreachable


@given(st.lists(st.floats(0, 5), max_size=60), st.integers(1, 5))
def test_no_more_pass_than_the_rate_and_one_burst(gaps: list[float], burst: int) -> None:
    bucket, now, passed = Bucket(2.0, burst), 1_000.0, []
    for gap in gaps:
        now += gap
        passed.append(now + bucket.reserve(now))
    for begin in passed:
        # In any second two go by the rate, and the burst once.
        within = [each for each in passed if begin <= each < begin + 1 - 1e-6]
        assert len(within) <= 2 + burst


def test_a_burst_passes_at_once_after_a_rest() -> None:
    bucket = Bucket(1.0, 3)
    assert [bucket.reserve(100.0) for _ in range(5)] == [0, 0, 0, 1, 2]
    assert [bucket.reserve(200.0) for _ in range(4)] == [0, 0, 0, 1]


async def test_a_pace_that_is_not_kept_lets_everything_pass() -> None:
    pace = Pace(is_kept=False)
    for _ in range(1_000):
        await pace.wait(1)


async def test_who_waits_for_his_own_chat_delays_no_other() -> None:
    pace = Pace()
    for _ in range(3):
        await pace.wait(1)
    async with asyncio.TaskGroup() as group:
        crowded = group.create_task(pace.wait(1))
        await pace.wait(2)
        assert not crowded.done()
        crowded.cancel()


async def test_chats_that_rest_are_forgotten() -> None:
    pace = Pace()
    now = asyncio.get_running_loop().time()
    for chat in range(10_002):
        pace._bucket(chat, now).free_at = now - 1_000
    pace._bucket(-5, now)
    assert -5 in pace._chats
    assert len(pace._chats) <= 2


async def _send(pace: Pace, answered: asyncio.Event, line: list[int]) -> None:
    async with pace.alone(1):
        line.append(1)
        await answered.wait()
        line.append(-1)


async def test_one_letter_at_a_time_is_on_the_wire() -> None:
    pace, line = Pace(is_kept=False), list[int]()
    answered = asyncio.Event()
    answered.set()
    await asyncio.gather(*(_send(pace, answered, line) for _ in range(20)))
    assert line == [1, -1] * 20


async def test_a_slow_answer_holds_nobody_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paces, "_SLOW", 0.01)
    pace, line = Pace(is_kept=False), list[int]()
    never, at_once = asyncio.Event(), asyncio.Event()
    at_once.set()
    async with asyncio.TaskGroup() as group:
        stuck = group.create_task(_send(pace, never, line))
        await asyncio.sleep(0)
        await _send(pace, at_once, line)
        assert line == [1, 1, -1]
        stuck.cancel()


async def test_who_waits_too_long_was_not_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paces, "_PATIENCE", 0.01)
    pace, line = Pace(is_kept=False), list[int]()
    answered = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(_send(pace, answered, line))
        await asyncio.sleep(0)
        with pytest.raises(Unreachable) as shut:
            await _send(pace, answered, line)
        assert line == [1]
        answered.set()
    assert not shut.value.for_good
    assert shut.value.retry_after
    await _send(pace, answered, line)
    assert line == [1, -1, 1, -1]


async def test_what_piled_up_behind_a_slow_answer_is_no_burst_after_it() -> None:
    pace, went = Pace(), list[float]()
    loop = asyncio.get_running_loop()

    async def send(chat: int, answer: float) -> None:
        async with pace.alone(chat):
            went.append(loop.time())
            await asyncio.sleep(answer)

    async with asyncio.TaskGroup() as group:
        group.create_task(send(1, paces._SLOW))
        await asyncio.sleep(0)
        for chat in range(2, 14):
            group.create_task(send(chat, 0))
    # One of them may be late, and the next one is in time again.
    assert went[-1] - went[1] > (len(went) - 3) / paces._OVERALL
