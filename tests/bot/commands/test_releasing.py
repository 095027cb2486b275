from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]


def test_after_a_restore_letters_wait_until_they_are_released(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("link").exit_code == 0
    assert run("backup", "copy").exit_code == 0
    assert "没有扣着的信" in run("release").output
    monkeypatch.setenv("YIZHAN_KEY_FILE", str(tmp_path / "state" / "keys"))
    for folder, words in (("one", ()), ("two", ("--drop",))):
        monkeypatch.setenv("YIZHAN_STATE_DIR", str(tmp_path / folder))
        assert "yizhan release" in run("restore", "copy").output
        result = run("release", *words)
        assert result.exit_code == 0, result.output
        assert "已放行" in result.output
        assert "没有扣着的信" in run("release").output
