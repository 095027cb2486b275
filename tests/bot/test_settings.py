import re
from datetime import time
from pathlib import Path

import pytest

from bot.settings import (
    PREFIX,
    Misconfigured,
    Settings,
    read_settings,
)

EXAMPLE = Path(__file__).resolve().parents[2] / ".env.example"


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(PREFIX + name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


def faults(monkeypatch: pytest.MonkeyPatch, **environment: str) -> list[str]:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(Misconfigured) as misconfigured:
        read_settings()
    return str(misconfigured.value).splitlines()


def test_example_lists_every_setting_once_in_their_order() -> None:
    shown = re.findall(rf"^{PREFIX}(\w+)=", EXAMPLE.read_text(), re.MULTILINE)
    assert [name.lower() for name in shown] == list(Settings.model_fields)


def test_example_explains_every_setting_in_one_line() -> None:
    lines = EXAMPLE.read_text().splitlines()[2:]
    assert all(line.startswith("# ") for line in lines[::2])
    assert all(line.startswith(PREFIX) for line in lines[1::2])


def test_example_shows_the_defaults() -> None:
    assert read_settings(EXAMPLE) == read_settings(env_file=None)


def test_environment_goes_before_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("YIZHAN_PORT=1\nYIZHAN_HOST=localhost\n")
    monkeypatch.setenv("YIZHAN_PORT", "2")
    settings = read_settings()
    assert (settings.host, settings.port) == ("localhost", 2)


def test_unknown_name_in_the_environment_is_told_the_nearest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert faults(monkeypatch, YIZHAN_PROT="9", YIZHAN_DATABASE="x") == [
        "YIZHAN_DATABASE: there is no such setting; the nearest is YIZHAN_DATABASE_URL",
        "YIZHAN_PROT: there is no such setting; the nearest is YIZHAN_PORT",
    ]


def test_unknown_name_in_the_file_is_told_the_nearest(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text("YIZHAN_QUITE_TO=09:00\n")
    assert faults(monkeypatch) == [
        "YIZHAN_QUITE_TO: there is no such setting; the nearest is YIZHAN_QUIET_TO"
    ]


def test_all_faults_are_told_at_once_and_no_secret_is_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = faults(monkeypatch, YIZHAN_PORT="99999", YIZHAN_TELEGRAM_TOKEN="short", YIZHAN_X="")
    assert [line.partition(":")[0] for line in told] == [
        "YIZHAN_X",
        "YIZHAN_PORT",
        "YIZHAN_TELEGRAM_TOKEN",
    ]
    assert told[2].startswith("YIZHAN_TELEGRAM_TOKEN: should look like 123456789:AbC-d")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("YIZHAN_DATABASE_URL", "mysql://localhost/yizhan"),
        ("YIZHAN_DEMO", "perhaps"),
        ("YIZHAN_LOG_LEVEL", "LOUD"),
        ("YIZHAN_MAX_UPLOAD_MB", "0"),
        ("YIZHAN_OFFICE_HOURS", "13:30-17:30,08:30-12:00"),
        ("YIZHAN_OFFICE_HOURS", "all day"),
        ("YIZHAN_PUBLIC_URL", "yizhan.example"),
        ("YIZHAN_QUIET_FROM", "21:00+08:00"),
        ("YIZHAN_RETENTION_DAYS", "-1"),
        ("YIZHAN_TELEGRAM_API_BASE", "https://"),
    ],
)
def test_value_that_cannot_be_used_is_refused_by_its_name(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    (told,) = faults(monkeypatch, **{name: value})
    assert told.startswith(f"{name}: ")
    assert "Value error" not in told


def test_office_hours_are_read_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YIZHAN_OFFICE_HOURS", "09:00-11:30, 14:00-18:00")
    windows = ((time(9), time(11, 30)), (time(14), time(18)))
    assert read_settings().office_hours.windows == windows


def test_office_hours_may_be_given_as_they_are() -> None:
    hours = Settings().office_hours
    assert Settings(office_hours=hours).office_hours is hours


@pytest.mark.parametrize(
    ("host", "shown"),
    [
        ("station.example", "http://station.example:8080"),
        (".".join("0000"), "http://127.0.0.1:8080"),
        ("::", "http://[::1]:8080"),
        ("fe80::1", "http://[fe80::1]:8080"),
    ],
)
def test_public_url_follows_host_and_port(host: str, shown: str) -> None:
    assert Settings(host=host).public_url == shown


def test_public_url_ends_without_a_slash() -> None:
    assert Settings(public_url="https://station.example/").public_url == "https://station.example"


def test_only_the_demo_s_directory_makes_a_demo() -> None:
    assert Settings().demo
    assert not Settings(directory_file="our.toml").demo
    assert Settings(directory_file="our.toml", demo=True).demo


@pytest.mark.parametrize(
    ("url", "used"),
    [
        ("sqlite:///yizhan.db", "sqlite:///kept/yizhan.db"),
        ("sqlite:////srv/yizhan.db", "sqlite:////srv/yizhan.db"),
        ("sqlite:///:memory:", "sqlite:///:memory:"),
        ("postgresql://station@localhost/yizhan", "postgresql://station@localhost/yizhan"),
    ],
)
def test_relative_database_file_lies_in_the_state_folder(url: str, used: str) -> None:
    assert Settings(database_url=url, state_dir=Path("kept")).database == used


def test_upload_limit_is_in_bytes() -> None:
    assert Settings(max_upload_mb=2).max_upload_bytes == 2_097_152


def test_token_does_not_show_in_print() -> None:
    token = f"123456789:{'k' * 32}"
    assert token not in repr(Settings(telegram_token=token))


def test_groups_of_staff_are_read_by_community(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YIZHAN_TELEGRAM_TOPICS", "dongqiao=-1001, shanxi=-1002")
    assert read_settings(None).telegram_topics == {"dongqiao": -1001, "shanxi": -1002}
    [fault] = faults(monkeypatch, YIZHAN_TELEGRAM_TOPICS="dongqiao=1001")
    assert "should read like dongqiao=-1001234567890" in fault
