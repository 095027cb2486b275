import secrets
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from threading import Event

import pytest
from click.testing import CliRunner

from bot.commands.running import SHOWN_ROLES, shown_people
from bot.main import yizhan
from domain.calendar import shanghai_day
from domain.people import Role
from storage.database import KEYS
from storage.directories import demo_directory
from storage.keyring import Keyring
from storage.sealing import unseal
from tests.bot.commands.living import Resident, living
from tests.bot.workshop import START

WORDS = ("楼道灯坏了三天没人修", "天成花园3幢2单元", "我的诉求")


def rows(state_dir: Path, query: str) -> Sequence[tuple[object, ...]]:
    with sqlite3.connect(state_dir / "yizhan.db") as conn:
        return conn.execute(query).fetchall()


def page_with(words: str, resident: Resident, url: str) -> str:
    """Return the page once it has the words; a letter under way at the cut waits for its lease."""
    page = resident.read(url)
    for _ in range(90):
        if words in page:
            break
        Event().wait(0.5)
        page = resident.read(url)
    return page


def test_a_power_cut_between_any_two_messages_loses_no_word_and_no_thread(state_dir: Path) -> None:
    state_dir.mkdir()
    resident = Resident()
    for words in WORDS:
        with living(state_dir) as station:
            assert resident.say(station.url, words)
            station.kill()
    ring = Keyring(state_dir / KEYS)
    said = rows(state_dir, "select text from turns order by spot")
    assert [unseal(ring, str(words), "turns.text") for (words,) in said] == list(WORDS)
    assert rows(state_dir, "select number, compound, building from cases") == [
        ("DQ000001", "tiancheng", "3")
    ]
    with living(state_dir) as station:
        page = page_with("DQ000001", resident, station.url)
        assert all(words in page for words in WORDS)
        assert "DQ000001" in page


def test_told_to_end_the_station_ends_cleanly_with_nothing_lost(state_dir: Path) -> None:
    state_dir.mkdir()
    with living(state_dir) as station:
        assert Resident().say(station.url, WORDS[0])
        assert station.end() == 0
    assert rows(state_dir, "select count(*) from cases") == [(1,)]
    waiting = "select count(*) from letters where state = 'waiting' and try_at > created_at"
    assert rows(state_dir, waiting) == [(0,)]


def test_the_same_form_sent_twice_is_one_case(state_dir: Path) -> None:
    state_dir.mkdir()
    resident, client_id = Resident(), secrets.token_hex(16)
    with living(state_dir) as station:
        for _ in range(2):
            assert resident.say(station.url, WORDS[0], client_id)
    assert rows(state_dir, "select count(*) from cases") == [(1,)]


def test_the_start_shows_every_chat_and_a_link_for_each_role(state_dir: Path) -> None:
    state_dir.mkdir()
    with living(state_dir) as station:
        words = "\n".join(station.lines)
    assert words.count("居民聊天") == 2
    assert words.count("/console/sign-in/") == len(SHOWN_ROLES)
    with living(state_dir, demo="false") as station:
        assert "/console/sign-in/" not in "\n".join(station.lines)


def test_everybody_who_is_shown_serves_today() -> None:
    day = shanghai_day(START)
    people = list(shown_people(demo_directory(), day))
    assert len(people) == len(SHOWN_ROLES)
    assert all(person.has_role(role, day) for person, role in zip(people, SHOWN_ROLES, strict=True))


def test_a_taken_port_is_one_plain_line(state_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    state_dir.mkdir()
    with living(state_dir) as station:
        port = station.url.split(":")[2].split("/")[0]
        monkeypatch.setenv("YIZHAN_PORT", port)
        result = CliRunner().invoke(yizhan, ["run"])
    assert result.exit_code == 2
    assert f"端口 {port} 打不开" in result.output
    assert "YIZHAN_PORT=" in result.output
    assert "Traceback" not in result.output


def test_a_faulty_first_directory_is_told_of_in_plain_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "own.toml"
    file.write_text("street = 1", encoding="utf-8")
    monkeypatch.setenv("YIZHAN_DIRECTORY_FILE", str(file))
    result = CliRunner().invoke(yizhan, ["run"])
    assert result.exit_code == 1
    assert "错误 street (line 1)：" in result.output
    assert "请照上面逐条改好" in result.output


def test_of_the_officers_the_one_is_shown_who_gets_what_the_property_company_may_not() -> None:
    [officer] = (
        person
        for person in shown_people(demo_directory(), shanghai_day(START))
        if person.has_role(Role.OFFICER, shanghai_day(START))
    )
    assert officer.person_id == "yu-officer-housing"
