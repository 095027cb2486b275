from pathlib import Path

import pytest

from tests.botapi.params import Params
from tests.botapi.spec import Spec, open_spec


@pytest.fixture
def spec(shared_data: Path) -> Spec:
    return open_spec(shared_data)


def test_a_call_that_fits_has_no_faults(spec: Spec) -> None:
    form = Params({"chat_id": "5", "text": "a", "disable_notification": "true"}, {})
    assert not spec.faults_of_call("sendmessage", form)


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"chat_id": 5}, "text is missing"),
        ({"chat_id": 5, "text": "a", "colour": "red"}, "no such field: colour"),
        ({"chat_id": 5, "text": 7}, "7 is no String"),
        ({"chat_id": 5, "text": "a", "message_thread_id": "x"}, "'x' is no Integer"),
        ({"chat_id": 5, "text": "a", "reply_parameters": "{}"}, "lacks message_id"),
        ({"chat_id": 5, "text": "a", "entities": {}}, "is no list"),
    ],
)
def test_a_call_that_does_not_fit_says_why(
    spec: Spec, fields: dict[str, object], fault: str
) -> None:
    faults = spec.faults_of_call("sendMessage", Params(fields, {}))
    assert any(fault in each for each in faults), faults


def test_an_answer_is_held_against_its_type(spec: Spec) -> None:
    assert not spec.faults_of_answer("deleteWebhook", answer=True)
    assert spec.faults_of_answer("getMe", {"id": 1, "first_name": "x"}) == [
        "getMe: User lacks is_bot"
    ]
    assert spec.faults_of_answer("getMe", [])
