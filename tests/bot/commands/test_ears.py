import gc
from dataclasses import replace

import pytest

from bot.commands.ears import Ears
from storage.directories import demo_directory


def test_ears_read_by_the_directory_that_they_were_fitted_to() -> None:
    ears = Ears()
    with pytest.raises(LookupError):
        ears.read("灯坏了", "dongqiao")
    before = ears.fitted
    ears.fit(demo_directory())
    assert (before, ears.fitted) == (False, True)
    assert ears.read("天成花园3幢楼道灯坏了", "dongqiao").place.compound == "tiancheng"


def test_the_collector_need_not_walk_over_what_was_read() -> None:
    gc.unfreeze()
    Ears().fit(demo_directory())
    assert gc.get_freeze_count()
    gc.unfreeze()


def test_the_same_directory_is_not_read_again() -> None:
    ears = Ears()
    ears.fit(demo_directory())
    ears.fit(replace(demo_directory(), compounds=()))
    assert ears.read("天成花园3幢楼道灯坏了", "dongqiao").place.compound == "tiancheng"
    ears.fit(replace(demo_directory(), compounds=(), buildings=(), version="other"))
    assert ears.read("天成花园3幢楼道灯坏了", "dongqiao").place.compound == ""


def test_short_words_are_understood_once_and_long_ones_anew() -> None:
    ears = Ears()
    ears.fit(demo_directory())
    first = ears.read("已处理好了", "dongqiao")
    assert ears.read("已处理好了", "dongqiao") is first
    assert ears.read("已处理好了", "shanxi") is not first
    long = "天成花园3幢2单元楼道灯坏了好几天"
    assert ears.read(long, "dongqiao") is not ears.read(long, "dongqiao")
    ears.fit(replace(demo_directory(), version="other"))
    assert ears.read("已处理好了", "dongqiao") is not first
