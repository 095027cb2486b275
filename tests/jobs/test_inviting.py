from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from domain.mediation_states import Stage
from domain.mediation_timers import REACHED_AFTER
from domain.places import PlaceSource
from tests.mediation_table import ABOVE, NUMBER, SECRETARY, invited

ASKING = (
    "mediation.invitation",
    *(f"mediation.task_{way}" for way in ("phone", "letter", "visit")),
)


def ways(*, known: bool) -> list[tuple[int, str, str]]:
    world = invited(other=known)
    start = world.at
    for days in (2, 2, 1):
        world.wait(days=days)
    return [
        ((each.at - start) // timedelta(days=1), each.way, each.by)
        for each in world.mediation().contacts
    ]


def test_it_is_reached_on_four_days_by_ways_that_differ() -> None:
    with_account = ways(known=True)
    without = ways(known=False)
    assert [each[:2] for each in with_account] == [
        (0, "chat"),
        (2, "phone"),
        (4, "letter"),
        (5, "visit"),
    ]
    assert [each[:2] for each in without] == [
        (0, "phone"),
        (2, "letter"),
        (4, "phone"),
        (5, "visit"),
    ]
    assert "captain" in with_account[3][2]


def test_the_invitation_shows_the_matter_and_the_chosen_sentence_alone() -> None:
    world = invited()
    [invitation] = world.all_heard("li")
    assert "修好水管就行" in invitation
    assert "自愿" in invitation
    for secret in (NUMBER, "502", "wang", "吊顶", "3幢"):
        assert secret not in invitation


def test_the_captains_script_names_no_complainant() -> None:
    world = invited()
    for days in (2, 2, 1):
        world.wait(days=days)
    captain = world.mediation().captain
    task = world.all_heard(captain)[-1]
    assert "不说是谁提的" in task
    assert "602" in task
    assert "502" not in task
    for label in ("愿意谈", "不愿意", "没见到人", "想再想想"):
        assert f"[{label}]" in task


@pytest.mark.parametrize(
    "source", sorted({*PlaceSource} - {PlaceSource.CODE, PlaceSource.CONFIRMED})
)
def test_a_home_that_was_only_told_gets_no_message(source: PlaceSource) -> None:
    world = invited(home=replace(ABOVE, source=source))
    assert world.all_heard("li") == []
    assert world.mediation().contacts[0].way == "phone"
    assert "打电话" in world.all_heard(SECRETARY)[-1]


def test_who_hides_gets_a_neutral_notice() -> None:
    world = invited(neutral=True)
    [heard] = world.all_heard("li")
    assert "调解" not in heard


def test_never_more_than_one_message_a_day_and_none_after_the_answer() -> None:
    world = invited()
    for _ in range(24 * 8):
        world.wait(hours=1)
    at = [each.not_before for each in world.letters if each.key in ASKING and each.not_before]
    assert len(at) == len(REACHED_AFTER)
    assert all(later - earlier >= timedelta(hours=24) for earlier, later in pairwise(at))
    world = invited()
    world.press("li", "不愿意")
    heard = len(world.all_heard("li"))
    for _ in range(10):
        world.wait(days=1)
    assert len(world.all_heard("li")) == heard
    assert world.stage() is Stage.CLOSED_REFUSED
