import json

import click
import pytest

from bot.commands.speech import CANNOT, say, say_aside, sentence, stop, write_json, write_json_lines


def test_sentences_come_from_the_catalogue(capsys: pytest.CaptureFixture[str]) -> None:
    say("commands.failed", why="灯")
    say_aside("commands.failed", why="门")
    out, err = capsys.readouterr()
    assert out == sentence("commands.failed", why="灯") + "\n"
    assert "门" in err


def test_json_holds_sets_in_order_and_keeps_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    write_json({"tags": frozenset({"b", "a"}), "why": "灯"})
    write_json_lines([["灯", ...]])
    out = capsys.readouterr().out
    pretty, line = out[: out.index('["灯')], out[out.index('["灯') :]
    assert json.loads(pretty) == {"tags": ["a", "b"], "why": "灯"}
    assert line == '["灯", "Ellipsis"]\n'


def test_stopping_says_why_and_carries_the_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(click.exceptions.Exit) as stopped:
        stop(CANNOT, "commands.failed", why="门")
    assert stopped.value.exit_code == CANNOT
    assert "门" in capsys.readouterr().err
