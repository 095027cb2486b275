import pytest

from domain.mediation_states import (
    AGREED,
    BEFORE_SIGNED,
    FINAL,
    MOVES,
    OPEN,
    TABLE,
    Do,
    Role,
    Stage,
    acts_for,
    next_stage,
)
from domain.refusals import Refused

PRODUCT = [(stage, act, role) for stage in Stage for act in Do for role in Role]


def test_every_stage_is_reached_from_the_screen() -> None:
    reached = {Stage.SCREEN}
    for _ in Stage:
        reached |= {to for (stage, _, _), to in TABLE.items() if stage in reached}
    assert reached == set(Stage)


@pytest.mark.parametrize("stage", sorted(OPEN))
def test_every_open_stage_can_come_to_an_end(stage: Stage) -> None:
    reached = {stage}
    for _ in Stage:
        reached |= {to for (at, _, _), to in TABLE.items() if at in reached}
    assert reached & FINAL


def test_no_two_rows_decide_the_same() -> None:
    for stage, act, role in PRODUCT:
        rows = [m for m in MOVES if stage in m.stages and act is m.act and role in m.roles]
        assert len(rows) <= 1, (stage, act, role)


def test_the_whole_product_leads_where_the_table_says() -> None:
    for stage, act, role in PRODUCT:
        to = TABLE.get((stage, act, role))
        if to is not None:
            assert next_stage(stage, act, frozenset({role})) == (to, role)
            assert act in acts_for(stage, frozenset({role}))
            continue
        ever = any((other, act, role) in TABLE for other in Stage)
        with pytest.raises(Refused) as refused:
            next_stage(stage, act, frozenset({role}))
        expected = "mediation.not_now" if ever else "mediation.not_yours"
        assert refused.value.text_key == expected
        assert act not in acts_for(stage, frozenset({role}))


@pytest.mark.parametrize("stage", sorted(BEFORE_SIGNED))
@pytest.mark.parametrize("side", [Role.APPLICANT, Role.RESPONDENT])
def test_each_side_may_stop_before_it_is_signed(stage: Stage, side: Role) -> None:
    assert TABLE[stage, Do.STOP, side] is Stage.TERMINATED_BY_PARTY


def test_nobody_else_stops_signs_or_consents() -> None:
    sides = {Role.APPLICANT, Role.RESPONDENT}
    for act in (Do.STOP, Do.SIGN, Do.CONSENT, Do.OBJECT, Do.HIDE):
        assert {role for _, found, role in TABLE if found is act} <= sides


def test_what_is_final_moves_no_more() -> None:
    assert all(to is stage for (stage, _, _), to in TABLE.items() if stage in FINAL)
    assert OPEN == BEFORE_SIGNED | AGREED


def test_acceptance_wants_the_other_sides_yes() -> None:
    into = {key for key, to in TABLE.items() if to is Stage.ACCEPTED and key[0] is not to}
    assert into == {
        (Stage.INVITE_B, Do.CONSENT, Role.RESPONDENT),
        (Stage.INVITE_B, Do.VERIFY, Role.STAFF),
    }
