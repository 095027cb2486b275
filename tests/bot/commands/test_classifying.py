import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.commands.classifying import PIECE
from bot.main import yizhan


def classified(*words: str, stdin: str | bytes = "") -> str:
    result = CliRunner().invoke(yizhan, ["classify", *words], input=stdin)
    assert result.exit_code == 0, result.output
    return result.output


def test_a_message_gets_its_leaf_reasons_and_place() -> None:
    words = classified("天成花园3幢2单元楼道灯坏了")
    assert "A6" in words
    assert "楼道灯" in words
    assert "tiancheng / 3 / 2" in words


def test_programs_read_one_object_a_line_of_the_input() -> None:
    lines = classified("--json", "-", stdin="电梯困人了\n垃圾没人收\n").splitlines()
    readings = [json.loads(line) for line in lines]
    assert [each["leaf"] for each in readings] == ["A3", "E1"]
    assert [each["emergency"] for each in readings] == [True, False]
    assert [bool(each["numbers"]) for each in readings] == [True, False]
    assert readings[0]["reasons"][0]["source"] == "safety"
    assert readings[1]["reasons"][0]["word"] in "垃圾没人收"


def test_the_object_for_programs_says_everything_that_was_understood() -> None:
    told = json.loads(classified("--json", "天成花园3幢楼上又漏水，跟他说了不听，另外路灯不亮"))
    assert set(told) == {
        *("leaf", "top3", "emergency", "numbers", "guarded", "place", "tags", "dispute"),
        *("matters", "reasons", "version"),
    }
    assert told["leaf"] == told["top3"][0]["leaf"]
    assert all(0 <= each["probability"] <= 1 for each in told["top3"])
    assert told["place"]["building"] == "3"
    assert len(told["matters"]) == 2
    assert told["version"]


def test_supposed_danger_is_guarded_and_calls_nobody() -> None:
    told = json.loads(classified("--json", "万一燃气泄漏怎么办"))
    assert (told["emergency"], told["guarded"], told["numbers"]) == (False, True, [])


def test_every_line_is_answered_even_if_it_is_empty_or_broken() -> None:
    assert len(classified("--json", "-", stdin=b"\n\xff\xfe\n\xe7\x81\xaf\n").splitlines()) == 3


def test_each_reason_is_said_once() -> None:
    words = classified("3幢电梯又停了，电梯又停，天天停")
    reasons = next(line for line in words.splitlines() if "A4" in line)
    assert reasons.count("电梯又停") == 1


def test_danger_and_its_denial_are_told_apart() -> None:
    assert "险情：" in classified("电梯困人了快来")
    assert "不是正在发生" in classified("万一燃气泄漏怎么办")


def test_words_without_meaning_are_left_to_people() -> None:
    assert "转人工" in classified("嗯嗯哦")


def test_a_faulty_directory_stops_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "directory.toml"
    file.write_text("street = 1", encoding="utf-8")
    monkeypatch.setenv("YIZHAN_DIRECTORY_FILE", str(file))
    result = CliRunner().invoke(yizhan, ["classify", "灯坏了"])
    assert result.exit_code == 1
    assert "yizhan check" in result.output


def test_lines_that_come_in_pieces_are_read_whole() -> None:
    long = "楼道的灯坏了，" * (PIECE // 10)
    lines = classified("--json", "-", stdin=f"{long}\n电梯困人了\n\n没有灯").splitlines()
    assert [json.loads(line)["leaf"] for line in lines] == ["A6", "A3", "", "A6"]
