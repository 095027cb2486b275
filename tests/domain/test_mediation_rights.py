"""The second wall: what a forged step would do to the talks of others stops there."""

from dataclasses import replace
from typing import Any

import pytest

from domain.accord_kinds import BOTH, Kind
from domain.accords import Accord, AccordChanged, AnswerGiven
from domain.issues import Issue, IssueChanged, IssueKind
from domain.mediation_rights import may_proceed
from domain.mediation_stages import Role, Stage
from domain.mediations import Mediation, Side
from domain.people import Person
from domain.proceedings import (
    Bid,
    BidPlaced,
    BidsDestroyed,
    LettersRecalled,
    ProceedingsChange,
    Room,
    Word,
    WordSaid,
)
from domain.rights import Trespass, check_step
from domain.turns import Desk, Dialogue, Step
from tests.domain.builders import MONDAY, demo_rules, opened

A, B = BOTH
KEY = ("dongqiao", "DQ000001", 1)
MEDIATION = Mediation(
    *KEY,
    "I1",
    Stage.SHUTTLE,
    MONDAY,
    "wang-secretary-dq1",
    Side("wang"),
    Side("li"),
    mediator="ye",
)
MUTE = replace(MEDIATION, respondent=Side())


def desk_of(person: str, mediation: Mediation | None = MEDIATION) -> Desk:
    rules = demo_rules()
    known = rules.directory.person(person) or Person("dongqiao", person)
    case = replace(opened().case, holder="wang-secretary-dq1", grid="G01")
    cases = (case,) if known.posts else ()
    found = (mediation,) if mediation else ()
    return Desk(MONDAY, known, Dialogue(), rules, cases, mediations=found)


def word(**change: Any) -> WordSaid:
    said = Word(*KEY, 3, Room.APPLICANT, A, "wang", MONDAY, "心里话")
    return WordSaid(replace(said, **change))


def bid(**change: Any) -> BidPlaced:
    return BidPlaced(replace(Bid(*KEY, 5, 1, A, "wang", 100, MONDAY), **change))


def accord(kind: Kind = Kind.OPTION) -> AccordChanged:
    return AccordChanged(Accord(*KEY, 5, kind, BOTH, MONDAY, MONDAY))


ISSUE = IssueChanged(Issue(*KEY, 1, IssueKind.MONEY, "赔偿"))
SECRETARY = "wang-secretary-dq1"


def answer(role: Role) -> AnswerGiven:
    return AnswerGiven(*KEY, 5, 1, role, "yes")


@pytest.mark.parametrize(
    ("person", "change"),
    [
        ("wang", word()),
        ("wang", word(room=Room.JOINT)),
        ("li", word(room=Room.RESPONDENT, role=B, person_id="li")),
        ("ye", word(role=Role.MEDIATOR, person_id="ye")),
        ("wang", bid()),
        ("wang", answer(A)),
        ("ye", answer(Role.MEDIATOR)),
        ("ye", accord()),
        ("wang", accord(Kind.EXTEND)),
        (SECRETARY, accord(Kind.PROPOSED)),
        ("ye", ISSUE),
        ("li", LettersRecalled("dongqiao", "talks:DQ000001:1:5:")),
    ],
)
def test_each_does_what_is_his(person: str, change: ProceedingsChange) -> None:
    assert may_proceed(desk_of(person), change)


@pytest.mark.parametrize(
    ("person", "change"),
    [
        ("wang", word(room=Room.RESPONDENT)),
        ("wang", word(room=Room.MEDIATORS)),
        ("wang", word(person_id="li")),
        ("wang", word(role=B)),
        ("wang", word(role=Role.MEDIATOR)),
        ("li", word()),
        ("stranger", word(person_id="stranger")),
        (SECRETARY, word(role=Role.STAFF, person_id=SECRETARY)),
        ("wang", word(number="DQ000009")),
        ("wang", word(attempt=2)),
        ("wang", bid(side=B)),
        ("wang", bid(person_id="li")),
        ("ye", bid(side=Role.MEDIATOR, person_id="ye")),
        ("wang", answer(B)),
        ("ye", answer(A)),
        (SECRETARY, answer(B)),
        ("stranger", answer(A)),
        ("stranger", accord()),
        (SECRETARY, accord(Kind.RELAY)),
        ("wang", ISSUE),
        (SECRETARY, ISSUE),
        ("ye", BidsDestroyed(accord().accord)),
        ("li", LettersRecalled("dongqiao", "talks:DQ000002:1:5:")),
        ("li", LettersRecalled("dongqiao", "")),
        ("stranger", LettersRecalled("dongqiao", "talks:DQ000001:1:5:")),
    ],
)
def test_whatever_is_not_his_stops_at_the_second_wall(
    person: str, change: ProceedingsChange
) -> None:
    assert not may_proceed(desk_of(person), change)
    with pytest.raises(Trespass):
        check_step(desk_of(person), Step(changes=(change,)))


@pytest.mark.parametrize("change", [word(), bid(), answer(A)])
def test_nothing_is_said_where_nothing_lies_on_the_desk_or_all_is_over(
    change: ProceedingsChange,
) -> None:
    assert not may_proceed(desk_of("wang", None), change)
    over = replace(MEDIATION, stage=Stage.TERMINATED_BY_PARTY)
    assert not may_proceed(desk_of("wang", over), change)


def test_staff_answer_by_telephone_for_a_side_without_an_account_alone() -> None:
    assert may_proceed(desk_of(SECRETARY, MUTE), answer(B))
    assert not may_proceed(desk_of(SECRETARY, MUTE), answer(A))
    assert not may_proceed(desk_of("ye", MUTE), answer(B))
