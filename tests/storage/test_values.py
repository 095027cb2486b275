import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.turns import Attachment, Choice, Text, Value
from storage.values import (
    dump_attachments,
    dump_choices,
    dump_value,
    dump_values,
    load_attachments,
    load_choices,
    load_value,
    load_values,
)

words = st.text(st.characters(exclude_categories=["Cs"]))
moments = st.datetimes(
    datetime(1970, 1, 1),
    datetime(9000, 1, 1),
    timezones=st.just(UTC),
)


def texts(inner: st.SearchStrategy[Value]) -> st.SearchStrategy[Text]:
    return st.builds(Text, words, st.dictionaries(words, inner, max_size=3))


def larger(inner: st.SearchStrategy[Value]) -> st.SearchStrategy[Value]:
    return st.one_of(texts(inner), st.lists(inner, max_size=3).map(tuple))


values: st.SearchStrategy[Value] = st.recursive(
    st.one_of(words, st.integers(), moments), larger, max_leaves=10
)


@given(values)
def test_a_value_comes_back_from_json(value: Value) -> None:
    assert load_value(json.loads(json.dumps(dump_value(value)))) == value


@given(st.dictionaries(words, values, max_size=3))
def test_placeholders_come_back(found: dict[str, Value]) -> None:
    assert load_values(json.loads(json.dumps(dump_values(found)))) == found


@given(st.lists(st.builds(Choice, texts(words), words), max_size=3).map(tuple))
def test_buttons_come_back(choices: tuple[Choice, ...]) -> None:
    assert load_choices(json.loads(json.dumps(dump_choices(choices)))) == choices


@given(st.lists(st.builds(Attachment, words, words, words), max_size=3).map(tuple))
def test_attachments_come_back(attachments: tuple[Attachment, ...]) -> None:
    assert load_attachments(json.loads(json.dumps(dump_attachments(attachments)))) == attachments


@pytest.mark.parametrize("plain", [None, 1.5, {}, {"at": "x"}])
def test_what_was_never_dumped_is_no_value(plain: object) -> None:
    with pytest.raises(ValueError, match="no value"):
        load_value(plain)
