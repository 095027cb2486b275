import json
from collections.abc import Callable

import pytest
from click.testing import Result

Run = Callable[..., Result]

WHO = "wang-secretary-dq1"


def test_an_invitation_is_words_to_send_where_the_bot_has_no_name(run: Run) -> None:
    result = run("invite", WHO)
    assert result.exit_code == 0
    assert "王**（网格党支部书记）" in result.output
    assert "/start i" in result.output


def test_with_the_bots_name_it_is_a_link_of_at_most_64_characters(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YIZHAN_TELEGRAM_NAME", "yizhan_bot")
    assert "https://t.me/yizhan_bot?start=i" in run("invite", WHO).output
    told = json.loads(run("invite", WHO, "--json").output)
    assert told["link"].endswith(told["payload"])
    assert len(told["payload"]) <= 64


def test_nobody_is_invited_who_does_not_serve(run: Run) -> None:
    assert run("invite", "nobody").exit_code == 1
    assert run("revoke", "nobody").exit_code == 1


def test_everything_of_a_person_is_taken_back_at_once(run: Run) -> None:
    run("link", WHO)
    result = run("revoke", WHO)
    assert result.exit_code == 0
    assert "共0项" in result.output
