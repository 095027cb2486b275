import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from bot.commands import rotating
from storage.attachments import Attachments
from storage.keyring import Keyring

Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rotating, "LOOK_AGAIN", 0)


def test_a_new_key_takes_over_and_everything_is_read(run: Run, state_dir: Path) -> None:
    staff = run("link").output
    old = Keyring(state_dir / "keys").newest
    result = run("rotate")
    assert result.exit_code == 0, result.output
    assert "旧钥匙还在" in result.output
    ring = Keyring(state_dir / "keys")
    assert ring.newest != old
    assert ring.key(old.key_id) == old
    assert run("link").output == staff
    assert run("verify").exit_code == 0


def test_older_keys_go_when_they_are_needed_no_more(run: Run, state_dir: Path) -> None:
    staff = run("link").output
    result = run("rotate", "--drop")
    assert "已从钥匙文件中删去" in result.output
    assert (state_dir / "keys").read_text().count("seal ") == 1
    assert run("link").output == staff


def test_photos_are_sealed_anew_too_and_read_without_the_old_key(run: Run, state_dir: Path) -> None:
    run("link")
    kept = asyncio.run(Attachments(state_dir, Keyring(state_dir / "keys")).keep(b"photo"))
    assert run("rotate", "--drop").exit_code == 0
    assert asyncio.run(Attachments(state_dir, Keyring(state_dir / "keys")).read(kept)) == b"photo"


def test_what_was_broken_off_goes_on_with_the_same_key(
    run: Run, state_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("link")
    with monkeypatch.context() as broken:
        broken.setattr(rotating, "_WALKS", 1)
        broken.setattr(rotating, "sealed_tables", tuple)
        result = run("rotate")
        assert (result.exit_code, "请再执行一次" in result.output) == (2, True)
    begun = Keyring(state_dir / "keys").newest
    assert run("rotate").exit_code == 0
    assert Keyring(state_dir / "keys").newest == begun


def test_a_station_without_its_keys_says_which_file_is_wanted(run: Run, state_dir: Path) -> None:
    run("link")
    (state_dir / "keys").rename(state_dir / "kept")
    for command in (("link",), ("verify",), ("rotate",), ("backup", "copy")):
        result = run(*command)
        assert result.exit_code == 2, command
        assert "there is no file" in result.output
    assert not (state_dir / "keys").exists()


def test_the_keys_may_lie_elsewhere(
    run: Run, state_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YIZHAN_KEY_FILE", str(tmp_path / "credentials" / "keys"))
    assert run("link").exit_code == 0
    assert not (state_dir / "keys").exists()
    assert (tmp_path / "credentials" / "keys").is_file()
