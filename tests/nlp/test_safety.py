import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.normalise import normalise
from nlp.safety import EVERY_NUMBER, UNCLEAR, SafetyScreen, load_safety, read_safety

SCREEN = load_safety()
SENTENCES = Path(__file__).parent / "messages" / "safety.csv"


def rows(*, expected: bool) -> list[tuple[str, str]]:
    with SENTENCES.open(encoding="utf-8") as file:
        found = list(csv.DictReader(file))
    return [(row["text"], row["kind"]) for row in found if (row["expected"] == "open") is expected]


def is_open(text: str) -> bool:
    danger = SCREEN.emergency(normalise(text))
    return danger is not None and not danger.guarded


def test_there_are_enough_sentences_of_both_sorts() -> None:
    assert len(rows(expected=True)) >= 150
    assert len(rows(expected=False)) >= 150


def test_every_cry_for_help_is_heard() -> None:
    missed = [text for text, _ in rows(expected=True) if not is_open(text)]
    assert missed == []


def test_danger_only_spoken_of_alarms_nobody() -> None:
    calm = rows(expected=False)
    false = [text for text, _ in calm if is_open(text)]
    assert len(false) <= 0.03 * len(calm), false


def test_ordinary_letters_of_a_city_alarm_at_most_one_in_a_hundred(shared_data: Path) -> None:
    with (shared_data / "messages_city.csv").open(encoding="utf-8") as file:
        texts = [f"{row['title']}。{row['text']}" for row in csv.DictReader(file)]
    alarms = sum(map(is_open, texts))
    assert alarms <= len(texts) / 200


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("2幢电梯困了三个人有老人!", "trapped", "119"),
        ("我妈突然倒地上叫不醒", "illness", "120"),
        ("老公打我，孩子也在", "violence_home", "110"),
        ("厨房一股煤气味", "gas", "119"),
    ],
)
def test_the_danger_is_named_with_whom_to_call(text: str, kind: str, number: str) -> None:
    danger = SCREEN.emergency(normalise(text))
    assert danger is not None
    assert danger.kind == kind
    assert number in danger.numbers
    assert danger.words


def test_a_leak_that_spoils_a_home_is_no_flood() -> None:
    for leak in ("楼上漏水把我家天花板泡了", "楼上漏水把我家墙泡坏了，要求赔偿"):
        assert SCREEN.emergency(leak) is None
    for flood in ("水把我家围住了", "大水把我家冲了", "水把我家淹了一半"):
        assert is_open(flood)


def test_a_cooker_that_does_not_light_is_no_fire() -> None:
    for cold in ("煤气灶打不着火", "煤气灶打不着火了怎么办", "燃气灶点不着火"):
        assert SCREEN.emergency(cold) is None
    assert is_open("煤气灶着火了")


def test_a_call_to_one_at_home_is_no_blow() -> None:
    for call in ("电话是我女儿的，打她的吧", "有事打我老公电话，他在家", "他打我手机打不通"):
        assert not is_open(call), call
    for blow in ("他打我，电话也不让我打", "他打我手机都砸了", "我女儿被她老公打了"):
        assert is_open(blow), blow


def test_water_that_drips_from_a_ceiling_is_no_flood() -> None:
    assert not is_open("水从天花板滴下来了")
    assert is_open("水从天花板上冲下来了")


def test_an_address_takes_no_alarm_out_of_a_danger() -> None:
    for cry, _ in rows(expected=True)[::9]:
        assert is_open(f"天成花园2幢{cry}"), cry


def test_a_medicine_that_is_used_up_is_no_harm() -> None:
    assert SCREEN.emergency("血压高，药吃完了能配吗") is None
    for harm in ("药都吃完了，别找我了", "安眠药吃完了一瓶", "药吃完了，对不起"):
        assert is_open(harm), harm


def test_a_guarded_danger_is_said_to_be_one() -> None:
    danger = SCREEN.emergency("如果着火了怎么逃")
    assert danger is None or danger.guarded


def test_another_file_may_be_read() -> None:
    screen = read_safety('[flood]\nleaf = "M5"\nnumbers = ["110"]\nwords = ["大水"]\n[guards]\n')
    danger = screen.emergency("大水来了")
    assert danger is not None
    assert (danger.kind, danger.leaf) == ("flood", "M5")
    assert screen.emergency("小水") is None


@given(st.text(max_size=120))
def test_any_text_can_be_screened(text: str) -> None:
    SCREEN.emergency(normalise(text))


def test_a_set_of_words_may_stand_in_a_pattern_and_parts_may_turn() -> None:
    screen = read_safety(
        '[sets]\nchild = ["孩子", "娃"]\n[flood]\nleaf = "M5"\nnumbers = ["110"]\n'
        'patterns = [["{child}", "水"]]\ntogether = [["桥", "塌"]]\n[guards]\n'
    )
    assert screen.emergency("娃在水里") is not None
    assert screen.emergency("水里没有人") is None
    assert screen.emergency("塌了的是桥") is not None
    assert screen.emergency("桥塌了") is not None


def test_what_no_pattern_names_is_heard_and_gets_a_kind() -> None:
    danger = SCREEN.emergency("老伴打了胰岛素后一身冷汗叫不答应")
    assert danger is not None
    assert not danger.guarded
    assert danger.words


def test_what_the_lexicon_knows_as_ordinary_must_sound_more_like_danger() -> None:
    assert SCREEN.is_ordinary({"A1": 0.8, "I1": 0.1})
    assert not SCREEN.is_ordinary({"A3": 0.6, "A4": 0.3})
    assert not SCREEN.is_ordinary({})


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("他们几个踹我家门，说今天不给钱就废了我", "violence"),
        ("我妹妹发消息说来世再见，人找不到", "self_harm"),
        ("孩子吃花生卡住了脸憋得发紫", "illness"),
    ],
)
def test_of_several_dangers_the_one_that_is_meant_leads(text: str, kind: str) -> None:
    danger = SCREEN.emergency(normalise(text))
    assert danger is not None
    assert danger.kind == kind


def test_a_danger_of_no_clear_kind_gets_every_number() -> None:
    danger = SCREEN.emergency("桥底下有人在喊")
    assert danger is not None
    assert (danger.kind, danger.numbers) == (UNCLEAR, EVERY_NUMBER)


def test_the_lexicon_helps_to_tell_the_kind() -> None:
    screen = read_safety(TWO)
    assert _kind(screen, {"M1": 0.9}) == "fight"
    assert _kind(screen, {"M5": 0.9}) == _kind(screen, {}) == "flood"


TWO = """
[flood]
leaf = "M5"
numbers = ["110"]
words = ["大水"]
[fight]
leaf = "M1"
numbers = ["110"]
words = ["打起来"]
[guards]
"""


def _kind(screen: SafetyScreen, chance: dict[str, float]) -> str:
    danger = screen.emergency("大水边打起来了", chance=chance)
    return danger.kind if danger else ""
