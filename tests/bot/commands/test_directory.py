from datetime import timedelta
from pathlib import Path

import pytest

from bot.commands.directory import BadDirectory, import_source
from storage.directories import demo_source, template_source
from storage.rulebooks import edition, load_entries
from tests.bot.workshop import START, opened


async def test_an_import_writes_what_differs_and_nothing_the_second_time(tmp_path: Path) -> None:
    async with opened(tmp_path) as database:
        first = await database.write(lambda conn: import_source(conn, demo_source(), START))
        version = (await database.read(edition))[0]
        again = await database.write(lambda conn: import_source(conn, demo_source(), START))
        assert {change.what for change in first.changes} == {"added"}
        assert again.changes == ()
        assert (await database.read(edition))[0] == version


async def test_what_the_file_lists_no_more_is_closed(tmp_path: Path) -> None:
    words = demo_source().read_text(encoding="utf-8")
    line = next(line for line in words.splitlines() if "bai-" in line and "captain" in line)
    file = tmp_path / "demo.toml"
    file.write_text(words.replace(line, ""), encoding="utf-8")
    later = START + timedelta(days=30)
    async with opened(tmp_path) as database:
        await database.write(lambda conn: import_source(conn, demo_source(), START))
        changed = await database.write(lambda conn: import_source(conn, file, later))
        closed = [change.after.code for change in changed.changes if change.what == "closed"]
        assert [code[:4] for code in closed] == ["bai-"]
        entries = await database.read(load_entries)
        assert closed[0] in {entry.code for entry in entries}


async def test_another_street_does_not_come_over_this_one(tmp_path: Path) -> None:
    async with opened(tmp_path) as database:
        await database.write(lambda conn: import_source(conn, demo_source(), START))
        with pytest.raises(BadDirectory) as refused:
            await database.write(lambda conn: import_source(conn, template_source(), START))
        assert refused.value.findings[0].text_key == "commands.other_street"


async def test_a_code_that_was_closed_is_not_used_again(tmp_path: Path) -> None:
    words = demo_source().read_text(encoding="utf-8")
    async with opened(tmp_path) as database:
        await database.write(lambda conn: import_source(conn, demo_source(), START))
        first = await database.read(load_entries)
        grid = next(entry for entry in first if entry.kind == "grid")
        await database.write(
            lambda conn: conn.exec_driver_sql(
                "update directory_entries set until = '2020-01-01' where code = ?", (grid.code,)
            ).close()
        )
        with pytest.raises(BadDirectory) as refused:
            await database.write(lambda conn: import_source(conn, demo_source(), START))
        assert "directory.code_reused" in {each.text_key for each in refused.value.findings}
        assert words
