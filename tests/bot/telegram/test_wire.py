import pytest

from bot.telegram.wire import Declined


@pytest.mark.parametrize(
    ("declined", "for_good"),
    [
        (Declined(403, "Forbidden: bot was blocked by the user"), True),
        (Declined(400, "Bad Request: chat not found"), True),
        (Declined(400, "Bad Request: PEER_ID_INVALID"), True),
        (Declined(400, "Bad Request: message is too long"), False),
        (Declined(429, "Too Many Requests", retry_after=9), False),
    ],
)
def test_a_refusal_says_whether_the_door_is_shut_for_good(
    declined: Declined, *, for_good: bool
) -> None:
    shut = declined.as_unreachable()
    assert (shut.for_good, shut.retry_after) == (for_good, declined.retry_after)


def test_a_message_that_looked_like_that_already_is_no_fault() -> None:
    assert Declined(400, "Bad Request: message is not modified: ...").is_unchanged
    assert Declined(400, "Message is not modified: ...").is_unchanged
    assert not Declined(400, "Bad Request: message to edit not found").is_unchanged
