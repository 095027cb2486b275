import pytest

from nlp.normalise import normalise
from nlp.safety import load_safety
from nlp.stops import load_stops

LIST = load_stops(load_safety().guards, name="pressure.toml")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("你不签就走着瞧", "threat"),
        ("不同意的话后果自负", "threat"),
        ("不签就起诉你", "threat"),
        ("这样会扣分的", "score"),
        ("我上报单位了", "report"),
        ("会影响孩子的", "family"),
        ("大家都同意了", "others"),
        ("对方已经签了字", "others"),
        ("请现在就签", "hurry"),
        ("两小时内给我答复", "hurry"),
    ],
)
def test_words_that_press_are_found_with_their_kind(text: str, kind: str) -> None:
    assert kind in LIST.kinds(normalise(text))


@pytest.mark.parametrize(
    "text",
    [
        "签不签由您自己定，不急",
        "您可以随时退出，也可以去法院",
        "不同意也没关系，我们再想别的办法",
        "建议双方各退一步，今晚八点先把水阀关掉",
        "请在三天内答复",
        "孩子晚上几点睡",
    ],
)
def test_plain_words_pass(text: str) -> None:
    assert LIST.kinds(normalise(text)) == ()
