"""Delivery as a model: bursts, a second process, a lost post, and a death at every point.

``HYPOTHESIS_PROFILE=wide`` plays far more and longer stories.
"""

import asyncio
import shutil
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, ClassVar

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import Column

from bot.carrier import LEASE
from bot.points import Point
from bot.strikes import LEASE as STRIKE_LEASE
from storage.tables import CASES, LETTERS, TURNS
from tests.bot.delivered_world import LATER, STAFF, World
from tests.bot.dying import Death

PEOPLE = ("wang", "li", "zhao")
IS_WIDE = settings.get_current_profile_name() == "wide"
RUNS = settings(
    max_examples=2_000 if IS_WIDE else 25,
    stateful_step_count=50 if IS_WIDE else 20,
    deadline=None,
    derandomize=not IS_WIDE,
    phases=[Phase.generate, Phase.shrink],
)
_HEARING = (Point.TURNS_WRITTEN, Point.TURNS_COMMITTED)
_STRIKING = (Point.STRIKE_CLAIMED, Point.STRIKE_WRITTEN, Point.STRIKE_COMMITTED)
_POSTING = (Point.LETTERS_CLAIMED, Point.LETTERS_LEASED, Point.LETTER_SENT)
BURST = st.lists(st.sampled_from(("at once", "later")), min_size=1, max_size=5)
_WORKERS = st.integers(1, 2)


def deaths(*points: Point) -> st.SearchStrategy[Death | None]:
    return st.none() | st.builds(Death, st.sampled_from(points), st.integers(1, 3))


@dataclass(frozen=True, slots=True)
class Hearing:
    """How many processes hear what was said, where the first dies, whether it is confirmed."""

    death: Death | None = None
    workers: int = 1
    confirm: bool = True


HEARINGS = st.builds(Hearing, deaths(*_HEARING), _WORKERS, st.booleans())


