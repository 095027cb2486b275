"""What was told stays told: a mediation, a pause or another clock begins no ladder anew."""

from dataclasses import replace
from functools import partial

from domain.cases import Case, Deed, perform
from domain.states import Act, Part, State
from tests.domain.builders import DISPATCHERS, HOLDER, MONDAY, SECRETARY, STREET, case_of, moment
from tests.jobs.clockwork import of, rendered
from tests.jobs.test_nudges import accepted

HANDS = frozenset({Part.HOLDER})


def test_what_was_told_before_a_mediation_is_not_told_again_after_it() -> None:
    """Mediation puts the chase aside; it goes on where it stood, with one reminder there."""
    work = of(accepted(case_of("F3")))
    work.run(moment("2026-12-24 18:00"))
    case = work.cases["DQ000001"]
    assert case.nudge
    assert case.nudge.level == 2
    told_before = len(work.letters)
    for act in (Act.MEDIATE, Act.END_MEDIATION):
        work.change(partial(put_aside, Deed(act, HOLDER, HANDS, work.at)))
    assert work.cases["DQ000001"].nudge is None
    work.run(moment("2027-01-20 18:00"))
    after = work.told()[told_before:]
    assert after[: len(DISPATCHERS)] == [(person, "chase.again") for person in DISPATCHERS]
    assert not {"chase.late"} & {key for _, key in after}
    above = [person for person, key in work.told() if key == "chase.above"]
    assert sorted(above) == sorted([SECRETARY, *DISPATCHERS, *STREET])


def put_aside(deed: Deed, case: Case) -> Case:
    return perform(case, deed, lambda old: replace(old, nudge=None)).case


def test_a_resident_who_wrote_again_is_owed_a_word_while_the_other_clocks_stand() -> None:
    word = moment("2026-11-25 17:30")
    clocks = replace(case_of().clocks, word=word, resume=moment("2027-01-11 08:30"))
    paused = replace(accepted(case_of()), state=State.PAUSED, clocks=clocks)
    work = of(replace(paused, waiting_since=MONDAY))
    work.run(moment("2026-12-01 18:00"))
    assert work.told() == [
        (HOLDER, "chase.late"),
        (SECRETARY, "chase.above"),
        (HOLDER, "chase.passed_up"),
    ]
    assert "给居民回话时限 11月25日 17:30" in rendered(work.letters[0][1])
    answered = of(replace(work.cases["DQ000001"], waiting_since=None))
    assert answered.next_due() == moment("2027-01-11 08:30")
