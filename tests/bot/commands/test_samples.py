from dataclasses import replace
from pathlib import Path

import pytest

from bot.commands.rows import read_rows
from bot.commands.samples import (
    closed_samples,
    keep_examination,
    learned_layer,
    read_examination,
    samples_of,
)
from domain.cases import Deed, perform
from domain.states import Act, Part, State
from domain.turns import Step
from nlp.learned import Model
from nlp.models import write_model
from nlp.teaching import Sample
from storage.records import record_strike
from storage.rounds import open_cases
from tests.bot.workshop import COMMUNITY, START, running


def test_rows_without_a_known_leaf_are_skipped(tmp_path: Path) -> None:
    file = tmp_path / "labelled.csv"
    file.write_text("text,leaf\n灯坏了,A6\n你好,\n,A6\n电梯停了,Z9\n", encoding="utf-8")
    samples, skipped = samples_of(read_rows(file), {"A6"})
    assert samples == (Sample("灯坏了", "A6"),)
    assert {each.number: each.why.key for each in skipped} == {
        3: "commands.unknown_leaf",
        4: "commands.empty_row",
        5: "commands.unknown_leaf",
    }


async def test_closed_cases_teach_what_they_were_closed_as(tmp_path: Path) -> None:
    async with running(tmp_path) as bench:
        await bench.say("灯坏了", who="wang")
        await bench.say("管漏了", who="li")
        [first, _] = await bench.database.read(lambda conn: open_cases(conn, COMMUNITY))
        resolved = replace(first, state=State.RESOLVED)
        deed = Deed(Act.LAPSE, "station", frozenset({Part.STATION}), START)
        step = Step(changes=(perform(resolved, deed),))
        await bench.database.write(lambda conn: record_strike(conn, COMMUNITY, step, START))
        found = await bench.database.read(lambda conn: list(closed_samples(conn, [COMMUNITY])))
        assert found == [Sample("灯坏了", "E1", COMMUNITY)]


def test_the_layer_is_read_from_its_folder(tmp_path: Path) -> None:
    assert learned_layer(tmp_path / "nowhere").version == ""
    for name in ("city", "echo", "dongqiao"):
        write_model(Model(("A6",), {}, version=name), tmp_path / f"{name}.model")
    layer = learned_layer(tmp_path)
    assert set(layer.models) == {"", "dongqiao"}
    assert layer.echo is not None
    (tmp_path / "city.model").write_text("[]", encoding="utf-8")
    with pytest.raises(ValueError, match="no model"):
        learned_layer(tmp_path)


def test_what_examines_models_is_kept_as_it_was(tmp_path: Path) -> None:
    assert read_examination(tmp_path) == ()
    kept = (Sample('灯"坏"了,\n又坏', "A6"), Sample("电梯停了", "A4"))
    keep_examination(tmp_path, kept)
    assert read_examination(tmp_path) == kept