class Delivery(RuleBasedStateMachine):
    """People speak, processes come, work and die; the world outside keeps count."""

    template: ClassVar[Path]

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.folder = Path(mkdtemp(prefix="yizhan-delivery-", dir="/dev/shm"))
        shutil.copy(self.template, self.folder / "yizhan.db")
        self.world = World(self.folder)
        self.loop.run_until_complete(self.world.settle())

    def teardown(self) -> None:
        try:
            self.loop.run_until_complete(self._come_to_rest())
            self._nothing_is_left_behind()
        finally:
            self.loop.run_until_complete(self.world.close())
            self.loop.close()
            shutil.rmtree(self.folder)

    @initialize(words=BURST)
    def everybody_has_spoken(self, words: list[str]) -> None:
        for who in PEOPLE:
            self.somebody_speaks(who, words, Hearing())

    @rule(who=st.sampled_from(PEOPLE), words=BURST, by=HEARINGS)
    def somebody_speaks(self, who: str, words: list[str], by: Hearing) -> None:
        for each in words:
            self.world.say(who, f"{each} {len(self.world.told)}")
        heard = self.world.listen(by.death, by.workers, confirm=by.confirm)
        self.loop.run_until_complete(heard)

    @rule(
        death=deaths(*_POSTING),
        workers=_WORKERS,
        faults=st.lists(st.sampled_from(("", "too many", "unknown")), max_size=3),
    )
    def processes_deliver(self, death: Death | None, workers: int, faults: list[str]) -> None:
        self.world.wire.faults = faults
        self.loop.run_until_complete(self.world.deliver(death, workers))
        self.world.wire.faults = []

    @rule(death=deaths(*_STRIKING), workers=_WORKERS)
    def the_clock_strikes(self, death: Death | None, workers: int) -> None:
        self.loop.run_until_complete(self.world.strike(death, workers))

    @rule(seconds=st.sampled_from((2, 31, 301, 601)))
    def time_passes(self, seconds: int) -> None:
        self.world.clock.move(timedelta(seconds=seconds))

    @precondition(lambda self: self.world.dismissed_at is None and len(self.world.told) > 4)
    @rule()
    def the_secretary_loses_his_post(self) -> None:
        self.world.dismiss()

    @invariant()
    def what_was_accepted_is_there_once(self) -> None:
        cases = Counter(text for [text] in self._rows(CASES.c.text))
        told = {each.text for each in self.world.told if each.key in self.world.accepted}
        assert set(cases) >= told
        assert all(many == 1 for many in cases.values()), cases

    @invariant()
    def each_persons_words_are_taken_in_their_order(self) -> None:
        taken = self._rows(TURNS.c.spot, TURNS.c.handle, TURNS.c.key)
        for who in PEOPLE:
            spots = {key: spot for spot, handle, key in taken if handle == who}
            told = [spots[each.key] for each in self.world.told if each.key in spots]
            assert told == sorted(told)

    @invariant()
    def letters_come_in_their_order_and_again_only_after_a_death_or_a_doubt(self) -> None:
        first: dict[str, list[int]] = {}
        for handle, letter, _ in self.world.wire.sent:
            seen = first.setdefault(handle, [])
            seen += [letter] if letter not in seen else []
        assert all(first.get(who, []) == sorted(first.get(who, [])) for who in PEOPLE)
        repeats = len(self.world.wire.sent) - sum(map(len, first.values()))
        assert repeats <= self.world.deaths + self.world.wire.unknown

    @invariant()
    def what_counts_as_sent_was_on_the_wire(self) -> None:
        letters = self._rows(LETTERS.c.letter_id, LETTERS.c.state, LETTERS.c.channel)
        sent = {letter for letter, state, by in letters if (state, by) == ("sent", "test")}
        assert sent <= {letter for _, letter, _ in self.world.wire.sent}

    @invariant()
    def a_slot_is_struck_once(self) -> None:
        letters = self._rows(LETTERS.c.key, LETTERS.c.placeholders, LETTERS.c.created_at)
        # Each slot is an hour, and no case is told of twice in it.
        struck = Counter(
            (str(said), at.replace(minute=0, second=0))
            for key, said, at in letters
            if key == "test.reminded"
        )
        assert all(many == 1 for many in struck.values()), struck

    @invariant()
    def nothing_of_a_case_comes_to_who_serves_no_more(self) -> None:
        since = self.world.dismissed_at
        late = self.world.wire.sent[since:] if since is not None else []
        assert STAFF not in {handle for handle, _, _ in late}

    def _rows(self, *columns: Column[Any]) -> list[tuple[Any, ...]]:
        return self.loop.run_until_complete(self.world.rows(*columns))

    async def _come_to_rest(self) -> None:
        world = self.world
        await world.listen()
        world.clock.move(max(LEASE, STRIKE_LEASE, LATER))
        await world.strike(None, 1)
        await world.deliver(None, 1)

    def _nothing_is_left_behind(self) -> None:
        assert not self.world.open
        assert self.world.accepted == {each.key for each in self.world.told}
        self.what_was_accepted_is_there_once()
        left = self._rows(LETTERS.c.state, LETTERS.c.channel)
        assert ("waiting", "test") not in left


def test_nothing_accepted_is_lost_doubled_disordered_or_shown_to_who_may_not_know(
    sqlite_template: Path,
) -> None:
    Delivery.template = sqlite_template
    run_state_machine_as_test(Delivery, settings=RUNS)


@pytest.mark.parametrize("point", Point)
async def test_a_process_dies_at_each_point_and_the_next_one_ends_its_work(
    point: Point, tmp_path: Path
) -> None:
    world = World(tmp_path)
    await world.settle()
    for number in range(4):
        world.say("wang", f"at once {number}")
    await world.listen(Death(point) if point in _HEARING else None)
    await world.listen()
    await world.strike(Death(point) if point in _STRIKING else None, 1)
    await world.deliver(Death(point) if point in _POSTING else None, 1)
    assert world.deaths == 1, point
    world.clock.move(STRIKE_LEASE)
    await world.strike(None, 1)
    await world.deliver(None, 1)
    await world.close()
    letters = {(letter, text) for _, letter, text in world.wire.sent}
    assert Counter(text for _, text in letters) == {
        "test.filed": 4,
        "test.new": 4,
        "test.reminded": 4,
    }
    assert len(world.wire.sent) - len(letters) <= 1
