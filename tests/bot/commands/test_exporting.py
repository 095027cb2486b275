import csv
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import Result

from bot.commands.exporting import COLUMNS, harmless

Run = Callable[..., Result]

MESSAGES = "text\n天成花园3幢2单元301室电梯停了，电话13800138000\n=1+1垃圾没人收\n"


@pytest.fixture
def cases(run: Run, tmp_path: Path) -> None:
    """Replay two messages."""
    (tmp_path / "messages.csv").write_text(MESSAGES, encoding="utf-8")
    assert run("replay", "messages.csv").exit_code == 0


@pytest.mark.usefixtures("cases")
def test_a_dispatcher_gets_a_table_that_a_spreadsheet_opens(run: Run, tmp_path: Path) -> None:
    result = run("export", "--for", "chen-dispatcher-dq", "--output", "cases.csv")
    assert result.exit_code == 0, result.output
    content = (tmp_path / "cases.csv").read_text(encoding="utf-8")
    assert content.startswith("\ufeff")
    rows = list(csv.DictReader(content.removeprefix("\ufeff").splitlines()))
    assert tuple(rows[0]) == COLUMNS
    assert [row["number"] for row in rows] == ["DQ000001", "DQ000002"]
    assert "138****8000" in rows[0]["words"]
    assert rows[1]["words"].startswith("'=")


@pytest.mark.usefixtures("cases")
def test_who_is_outside_reads_no_words_of_residents(run: Run) -> None:
    result = run("export", "--for", "gao-manager-luting", "--json")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [row["leaf"] for row in rows] == ["A4"]
    assert "301" not in result.stdout
    assert "快来" not in result.stdout
    assert rows[0]["events"][0]["act"] == "open"


@pytest.mark.usefixtures("cases")
def test_every_row_bears_the_code_of_its_reader_which_leads_to_the_export(
    run: Run, state_dir: Path
) -> None:
    result = run("export", "--for", "chen-dispatcher-dq", "--json")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    [code] = {row["code"] for row in rows}
    with closing(sqlite3.connect(state_dir / "yizhan.db")) as file:
        seen = file.execute("select number, person_id from views where code = ?", [code]).fetchall()
    assert sorted(seen) == [(row["number"], "chen-dispatcher-dq") for row in rows]


def test_a_stranger_gets_nothing(run: Run, tmp_path: Path) -> None:
    result = run("export", "--for", "nobody", "--output", "cases.csv")
    assert result.exit_code == 1
    assert not (tmp_path / "cases.csv").exists()


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "＝", "＠"])
def test_no_cell_is_a_formula(sign: str) -> None:
    assert harmless(f"{sign}1") == f"'{sign}1"
    assert harmless(f"1{sign}") == f"1{sign}"
