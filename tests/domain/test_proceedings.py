from dataclasses import replace
from datetime import timedelta

import pytest

from domain.accord_kinds import BOTH, Kind
from domain.accords import Accord, AccordState
from domain.issues import Issue, IssueKind, Terms
from domain.mediation_stages import Role
from domain.proceedings import READS, Bid, Proceedings, Room, Word, seen_by
from tests.domain.builders import MONDAY

KEY = ("dongqiao", "DQ000001", 1)
A, B, M, G, S = BOTH[0], BOTH[1], Role.MEDIATOR, Role.GUEST, Role.STAFF
DUE = MONDAY + timedelta(hours=48)


def word(number: int, room: Room, role: Role, text: str) -> Word:
    return Word(*KEY, number, room, role, role, MONDAY, text)


def accord(number: int, kind: Kind, *asked: Role) -> Accord:
    answers = dict.fromkeys(asked, "yes")
    return Accord(
        *KEY, number, kind, asked, MONDAY, DUE, words=f"w{number}", issue=1, answers=answers
    )


OPTION, RELAY = accord(5, Kind.OPTION, *BOTH), accord(6, Kind.RELAY, A)
FULL = Proceedings(
    issues=(Issue(*KEY, 1, IssueKind.MONEY, "赔多少"),),
    accords=(OPTION, RELAY),
    words=(
        word(1, Room.APPLICANT, A, "甲的心里话"),
        word(2, Room.RESPONDENT, B, "乙的心里话"),
        word(3, Room.JOINT, M, "大家好"),
        word(4, Room.MEDIATORS, M, "看看渗漏"),
    ),
    bids=(Bid(*KEY, 9, 1, A, "wang", 500_000, MONDAY), Bid(*KEY, 9, 1, B, "li", 1, MONDAY)),
)


@pytest.mark.parametrize(
    ("role", "rooms"),
    [(A, "applicant joint"), (B, "respondent joint"), (M, " ".join(Room)), (G, "joint mediators")],
)
def test_each_reads_in_his_own_rooms_alone(role: Role, rooms: str) -> None:
    seen = seen_by(FULL, {role}, "nobody")
    assert {each.room for each in seen.words} == set(rooms.split())


@pytest.mark.parametrize("role", sorted(set(Role) - READS.keys()))
def test_who_only_serves_reads_no_word_no_issue_and_no_bid(role: Role) -> None:
    seen = seen_by(FULL, {role}, "wang")
    assert (seen.words, seen.issues, seen.bids) == ((), (), ())
    kinds = {each.kind for each in seen.accords}
    assert kinds == ({Kind.OPTION} if role is S else set())


def test_answers_of_others_are_sealed_for_everybody() -> None:
    for role in (A, B, M, S):
        for each in seen_by(FULL, {role}, "x").accords:
            others = {who: said for who, said in each.answers.items() if who is not role}
            assert set(others.values()) <= {""}
    assert seen_by(FULL, {A}, "wang").accords[0].answers[A] == "yes"


def test_a_question_to_one_side_is_not_read_by_the_other() -> None:
    assert RELAY.accord not in {each.accord for each in seen_by(FULL, {B}, "li").accords}
    assert seen_by(FULL, {G}, "x").accords == ()


def test_bids_are_read_by_their_bidder_alone() -> None:
    assert [each.amount for each in seen_by(FULL, {A}, "wang").bids] == [500_000]
    assert seen_by(FULL, {M}, "ye").bids == ()


def test_a_side_knows_its_own_words_and_what_was_passed_on_to_it() -> None:
    assert FULL.secret_from(A) == ("乙的心里话",)
    assert set(FULL.known_to(B)) == {"乙的心里话", "大家好", OPTION.words, "赔多少\n"}
    passed = replace(FULL, accords=(OPTION, replace(RELAY, state=AccordState.DONE)))
    assert RELAY.words in passed.known_to(B)
    assert "乙的心里话" not in passed.known_to(A)


def test_what_was_asked_or_settled_is_known_and_what_was_taken_back_is_not() -> None:
    number = replace(OPTION, kind=Kind.NUMBER, words="", amount=260_000)
    assert "\n2600元" in replace(FULL, accords=(number,)).known_to(B)
    gone = replace(number, state=AccordState.WITHDRAWN)
    assert "\n2600元" not in replace(FULL, accords=(gone,)).known_to(B)
    (issue,) = FULL.issues
    settled = replace(issue, terms=Terms("转账", 260_000, "respondent"))
    assert "赔多少\n转账\n2600元" in replace(FULL, issues=(settled,)).known_to(A)


def test_an_accord_is_found_by_its_number_and_the_newest_live_one_by_its_kind() -> None:
    assert FULL.accord(5) is OPTION
    assert FULL.accord(7) is None
    assert FULL.live(Kind.OPTION, 1) is OPTION
    assert FULL.live(Kind.OPTION, 2) is None
    over = replace(OPTION, state=AccordState.REFUSED)
    assert replace(FULL, accords=(over,)).live(Kind.OPTION) is None
