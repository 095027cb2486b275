import re

from bot.telegram.parts import Account

ACCOUNT = Account("42:very-secret-token", "https://api.example", "webhook", "https://yz.example")


def test_the_token_shows_neither_in_print_nor_in_the_webhooks_secret() -> None:
    assert "very-secret" not in repr(ACCOUNT)
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,256}", ACCOUNT.secret)
    assert "secret" not in ACCOUNT.secret


def test_the_webhook_lies_below_the_public_address() -> None:
    assert ACCOUNT.webhook == "https://yz.example/telegram/updates"
