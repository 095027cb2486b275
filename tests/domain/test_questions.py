from dataclasses import replace
from typing import Any

import pytest

from domain.accord_kinds import BOTH, Kind
from domain.issues import Issue, IssueKind, Terms
from domain.mediation_stages import Role
from domain.mediations import Side
from domain.proceedings import Proceedings
from domain.questions import (
    Hearing,
    check_reachable,
    choices_of,
    is_answer,
    questions,
    terms_text,
)
from domain.refusals import Refused
from domain.turns import Text
from tests.domain.builders import MONDAY, demo_rules
from tests.domain.test_accords import OPTION
from tests.domain.test_candidates import CASE
from texts.catalog import open_catalog

KNOWN = Proceedings(issues=(Issue("dongqiao", "DQ000001", 1, 1, IssueKind.MONEY, "赔多少"),))
HEARING = Hearing(replace(CASE, mediator="ye-mediator-dq"), KNOWN, demo_rules(), MONDAY)
NAMES = ("ye-mediator-dq", "jin-mediator-dq2", "feng-mediator-sx")


def rendered(kind: Kind, **more: Any) -> str:
    accord = replace(OPTION, kind=kind, payer="respondent", amount=260_000, **more)
    letter = questions(accord, HEARING)[0]
    return open_catalog().render(Text(letter.key, letter.values))


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_is_asked_in_plain_words(kind: Kind) -> None:
    if kind is Kind.CLOSE:
        return
    words = rendered(kind, names=NAMES if kind is Kind.MEDIATORS else ())
    assert "{" not in words
    assert "accords." not in words


def test_both_sides_are_asked_in_the_same_words() -> None:
    first, second = questions(OPTION, HEARING)
    assert (first.to, second.to) == ("wang", "li")
    assert (first.key, first.values, first.choices) == (second.key, second.values, second.choices)
    assert first.dedupe != second.dedupe


def test_a_phone_that_others_read_gets_a_neutral_notice() -> None:
    side = replace(HEARING.mediation.respondent, neutral=True)
    hidden = replace(HEARING, mediation=replace(HEARING.mediation, respondent=side))
    assert questions(OPTION, hidden)[1].key == "neutral.notice"
    assert hidden.to_side(Role.RESPONDENT, "accords.met")[0].key == "neutral.notice"


def test_who_has_no_account_is_telephoned_or_cannot_be_asked() -> None:
    mute = replace(HEARING, mediation=replace(HEARING.mediation, respondent=Side()))
    letter = questions(OPTION, mute)[1]
    assert (letter.to, letter.key) == ("opener", "accords.by_phone")
    assert letter.choices[0].press.endswith("/yes/respondent")
    check_reachable(OPTION, mute)
    with pytest.raises(Refused, match="no_account"):
        check_reachable(replace(OPTION, kind=Kind.NUMBER), mute)
    assert mute.to_side(Role.RESPONDENT, "accords.met") == ()


def test_ranking_ends_with_the_last_name_or_earlier() -> None:
    accord = replace(OPTION, kind=Kind.MEDIATORS, names=NAMES)
    presses = [[c.press for c in choices_of(accord, HEARING, said)] for said in ("", "2", "2.1")]
    assert presses[0][-1].endswith("answer/9/1/no")
    assert [press.split(":")[-1] for press in presses[1]] == [
        "rank/9/1/2.1",
        "rank/9/1/2.3",
        "answer/9/1/2",
    ]
    assert presses[2][0].endswith("answer/9/1/2.1.3")


def test_only_answers_of_the_kind_are_answers() -> None:
    ranks = replace(OPTION, kind=Kind.MEDIATORS, names=NAMES)
    assert [
        said for said in ("yes", "no", "1", "3.1", "4", "1.1", "") if is_answer(ranks, said)
    ] == [
        "yes",
        "no",
        "1",
        "3.1",
    ]
    times = replace(OPTION, kind=Kind.TIMES, names=("a", "b"))
    assert [said for said in ("20", "2", "203", "yes") if is_answer(times, said)] == ["20"]
    bids = replace(OPTION, kind=Kind.BIDDING)
    assert [said for said in ("no", "10", "30", "31", "yes") if is_answer(bids, said)] == [
        "no",
        "10",
        "30",
    ]
    assert [said for said in ("yes", "no", "10", "") if is_answer(OPTION, said)] == ["yes", "no"]


def test_terms_are_words_or_who_pays_how_much() -> None:
    assert terms_text(Terms("修好水管")) == "修好水管"
    paid = terms_text(Terms(amount=260_050, payer="applicant"))
    assert isinstance(paid, Text)
    assert open_catalog().render(paid) == "申请人付2600.50元"


def test_letters_to_the_mediator_name_the_case_and_there_are_none_without_one() -> None:
    assert HEARING.to_mediator("accords.met")[0].values["which"] == "DQ000001"
    gone = replace(HEARING, mediation=replace(HEARING.mediation, mediator=""))
    assert gone.to_mediator("accords.met") == ()
    assert [each.to for each in HEARING.to_both("accords.met")] == ["wang", "li"]
    assert HEARING.person(Role.MEDIATOR) == "ye-mediator-dq"
    assert set(BOTH) == {Role.APPLICANT, Role.RESPONDENT}
