import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from bot.commands import replaying

Run = Callable[..., Result]

MESSAGES = """text,place,at
楼道灯坏了三天,天成花园3幢2单元,2026/3/2 09:30
电梯停了，快来修,天成花园3幢2单元,2026/3/2 10:30
垃圾没人收,,2026/3/3 10:30
楼上天天吵,,昨天
"""


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "messages.csv"
    path.write_text(MESSAGES, encoding="gb18030")
    return str(path)


def rows(state_dir: Path, query: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(state_dir / "yizhan.db") as conn:
        return conn.execute(query).fetchall()


def test_messages_become_cases_of_their_own_time(run: Run, file: str, state_dir: Path) -> None:
    result = run("replay", file)
    assert result.exit_code == 1
    assert "第5行跳过：时间“昨天”看不懂" in result.output
    assert "3条来信，立案3件，跳过1行" in result.output
    assert "A4" in result.output
    [[first]] = rows(state_dir, "select min(opened_at) from cases")
    assert first == 1_772_415_000_000_000
    assert rows(state_dir, "select count(distinct person_id) from cases, turns") == [(3,)]


def test_the_same_file_again_changes_nothing(run: Run, file: str, state_dir: Path) -> None:
    run("replay", file)
    result = run("replay", file)
    assert "立案0件" in result.output
    assert rows(state_dir, "select count(*) from cases") == [(3,)]


def test_programs_read_the_counts_as_json(run: Run, file: str) -> None:
    told = json.loads(run("replay", file, "--json").stdout)
    assert (told["messages"], told["cases"], told["skipped"]) == (3, 3, [5])
    assert told["errors"] == {}
    assert told["leaf"]["A4"] == 1
    assert set(told["seconds"]) == {"load", "read", "decide", "write", "all"}


def test_an_unknown_community_or_file_is_told_in_plain_words(run: Run, file: str) -> None:
    result = run("replay", file, "--community", "nowhere")
    assert result.exit_code == 1
    assert "nowhere" in result.output
    assert run("replay", "missing.csv").exit_code == 2


def test_a_long_table_is_cut_and_says_so(
    run: Run, file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replaying, "MOST_LINES", 1)
    assert "另有2种共2条" in run("replay", file).output


def test_what_the_store_did_not_take_is_counted(run: Run, file: str, state_dir: Path) -> None:
    run("link")
    with sqlite3.connect(state_dir / "yizhan.db") as conn:
        conn.execute("drop table case_events")
    result = run("replay", file)
    assert result.exit_code == 1
    assert "未处理的错误（3）" in result.output
    assert "NotSaved" in result.output


def test_a_message_that_meets_a_bug_is_counted_by_its_kind(
    run: Run, file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(replaying, "answer", broken)
    told = json.loads(run("replay", file, "--json").stdout)
    assert told["errors"] == {"ZeroDivisionError": 3}


def test_a_file_without_texts_is_refused(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "wrong.csv"
    path.write_text("words\nhello\n", encoding="utf-8")
    result = run("replay", str(path))
    assert result.exit_code == 1
    assert "没有 text 列" in result.output


def test_the_messages_of_a_city_run_through_without_an_error(run: Run, shared_data: Path) -> None:
    words = (shared_data / "messages_city.csv").read_text(encoding="utf-8-sig")
    lines = words.splitlines(keepends=True)
    some = Path("some.csv")
    some.write_text("".join(lines[:200]), encoding="utf-8")
    told = json.loads(run("replay", str(some), "--json").stdout)
    assert told["errors"] == {}
    assert told["messages"] > 100
