import pytest

from bot.meters import BUCKETS, Meters
from domain.people import Address
from domain.refusals import NotSaved
from domain.turns import Turn
from storage.records import Receipt
from tests.domain.builders import MONDAY

TURN = Turn("1", "dongqiao", Address("test", "x"), MONDAY)


async def taken(_turn: Turn) -> Receipt:
    return Receipt("1", (), ())


async def refused(_turn: Turn) -> Receipt:
    raise NotSaved("full")


async def test_turns_are_counted_and_timed() -> None:
    meters = Meters()
    for _ in range(3):
        assert await meters.timed(taken, TURN) == Receipt("1", (), ())
    with pytest.raises(NotSaved):
        await meters.timed(refused, TURN)
    lines = list(meters.lines())
    assert 'yizhan_turns_total{kind="answered"} 3' in lines
    assert 'yizhan_turns_total{kind="not_saved"} 1' in lines
    assert 'yizhan_turn_seconds_bucket{le="+Inf"} 3' in lines
    assert "yizhan_turn_seconds_count 3" in lines


async def test_buckets_only_grow_and_every_name_has_its_kind() -> None:
    meters = Meters()
    await meters.timed(taken, TURN)
    meters.count("letters", "sent", 5)
    lines = list(meters.lines())
    found = [int(line.rpartition(" ")[2]) for line in lines if "_bucket" in line]
    assert len(found) == len(BUCKETS) + 1
    assert found == sorted(found)
    assert 'yizhan_letters_total{kind="sent"} 5' in lines
    names = {line.split("{")[0].split()[0] for line in lines if not line.startswith("#")}
    typed = {line.split()[2] for line in lines if line.startswith("# TYPE")}
    assert {name.removesuffix("_bucket").removesuffix("_sum") for name in names} <= typed | {
        "yizhan_turn_seconds_count"
    }
