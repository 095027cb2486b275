from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from domain.ballots import Answer, Ballot, ClosedVotes, Way
from domain.poll_rounds import OBJECTED, PollRound
from domain.polls import Asked, HomesAsked, PollWoken
from domain.turns import Step
from jobs.polls import go_round
from jobs.rounds import JobRound
from tests.ballot_box import CAPTAIN, DAY, HOLDER, HOME, POLL, ROLL, owner, rendered
from tests.domain.builders import away, demo_rules, moment, with_absences

OPENS, CLOSES = moment("2026-12-08 08:00"), moment("2026-12-28 20:00")
OPEN = replace(POLL, opens=OPENS, closes=CLOSES)
HOMES = tuple(Asked(unit) for unit in ROLL[:10])


def looked(homes: Sequence[Asked], at: datetime, votes: ClosedVotes | None = None) -> Step:
    found = PollRound(OPEN, tuple(homes), votes or ClosedVotes())
    return go_round(JobRound("dongqiao", (), demo_rules(), at, polls=(found,)))


def told(step: Step) -> list[tuple[str, str]]:
    return [(each.to, each.key) for each in step.says]


def test_without_polls_nothing_is_done() -> None:
    assert go_round(JobRound("dongqiao", (), demo_rules(), OPENS)) == Step()


def test_at_the_opening_everybody_of_each_home_is_asked_and_the_next_look_is_tomorrow() -> None:
    homes = [replace(HOMES[0], people=(owner(), owner("lao-wang"))), *HOMES[1:]]
    step = looked(homes, OPENS)
    assert told(step) == [("wang", "polls.asked"), ("lao-wang", "polls.asked")]
    assert rendered(step.says[0]).endswith("[同意][反对][弃权][不再提醒]")
    assert step.changes == (
        HomesAsked("dongqiao", "p1", (HOME,), OPENS),
        PollWoken("dongqiao", "p1", OPENS + DAY),
    )


def test_at_night_nobody_is_woken() -> None:
    night = moment("2026-12-08 22:30")
    [letter] = looked([replace(HOMES[0], people=(owner(),))], night).says
    assert letter.not_before == moment("2026-12-09 08:00")
    assert not letter.urgent


def test_who_did_not_answer_is_reminded_in_other_words() -> None:
    asked = replace(HOMES[0], people=(owner(),), times=1, asked_at=OPENS)
    assert told(looked([asked], OPENS + 3 * DAY))[0] == ("wang", "polls.reminded")


def test_the_captain_reads_room_numbers_and_presses_one_of_them() -> None:
    voted = replace(HOMES[0], is_cast=True)
    step = looked([voted, *HOMES[1:]], OPENS + 3 * DAY)
    assert told(step) == [(CAPTAIN, "polls.visit")]
    words = rendered(step.says[0])
    assert "青石里1幢1单元还有9户没有表决：102、201" in words
    assert words.endswith("[501室][502室]")
    assert step.says[0].choices[0].press == "record_vote::-1:p1/qingshi.1.1.102"
    assert step.says[0].not_before == moment("2026-12-11 08:30")


def test_where_all_have_answered_nobody_goes_to_a_door() -> None:
    voted = [replace(each, is_cast=True) for each in HOMES]
    assert looked(voted, OPENS + 3 * DAY).says == ()


def test_a_captain_who_is_away_has_a_deputy_and_a_stairwell_without_one_its_grid_worker() -> None:
    rules = with_absences(away(CAPTAIN, "wen-captain-dq6-w016", OPENS))
    found = PollRound(OPEN, HOMES)
    step = go_round(JobRound("dongqiao", (), rules, OPENS + 3 * DAY, polls=(found,)))
    assert told(step) == [("wen-captain-dq6-w016", "polls.visit")]
    none = [each for each in demo_rules().directory.staff if each.person_id != CAPTAIN]
    directory = replace(demo_rules().directory, staff=tuple(none))
    rules = replace(demo_rules(), directory=directory)
    step = go_round(JobRound("dongqiao", (), rules, OPENS + 3 * DAY, polls=(found,)))
    assert told(step) == [("he-worker-dq6", "polls.visit")]


def test_a_home_that_is_on_no_map_any_more_is_nobody_s_to_visit() -> None:
    gone = replace(HOMES[0], unit=replace(ROLL[0], compound="gone"))
    assert looked([gone], OPENS + 3 * DAY).says == ()


def votes() -> ClosedVotes:
    ballots = tuple(Ballot("p1", each.unit.home, Answer.YES, Way.OWN, "x", OPENS) for each in HOMES)
    return ClosedVotes(ballots, (Answer.NO,))


def test_after_the_close_the_holder_and_every_household_read_the_count_once() -> None:
    people = (owner(), owner("lao-wang"))
    homes = [replace(HOMES[0], people=people), replace(HOMES[1], people=people), *HOMES[2:]]
    step = looked(homes, CLOSES, votes())
    assert told(step) == [
        (HOLDER, "polls.result"),
        ("wang", "polls.result"),
        ("lao-wang", "polls.result"),
    ]
    words = rendered(step.says[0])
    assert "达到法定比例，表决通过" in words
    assert "同意10户、10人、713.75平方米" in words
    assert "居民意见1条，不计票" in words
    assert step.changes == (PollWoken("dongqiao", "p1", CLOSES + OBJECTED),)
    assert step.says[0].not_before == moment("2026-12-28 20:00")


def test_when_the_days_of_objection_are_over_the_holder_is_told_and_nobody_looks_again() -> None:
    step = looked(HOMES, CLOSES + OBJECTED, votes())
    assert told(step) == [(HOLDER, "polls.final")]
    assert step.changes == (PollWoken("dongqiao", "p1", None),)


def test_a_letter_is_marked_by_what_it_is_about_so_that_it_comes_once() -> None:
    home = replace(HOMES[0], people=(owner(),))
    first, again = looked([home], OPENS), looked([home], OPENS)
    assert [each.dedupe for each in first.says] == [each.dedupe for each in again.says]
    later = looked([replace(home, times=1, asked_at=OPENS)], OPENS + 3 * DAY)
    assert first.says[0].dedupe != later.says[0].dedupe
