from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.agreements import (
    READ_FOR,
    SIDES,
    Agreement,
    Reading,
    Signatory,
    Signature,
    Term,
    checked,
    edited,
    issued,
    shown,
    signed,
)
from domain.mediation_states import Role
from domain.refusals import Refused
from tests.domain.builders import MONDAY

WHOLE = Agreement(
    edition=1,
    parties=(Signatory("王秀英"), Signatory("明湖置业有限公司", "周明", "经理")),
    facts="漏水",
    terms=(Term("respondent", "乙方 11月23日前 修好", 0, date(2026, 11, 23)),),
)
GIVEN = issued(WHOLE, "ye", MONDAY)
LATER = MONDAY + READ_FOR


def read_by(*sides: Role, agreement: Agreement = GIVEN) -> Agreement:
    for side in sides:
        agreement = shown(agreement, Reading(side, MONDAY, agreement.digest))
    return agreement


def signature(side: Role, **more: Any) -> Signature:
    return replace(Signature(side, LATER, GIVEN.digest), **more)


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.text_key


def test_a_company_is_bound_by_who_speaks_for_it() -> None:
    person, company = WHOLE.parties
    assert (person.is_company, company.is_company) == (False, True)


def test_every_word_that_is_signed_is_in_the_digest_and_what_came_after_is_not() -> None:
    others = (
        replace(GIVEN, edition=2),
        replace(GIVEN, is_oral=True),
        replace(GIVEN, facts="漏水两次"),
        replace(GIVEN, parties=GIVEN.parties[::-1]),
        replace(GIVEN, terms=(replace(GIVEN.terms[0], fen=1),)),
        replace(GIVEN, terms=(replace(GIVEN.terms[0], due=None),)),
        replace(GIVEN, terms=(replace(GIVEN.terms[0], owed="both"),)),
        replace(GIVEN, terms=(replace(GIVEN.terms[0], words="乙方 修好"),)),
    )
    assert len({each.digest for each in (GIVEN, *others)}) == len(others) + 1
    met = replace(GIVEN, terms=(replace(GIVEN.terms[0], met_at=MONDAY),), in_force=MONDAY)
    assert met.digest == GIVEN.digest
    assert GIVEN.digest.upper().startswith(GIVEN.mark)


def test_what_the_law_asks_for_is_named_as_long_as_it_is_missing() -> None:
    assert Agreement().missing == ("parties", "facts", "terms")
    assert WHOLE.missing == ()
    assert refusal(lambda: issued(Agreement(), "ye", MONDAY)) == "agreeing.incomplete"


def test_an_oral_one_is_for_what_is_done_on_the_spot() -> None:
    assert issued(replace(WHOLE, is_oral=True), "ye", MONDAY).issued_at == MONDAY
    tomorrow = MONDAY + timedelta(days=1)
    late = replace(WHOLE, is_oral=True)
    assert refusal(lambda: issued(late, "ye", tomorrow)) == "agreeing.wants_paper"


def test_who_read_nothing_signs_nothing() -> None:
    assert GIVEN.may_sign_from(Role.APPLICANT) is None
    assert refusal(lambda: signed(GIVEN, signature(Role.APPLICANT))) == "agreeing.unread"


def test_the_sign_button_is_dead_for_two_hours() -> None:
    read = read_by(Role.APPLICANT)
    early = signature(Role.APPLICANT, at=LATER - timedelta(seconds=1))
    assert refusal(lambda: signed(read, early)) == "agreeing.too_early"
    assert signed(read, signature(Role.APPLICANT)).signature(Role.APPLICANT)


def test_an_oral_one_is_agreed_to_at_once() -> None:
    oral = issued(replace(WHOLE, is_oral=True), "ye", MONDAY)
    assert read_by(Role.APPLICANT, agreement=oral).may_sign_from(Role.APPLICANT) == MONDAY


