from dataclasses import replace

from domain.cases import Case, Party
from domain.states import Part, State
from tests.domain.builders import HOLDER, MONDAY, REPORTER, case_of, moment
from tests.jobs.clockwork import acts, clock, of, rendered, told


def solved() -> Case:
    case = replace(case_of(), state=State.RESOLVED, accepted_at=MONDAY, resolved_at=MONDAY)
    # They were asked once when it was reported as done.
    case = replace(case, asked=1)
    return replace(case, clocks=replace(case.clocks, confirm=moment("2026-11-26 17:30")))


def test_two_nudges_after_the_question_and_then_it_closes_as_unconfirmed() -> None:
    work = of(solved())
    work.run(moment("2026-12-31 12:00"))
    assert [(event.act.value, event.reason, clock(event.at)) for event in work.events] == [
        ("nudge", "confirm", "11-26 17:30"),
        ("nudge", "confirm", "12-01 17:30"),
        ("lapse", "unconfirmed", "12-04 17:30"),
    ]
    assert work.told() == [
        (REPORTER, "chase.confirm_again"),
        (REPORTER, "chase.confirm"),
        (REPORTER, "chase.lapsed"),
        (HOLDER, "chase.lapsed_holder"),
    ]


def test_each_nudge_has_two_buttons_and_the_last_one_says_until_when() -> None:
    work = of(solved(), at=moment("2026-11-26 17:31"))
    [letter] = work.strike().says
    assert rendered(letter).endswith("[解决了][没解决]")
    assert "未确认" not in rendered(letter)
    work.at = moment("2026-12-01 17:31")
    [letter] = work.strike().says
    assert rendered(letter).endswith("[解决了][没解决]")
    assert "12月4日 17:30" in rendered(letter)


def test_silence_is_kept_apart_from_solved_and_can_still_be_contradicted() -> None:
    work = of(replace(solved(), asked=3), at=moment("2026-11-26 17:31"))
    step = work.strike()
    case = work.cases["DQ000001"]
    assert (case.state, case.outcome) == (State.CLOSED, "unconfirmed")
    assert (case.closed_at, case.next_due) == (work.at, None)
    assert rendered(step.says[0]).endswith("[没解决]")


def test_every_party_is_asked_and_a_discreet_one_in_neutral_words() -> None:
    quiet = Party("li", Part.FOLLOWER, neutral=True)
    case = replace(solved(), parties=(*solved().parties, quiet))
    step = of(case, at=moment("2026-11-26 17:31")).strike()
    assert told(step) == [(REPORTER, "chase.confirm_again"), ("li", "neutral.notice")]
    assert step.says[1].choices == ()


def test_every_party_hears_once_that_it_closed_and_may_contradict() -> None:
    case = replace(solved(), asked=3)
    case = replace(case, parties=(*case.parties, Party("li", Part.FOLLOWER)))
    step = of(case, at=moment("2026-11-26 17:31")).strike()
    assert told(step)[:2] == [(REPORTER, "chase.lapsed"), ("li", "chase.lapsed")]
    assert [rendered(each).endswith("[没解决]") for each in step.says] == [True, True, False]
    assert REPORTER not in repr(step.says[1])


def test_a_case_whose_people_are_forgotten_still_comes_to_its_end() -> None:
    work = of(replace(solved(), parties=()))
    work.run(moment("2026-12-31 12:00"))
    assert work.cases["DQ000001"].state is State.CLOSED
    assert work.told() == [(HOLDER, "chase.lapsed_holder")]


def test_each_question_has_a_mark_of_its_own() -> None:
    work = of(solved())
    work.run(moment("2026-12-31 12:00"))
    marks = [(letter.to, letter.dedupe) for _, letter in work.letters]
    assert len(set(marks)) == len(marks)
    assert acts(of(solved(), at=MONDAY).strike()) == []
