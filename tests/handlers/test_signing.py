"""P10, P11 and P12 of the safety of mediation, as they are met in the chat."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.agreements import READ_FOR
from domain.mediation_states import Do, Role, Stage
from domain.turns import Desk
from tests.mediation_table import (
    MEDIATOR,
    NUMBER,
    OTHER_MEDIATOR,
    PAYS,
    SECRETARY,
    Mediated,
    press,
    signed_by_both,
    without_account,
)
from tests.mediation_table import given as handed_out

EVERYBODY = ("wang", "li", MEDIATOR, SECRETARY, OTHER_MEDIATOR, "stranger")


def signers(world: Mediated) -> set[Role]:
    agreement = world.mediation().agreement
    assert agreement
    return {each.side for each in agreement.signatures if each.holds}


def test_the_button_is_dead_for_two_hours_after_the_words_were_read() -> None:
    world = handed_out()
    assert "先看完全文" in press(world, "wang", "sign/5")
    assert "12:00以后可以签字" in world.press("wang", "我看完全文了")[0]
    world.pass_time(hours=1, minutes=59)
    assert "12:00以后才能签字" in world.press("wang", "我同意，签字")[0]
    assert signers(world) == set()
    world.pass_time(minutes=1)
    assert "已记下您的签字" in world.press("wang", "我同意，签字")[0]
    assert signers(world) == {Role.APPLICANT}


def test_an_edit_voids_what_was_signed_and_the_old_button() -> None:
    world = handed_out()
    world.press("wang", "我看完全文了")
    world.pass_time(hours=2)
    world.press("wang", "我同意，签字")
    press(world, MEDIATOR, "draft/terms")
    world.say(MEDIATOR, "乙方 长期不在夜里用水泵")
    assert signers(world) == set()
    assert "改过" in world.press("wang", "我同意，签字")[0]
    world.press(MEDIATOR, "发给双方看")
    assert "改过" in press(world, "wang", "seen/5")


def test_nobody_learns_from_the_station_whether_the_other_signed() -> None:
    one = handed_out()
    world = signed_by_both()
    for name in ("wang", "li"):
        one.press(name, "我看完全文了")
    one.pass_time(hours=2)
    assert one.press("wang", "我同意，签字")[0] == world.all_heard("wang")[-1]
    assert world.all_heard("li")[-1] == world.all_heard("wang")[-1]


ACTS = ("draft", "seen/5", "sign/5", "read_to/5", "brought/5", "signed_applicant", "paper")
DEEDS = st.lists(st.tuples(st.sampled_from(EVERYBODY), st.sampled_from(ACTS)), max_size=12)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(DEEDS)
def test_no_act_of_anybody_signs_for_another(deeds: list[tuple[str, str]]) -> None:
    world = handed_out()
    for who, act in deeds:
        world.pass_time(minutes=70)
        press(world, who, act)
        world.say(who, "赵阿姨") if act.startswith("brought") else None
    mediation = world.mediation()
    agreement = mediation.agreement
    assert agreement
    sides = {Role.APPLICANT: "wang", Role.RESPONDENT: "li"}
    for each in agreement.signatures:
        assert (sides[each.side], "sign/5") in deeds
        reading = agreement.reading(each.side)
        assert reading
        assert each.at - reading.at >= READ_FOR
    signing = (event.role for event in world.events if event.act is Do.SIGN)
    assert set(signing) <= {Role.APPLICANT, Role.RESPONDENT}


def test_a_side_with_an_account_signs_by_itself_alone() -> None:
    world = handed_out()
    for act in ("read_to/5", "brought/5"):
        assert "不由您" in press(world, SECRETARY, act)
    assert signers(world) == set()


def test_a_signature_on_paper_has_a_witness_and_is_checked_by_somebody_else() -> None:
    world = without_account()
    captain = world.mediation().captain
    assert "见证人" in world.press(captain, "对方在纸上签了字")[0]
    assert "另一位同事" in world.say(captain, "赵阿姨")[0]
    assert signers(world) == set()
    world.press("wang", "我同意，签字")
    assert world.stage() is Stage.DRAFT
    assert "另一位同事" in press(world, captain, "signed_respondent")
    assert "不由您" in press(world, MEDIATOR, "signed_respondent")
    world.press(SECRETARY, "是本人签的字")
    assert signers(world) == {Role.APPLICANT, Role.RESPONDENT}
    world.press(OTHER_MEDIATOR, "核对无误，盖章")
    assert world.stage() is Stage.PERFORM


def test_it_is_read_out_for_two_hours_too() -> None:
    world = without_account()
    world.at -= timedelta(minutes=1)
    captain = world.mediation().captain
    assert "才能签字" in world.press(captain, "对方在纸上签了字")[0]


def test_who_brought_it_does_not_check_it() -> None:
    world = without_account()
    world.mediations[NUMBER] = replace(world.mediation(), captain="")
    edition = world.mediation().agreement
    assert edition
    press(world, SECRETARY, f"brought/{edition.edition}")
    world.say(SECRETARY, "赵阿姨")
    assert "另一位同事核实" in press(world, SECRETARY, "signed_respondent")
    asked = [each.to for each in world.letters if each.key == "agreeing.staff_check"]
    assert asked
    assert SECRETARY not in asked
    press(world, asked[0], "signed_respondent")
    assert signers(world) == {Role.RESPONDENT}


class Rebound(Mediated):
    """A world in which everybody speaks from an account that was bound an hour ago."""

    bound_for = timedelta(hours=1)

    def desk(self, name: str, community: str) -> Desk:
        return replace(super().desk(name, community), bound_at=self.at - self.bound_for)


@pytest.mark.parametrize("hours", [1, 71, 72])
def test_an_account_bound_anew_signs_only_with_a_second_look(hours: int) -> None:
    counts = hours == 72
    world = handed_out()
    world.press("wang", "我看完全文了")
    world.pass_time(hours=2)
    rebound = Rebound(**{name: getattr(world, name) for name in world.__dataclass_fields__})
    rebound.bound_for = timedelta(hours=hours)
    said = rebound.press("wang", "我同意，签字")[0]
    assert ("刚换过" in said) is not counts
    assert signers(rebound) == ({Role.APPLICANT} if counts else set())
    if not counts:
        rebound.press(SECRETARY, "是本人签的字")
        assert signers(rebound) == {Role.APPLICANT}


def test_what_is_done_on_the_spot_is_agreed_to_by_word() -> None:
    world = handed_out("乙方 当场付2600元", oral=True)
    assert "口头协议登记" in world.all_heard("li")[-1]
    world.press("wang", "我同意，签字")
    assert world.stage() is Stage.DRAFT
    world.press("li", "我同意，签字")
    assert world.stage() is Stage.PERFORM
    assert "口头协议已登记" in world.all_heard("li")[-1]
    agreement = world.mediation().agreement
    assert agreement
    assert (agreement.in_force, agreement.sealed_by) == (world.at, "")


def test_what_was_done_on_the_spot_is_confirmed_at_once() -> None:
    world = handed_out("乙方 当场付2600元", oral=True)
    for name in ("wang", "li"):
        world.press(name, "我同意，签字")
    assert "[第1条我做了]" in world.all_heard("li")[-1]
    assert "[第1条收到了]" not in world.all_heard("li")[-1]
    world.press("wang", "第1条收到了")
    world.wait(minutes=1)
    assert world.stage() is Stage.FOLLOW_UP


def test_what_is_for_another_day_wants_paper() -> None:
    world = handed_out(PAYS, oral=True)
    assert "要写书面协议" in world.all_heard(MEDIATOR)[-1]
