import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.main import yizhan


def classified(*words: str, stdin: str = "") -> str:
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
    assert [each["candidates"][0]["leaf"] for each in readings] == ["A3", "E1"]
    assert readings[0]["emergency"]["kind"] == "trapped"


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
