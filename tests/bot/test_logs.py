import asyncio
import io
import json
import logging

import pytest
import structlog

from bot.logs import set_up_logs

SECRET = "楼上天天吵架 13800138000"


def stumble() -> None:
    try:
        open_case: dict[str, str] = {}
        open_case[SECRET]
    except KeyError as error:
        raise ValueError(SECRET) from error


def written(form: str, name: str) -> str:
    out = io.StringIO()
    set_up_logs("INFO", form, out)
    log = logging.getLogger(name) if name else structlog.get_logger()
    try:
        stumble()
    except ValueError:
        log.exception("turn failed")
    return out.getvalue()


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize("name", ["", "aiohttp.server"])
def test_an_error_is_logged_by_kind_and_place_without_its_words(form: str, name: str) -> None:
    line = written(form, name)
    assert SECRET not in line
    assert "turn failed" in line
    assert "ValueError < KeyError" in line
    assert "bot/test_logs.py:" in line


def test_json_is_one_object_a_line() -> None:
    [line] = written("json", "").splitlines()
    assert json.loads(line)["level"] == "error"


def test_the_level_is_kept_and_talkative_libraries_are_quiet() -> None:
    out = io.StringIO()
    set_up_logs("WARNING", "json", out)
    structlog.get_logger().info("hidden")
    set_up_logs("INFO", "json", out)
    logging.getLogger("httpx").info("https://api.telegram.org/bot123:TOKEN/getMe")
    assert out.getvalue() == ""


def test_a_message_without_an_error_says_no_error() -> None:
    out = io.StringIO()
    set_up_logs("INFO", "json", out)
    structlog.get_logger().info("struck", job="chase")
    assert json.loads(out.getvalue()).keys() == {"event", "job", "level", "timestamp"}


def test_a_turn_is_told_without_the_name_of_its_chat() -> None:
    out = io.StringIO()
    set_up_logs("INFO", "json", out)
    structlog.get_logger().info("turn not saved", turn="telegram:1:6512345678:9")
    assert "6512345678" not in out.getvalue()
    assert len(json.loads(out.getvalue())["turn"]) == 12


@pytest.mark.parametrize("form", ["text", "json"])
async def test_a_task_that_failed_unheard_keeps_its_words(form: str) -> None:
    out = io.StringIO()
    set_up_logs("INFO", form, out)
    task = asyncio.get_running_loop().create_future()
    task.set_exception(ValueError(SECRET))
    asyncio.get_running_loop().call_exception_handler(
        {"message": "Task exception was never retrieved", "future": task}
    )
    assert task.exception()
    assert "never retrieved" in out.getvalue()
    assert SECRET not in out.getvalue()
