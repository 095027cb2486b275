"""What somebody finds who takes the disk or a backup, but not the keys."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import make_url, text

from domain.places import Place
from domain.turns import (
    Attachment,
    AttachmentKept,
    Choice,
    Desk,
    Dialogue,
    Letter,
    PersonChanged,
    Step,
    Text,
    Turn,
)
from storage.attachments import Attachments
from storage.copies import backup_to, restore_from
from storage.database import Connection, open_database
from storage.failures import keep_failed_turn
from storage.keyring import KeysMissing
from storage.outbox import mark_sent
from storage.parking import Parked, park
from storage.rulebooks import save_entries
from storage.tables import CASES, METADATA
from tests.storage.station import HERE, Station, opening
from tests.storage.test_rulebooks import ENTRIES

PHONE = "13977665544"
CANARIES = (
    PHONE,
    "欧阳金丝雀",
    "0417室",
    "金丝雀的话",
    "金丝雀便条",
    "金丝雀图说",
    "金丝雀按钮",
    "金丝雀信",
    "金丝雀照片",
)
PHOTO = "一张金丝雀照片".encode()
STAFF = next(entry.content["name"] for entry in ENTRIES if entry.kind == "person")


def tell_all(desk: Desk, turn: Turn) -> Step:
    home = Place("tiancheng", "3", "2", "4", "0417室", f"金丝雀的话{PHONE}")
    person = replace(desk.person, name="欧阳金丝雀", home=home, consented_at=turn.at)
    change = opening(desk, turn.text)
    change = replace(change, case=replace(change.case, place=home, summary="欧阳金丝雀"))
    photo = AttachmentKept(change.case.number, Attachment("f" * 64, "photo", "金丝雀图说"))
    button = Choice(Text("guidance.cancel_button"), f"find:1::金丝雀按钮{PHONE}")
    letter = Letter(person.person_id, "filing.filed", {"number": f"金丝雀信{PHONE}"}, (button,))
    notes = {"words": f"金丝雀便条{PHONE}"}
    return Step((letter,), (PersonChanged(person), change, photo), Dialogue("place", notes))


async def lived(station: Station) -> None:
    files = Attachments(station.database.state_dir, station.database.ring)
    photo = Attachment(await files.keep(PHOTO), "photo", "金丝雀图说")
    words = f"我是欧阳金丝雀，电话{PHONE}，金丝雀的话"
    turn = station.turn("canary", words, press=f"金丝雀按钮{PHONE}", attachments=(photo,))
    await station.take(turn, decide=tell_all)
    [claimed] = await station.claim()
    parked = Parked("test", "1", {"text": words}, "canary")

    def more(conn: Connection) -> None:
        mark_sent(conn, [(claimed, f"金丝雀信{PHONE}")], station.at)
        keep_failed_turn(conn, turn, "ValueError", station.at)
        park(conn, parked, station.at)
        save_entries(conn, ENTRIES, "1")

    await station.database.write(more)


def seen(folder: Path) -> set[str]:
    """Return the canaries that stand in any file below the folder, in whatever kind of file."""
    wanted = {each: (each.encode(), each.encode("unicode_escape")) for each in (*CANARIES, STAFF)}
    found = set()
    for content in (file.read_bytes() for file in folder.rglob("*") if file.is_file()):
        found |= {each for each, ways in wanted.items() if any(way in content for way in ways)}
    return found


async def files_of(station: Station, tmp_path: Path) -> Path:
    """Return the folder of the database's files, everything in memory written to them."""
    if station.database.dialect == "sqlite":
        return tmp_path
    await station.database.write(lambda conn: conn.execute(text("CHECKPOINT")))
    return Path(str(make_url(station.database.url).query["host"]))


async def test_no_name_number_home_or_word_lies_in_the_files(
    station: Station, tmp_path: Path
) -> None:
    await lived(station)
    folder = await files_of(station, tmp_path)
    assert (folder / "state" / "keys").exists() or (folder / "base").exists()
    assert seen(folder) == set()


async def test_a_stolen_backup_tells_nothing_and_the_key_opens_it(
    station: Station, tmp_path: Path
) -> None:
    await lived(station)
    await backup_to(station.database, tmp_path / "copy")
    assert seen(tmp_path / "copy") == set()
    assert not list((tmp_path / "copy").rglob("keys"))
    url = f"sqlite:///{tmp_path / 'thief' / 'station.db'}"
    thief = open_database(url, state_dir=tmp_path / "thief")
    with pytest.raises(KeysMissing, match="no file"):
        await restore_from(thief, tmp_path / "copy")
    await thief.close()
    keys = station.database.ring.file
    owner = open_database(url, state_dir=tmp_path / "thief", keys=keys)
    await restore_from(owner, tmp_path / "copy")
    [case] = await Station(owner).rows(CASES)
    assert PHONE in str(case["text"])
    files = Attachments(owner.state_dir, owner.ring)
    assert [await files.read(each) for each in files.ids()] == [PHOTO]
    await owner.close()


async def test_the_search_for_canaries_finds_them_where_they_are(tmp_path: Path) -> None:
    (tmp_path / "file").write_text(f"{PHONE} 金丝雀的话 {STAFF}", encoding="utf-8")
    assert seen(tmp_path) == {PHONE, "金丝雀的话", STAFF}


async def test_the_owner_reads_everything(station: Station) -> None:
    await lived(station)
    rows = await station.database.read(_everything)
    assert [each for each in (*CANARIES, STAFF) if each not in rows] == ["金丝雀照片"]
    assert HERE in rows


def _everything(conn: Connection) -> str:
    return "".join(str(conn.execute(table.select()).all()) for table in METADATA.sorted_tables)
