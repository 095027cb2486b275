import asyncio

from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.pace import Bucket, Pace


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
