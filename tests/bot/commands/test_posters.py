import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from bot.commands import posters
from bot.telegram.codes import place_code_of

Run = Callable[..., Result]


def test_each_stairwell_has_a_page_with_its_code_captain_and_numbers(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YIZHAN_TELEGRAM_NAME", "yizhan_bot")
    folder = tmp_path / "posters"
    result = run("posters", str(folder), "--community", "dongqiao", "--compound", "tiancheng")
    assert result.exit_code == 0, result.output
    page = (folder / "dongqiao.html").read_text(encoding="utf-8")
    count = page.count('<section class="poster">')
    assert f"共{count}页" in result.output
    assert "天成花园3幢2单元" in page
    assert "（楼道长）" in page
    assert "火警119" in page
    codes = [place_code_of(each) for each in re.findall(r"start=([\w-]+)", page)]
    assert len(codes) == count
    assert "tiancheng.3.2" in codes
    assert len(set(codes)) == count


def test_without_a_bot_the_code_leads_to_the_web_chat(run: Run, tmp_path: Path) -> None:
    run("posters", str(tmp_path / "out"), "--compound", "tiancheng")
    page = (tmp_path / "out" / "dongqiao.html").read_text(encoding="utf-8")
    assert "/c/dongqiao?p=tiancheng.3.2" in page
    assert (tmp_path / "out" / "shanxi.html").exists()


def test_unknown_community_has_no_posters(run: Run, tmp_path: Path) -> None:
    result = run("posters", str(tmp_path / "out"), "--community", "nowhere")
    assert result.exit_code == 1
    assert "nowhere" in result.output
    assert "dongqiao" in result.output


def test_where_no_printer_is_installed_the_pages_are_written_all_the_same(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(posters, "_PRINTER", "no_such_printer")
    result = run("posters", str(tmp_path / "out"), "--compound", "tiancheng")
    assert result.exit_code == 0
    assert not list((tmp_path / "out").glob("*.pdf"))
    assert "pdf" in result.output


def test_the_pdf_is_a_real_one(run: Run, tmp_path: Path) -> None:
    pytest.importorskip("weasyprint")
    run("posters", str(tmp_path / "out"), "--community", "dongqiao", "--compound", "tiancheng")
    assert (tmp_path / "out" / "dongqiao.pdf").read_bytes().startswith(b"%PDF-")
