from datetime import date

import pytest

from domain.agreements import Signatory
from domain.refusals import Refused
from domain.terms import read_parties, read_term

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("words", "owed", "fen", "due"),
    [
        ("乙方 12月10日前 转账赔甲方2600元", "respondent", 260000, date(2026, 12, 10)),
        ("乙方 2026年12月10日前付三千块", "respondent", 300000, date(2026, 12, 10)),
        ("甲方 2027-1-5 前 拆掉雨棚", "applicant", 0, date(2027, 1, 5)),
        ("乙方 1月5日前 修好", "respondent", 0, date(2027, 1, 5)),
        ("乙方 当场付2600元", "respondent", 260000, TODAY),
        ("双方 长期互不打扰", "both", 0, None),
        ("乙方 11月23日前 赔50元", "respondent", 5000, TODAY),
        ("乙方 12.1 前付 ２６００ 元", "respondent", 260000, date(2026, 12, 1)),
    ],
)
def test_a_line_says_who_owes_what_until_when(
    words: str, owed: str, fen: int, due: date | None
) -> None:
    term = read_term(words, TODAY)
    assert (term.owed, term.fen, term.due, term.words) == (owed, fen, due, words)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("12月10日前 赔2600元", "agreeing.no_debtor"),
        ("乙方 尽快赔2600元", "agreeing.no_day"),
        ("乙方 2月30日前 修好", "agreeing.no_day"),
        ("乙方 2026年11月22日前 修好", "agreeing.no_day"),
        ("乙方 13月1日前 修好", "agreeing.no_day"),
        ("乙方 12月10日前 赔2600元，再赔300元", "agreeing.two_sums"),
        ("", "agreeing.no_debtor"),
    ],
)
def test_what_is_missing_is_asked_for(words: str, why: str) -> None:
    with pytest.raises(Refused) as refused:
        read_term(words, TODAY)
    assert refused.value.text_key == why


def test_two_lines_name_both_sides() -> None:
    assert read_parties("甲方：王秀英\n\n乙方 李明") == (Signatory("王秀英"), Signatory("李明"))
    company = Signatory("明湖置业有限公司", "周明", "项目经理")
    read = read_parties("乙方 明湖置业有限公司，代表 周明，项目经理；甲方 王秀英")
    assert read == (Signatory("王秀英"), company)


@pytest.mark.parametrize(
    "words", ["", "王秀英", "甲方 王秀英", "甲方 李明\n乙方 李明", "甲方\n乙方"]
)
def test_less_than_two_names_are_asked_for_again(words: str) -> None:
    with pytest.raises(Refused) as refused:
        read_parties(words)
    assert refused.value.text_key == "agreeing.two_names"
