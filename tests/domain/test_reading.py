from dataclasses import replace

from domain.reading import Candidate, Emergency, Reading

ALARM = Emergency("fire", "D5", ("119",), ("着火",))


def test_the_first_candidate_is_the_likeliest_leaf() -> None:
    assert Reading(candidates=(Candidate("A6", 70), Candidate("A4", 20))).leaf == "A6"
    assert Reading().leaf == ""


def test_only_a_danger_that_is_happening_now_is_an_alarm() -> None:
    assert Reading(emergency=ALARM).is_alarm()
    assert not Reading(emergency=replace(ALARM, guarded=True)).is_alarm()
    assert not Reading().is_alarm()