def test_the_first_reading_counts_and_only_of_the_words_as_they_stand() -> None:
    read = read_by(Role.APPLICANT)
    assert shown(read, Reading(Role.APPLICANT, LATER, GIVEN.digest)) is read
    other = Reading(Role.APPLICANT, MONDAY, "other")
    assert refusal(lambda: shown(GIVEN, other)) == "agreeing.changed"
    unissued = Reading(Role.APPLICANT, MONDAY, WHOLE.digest)
    assert refusal(lambda: shown(WHOLE, unissued)) == "agreeing.changed"


def test_nobody_signs_other_words_or_twice() -> None:
    read = read_by(*SIDES)
    wrong = signature(Role.APPLICANT, digest="other")
    assert refusal(lambda: signed(read, wrong)) == "agreeing.changed"
    once = signed(read, signature(Role.APPLICANT))
    assert refusal(lambda: signed(once, signature(Role.APPLICANT))) == "agreeing.signed_already"
    assert not once.is_signed


def test_names_under_other_words_are_no_agreement() -> None:
    both = signed(read_by(*SIDES), signature(Role.APPLICANT))
    both = signed(both, signature(Role.RESPONDENT))
    assert both.is_signed
    assert not replace(both, facts="别的话").is_signed


def test_a_signature_that_was_brought_counts_once_somebody_else_heard_of_it() -> None:
    brought = signature(Role.RESPONDENT, by="song", witness="赵阿姨")
    both = signed(signed(read_by(*SIDES), signature(Role.APPLICANT)), brought)
    assert not both.is_signed
    bring = refusal(lambda: checked(both, Role.RESPONDENT, "song", LATER))
    assert bring == "agreeing.check_other"
    good = checked(both, Role.RESPONDENT, "head", LATER)
    assert good.is_signed
    assert {each.checked_at for each in good.signatures} == {None, LATER}
    nothing = refusal(lambda: checked(both, Role.APPLICANT, "head", LATER))
    assert nothing == "agreeing.nothing_to_check"
    none = refusal(lambda: checked(GIVEN, Role.APPLICANT, "head", LATER))
    assert none == "agreeing.nothing_to_check"


def test_a_term_is_confirmed_by_the_other_side_and_of_both_by_either() -> None:
    owed = replace(WHOLE.terms[0], owed="both")
    assert WHOLE.terms[0].confirms == (Role.APPLICANT,)
    assert owed.confirms == SIDES
    assert WHOLE.terms[0].is_open
    assert not replace(owed, due=None).is_open
    assert not replace(owed, met_at=MONDAY).is_open


ACTS = st.lists(
    st.sampled_from(("edit", "issue", "read_a", "read_b", "sign_a", "sign_b", "hour")),
    min_size=6,
    max_size=40,
)


def _after(agreement: Agreement, act: str, at: datetime) -> Agreement:
    side = Role.APPLICANT if act.endswith("_a") else Role.RESPONDENT
    match act.partition("_")[0]:
        case "edit":
            return edited(agreement, replace(agreement, facts=agreement.facts + "。"))
        case "issue":
            return issued(agreement, "ye", at)
        case "read":
            return shown(agreement, Reading(side, at, agreement.digest))
        case "sign":
            return signed(agreement, Signature(side, at, agreement.digest))
        case _:
            return agreement


@given(ACTS)
def test_whatever_happens_both_sign_the_same_words_that_each_had_two_hours(
    acts: list[str],
) -> None:
    agreement, at = WHOLE, MONDAY
    edits: list[str] = []
    for act in acts:
        at += timedelta(minutes=50)
        try:
            agreement = _after(agreement, act, at)
        except Refused:
            continue
        edits.append(act)
        if act == "edit":
            assert not agreement.signatures
    since = edits[len(edits) - edits[::-1].index("edit") :] if "edit" in edits else edits
    assert agreement.is_signed == {"sign_a", "sign_b"}.issubset(since)
    for each in agreement.signatures:
        reading = agreement.reading(each.side)
        assert reading
        assert each.digest == agreement.digest
        assert each.at - reading.at >= READ_FOR
