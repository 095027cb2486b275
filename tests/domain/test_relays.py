from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.refusals import Refused
from domain.relays import (
    GOOD_FOR,
    RELAYS,
    Relay,
    RelayAct,
    RelayRole,
    RelayState,
    bare,
    longest_shared_run,
    moved,
    slip_in,
    text_hash,
)

CAUCUS = "其实我最多可以赔三千块钱，但是他得先道歉"
NOW = datetime(2026, 3, 2, 2, tzinfo=UTC)
M, S, T = RelayRole.MEDIATOR, RelayRole.SOURCE, RelayRole.STATION
DRAFT = Relay("r1", "a", "对方愿意考虑赔偿")


def after(*acts: tuple[RelayAct, RelayRole]) -> Relay:
    relay = DRAFT
    for act, role in acts:
        relay = moved(relay, act, role, NOW)
    return relay


# The worked table: text to the other side, longest common run, what the guard finds.
@pytest.mark.parametrize(
    ("text", "run", "kind"),
    [
        ("他私下说最多可以赔三千块钱，你看行不行", 9, "words"),
        ("他最多赔3000元", 2, "amount"),
        ("对方愿意考虑赔偿，也希望得到一个道歉", 2, ""),
        ("建议双方各退一步，今晚八点先把水阀关掉", 1, ""),
    ],
)
def test_the_guard_finds_what_the_worked_table_says(text: str, run: int, kind: str) -> None:
    assert longest_shared_run(text, CAUCUS) == run
    found = slip_in(text, [CAUCUS])
    assert (found.kind if found else "") == kind


def test_what_the_other_side_knows_already_is_no_slip() -> None:
    assert slip_in("他最多赔3000元", [CAUCUS], shared=["修理费报价三千元"]) is None
    said = "你说最多可以赔三千块钱"
    assert slip_in(said, [CAUCUS], shared=["他最多可以赔三千块钱"]) is None
    assert slip_in(said, [CAUCUS], shared=["道歉的事再说"]) is not None


def test_marks_width_and_blanks_do_not_hide_a_slip() -> None:
    found = slip_in("他【最多-可以 赔 三。千块", [CAUCUS])
    assert found
    assert found.found == "最多可以赔三"
    assert slip_in("ＡＢＣ１２３", ["abc123"]) is not None


@given(st.text(), st.text(min_size=6, max_size=20), st.text())
def test_no_run_of_six_ever_passes(before: str, secret: str, behind: str) -> None:
    hidden = bare(secret)
    found = slip_in(f"{before}，{secret}，{behind}", [secret])
    assert (found is not None) or len(hidden) < 6


@given(st.text(max_size=30), st.text(max_size=30))
def test_a_run_is_shared_by_both_and_counted_alike(first: str, second: str) -> None:
    run = longest_shared_run(first, second)
    assert run == longest_shared_run(second, first)
    assert run <= min(len(bare(first)), len(bare(second)))
    assert (slip_in(first, [second]) is not None) >= (run >= 6)


def test_what_was_approved_is_delivered_word_for_word() -> None:
    relay = after((RelayAct.ASK, M), (RelayAct.APPROVE, S))
    assert relay.approved == text_hash(DRAFT.text)
    done = moved(relay, RelayAct.DELIVER, T, NOW)
    assert (done.state, done.approved) == (RelayState.DELIVERED, relay.approved)


def test_other_words_than_the_approved_ones_are_never_delivered() -> None:
    relay = after((RelayAct.ASK, M), (RelayAct.APPROVE, S))
    forged = Relay(relay.relay_id, relay.source, "别的话", relay.state, relay.approved)
    with pytest.raises(Refused, match=r"relays\.not_approved"):
        moved(forged, RelayAct.DELIVER, T, NOW)


def test_an_edit_by_the_mediator_asks_again_and_one_by_the_source_is_its_yes() -> None:
    relay = after((RelayAct.ASK, M), (RelayAct.APPROVE, S))
    again = moved(relay, RelayAct.EDIT, M, NOW + timedelta(hours=1), text="换个说法")
    assert (again.state, again.approved) == (RelayState.ASKED, "")
    assert again.expires_at() == NOW + timedelta(hours=1) + GOOD_FOR
    own = moved(again, RelayAct.EDIT, S, NOW, text="我自己的话")
    assert (own.state, own.approved) == (RelayState.APPROVED, text_hash("我自己的话"))
    assert DRAFT.expires_at() is None


def test_only_the_source_approves_and_only_after_approval_something_is_delivered() -> None:
    assert {role for (_, act, role) in RELAYS if act is RelayAct.APPROVE} == {S}
    before = {state for (state, act, _) in RELAYS if act is RelayAct.DELIVER}
    assert before == {RelayState.APPROVED}
    into = {(act, role) for (_, act, role), to in RELAYS.items() if to is RelayState.APPROVED}
    assert {role for _, role in into} == {S}


@pytest.mark.parametrize("cell", list(product(RelayState, RelayAct, RelayRole)), ids=" ".join)
def test_the_whole_product_is_either_in_the_table_or_refused(
    cell: tuple[RelayState, RelayAct, RelayRole],
) -> None:
    relay = Relay("r1", "a", "话", cell[0], text_hash("话"))
    if cell in RELAYS:
        assert moved(relay, *cell[1:], NOW).state is RELAYS[cell]
    else:
        with pytest.raises(Refused, match=r"relays\.not_now"):
            moved(relay, *cell[1:], NOW)


def test_every_state_is_reached_and_what_ended_stays_ended() -> None:
    assert {DRAFT.state, *RELAYS.values()} == set(RelayState)
    final = set(RelayState) - {state for state, _, _ in RELAYS}
    assert final == {
        RelayState.DELIVERED,
        RelayState.REFUSED,
        RelayState.EXPIRED,
        RelayState.WITHDRAWN,
    }
