import sqlite3
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

from bot.commands.verifying import read_anchor
from tests.bot.commands.living import Resident, living

Run = Callable[..., Result]


def test_a_chain_is_held_against_itself_and_against_an_anchor(
    run: Run, state_dir: Path, tmp_path: Path
) -> None:
    state_dir.mkdir()
    with living(state_dir) as station:
        assert Resident().say(station.url, "天成花园3幢2单元楼道灯不亮")
        assert station.end() == 0
    result = run("verify", "--anchor", "anchor")
    assert result.exit_code == 0, result.output
    assert "1件" in result.output
    [(key, head)] = read_anchor(tmp_path / "anchor").items()
    assert key == ("dongqiao", "DQ000001")
    assert run("verify", "--against", "anchor").exit_code == 0
    with sqlite3.connect(state_dir / "yizhan.db") as conn:
        conn.execute("delete from case_events")
        conn.execute("update cases set seq = 0, head = ''")
    result = run("verify", "--against", "anchor")
    assert result.exit_code == 1
    assert "DQ000001" in result.output
    assert head.seq >= 1
