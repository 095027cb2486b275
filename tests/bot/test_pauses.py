from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.pauses import LONGEST_PAUSE, pause_after


@given(tries=st.integers(0, 10_000), retry_after=st.integers(0, 10_000))
def test_pauses_lie_between_a_moment_and_two_minutes(tries: int, retry_after: int) -> None:
    pause = pause_after(tries, retry_after)
    if retry_after:
        assert pause == timedelta(seconds=retry_after)
    else:
        assert timedelta(seconds=0.75) <= pause <= LONGEST_PAUSE
        assert tries < 8 or pause > LONGEST_PAUSE * 0.7
