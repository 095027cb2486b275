"""Mutants of how it comes to a mediation and is talked, P1 to P9 in ``docs/acceptance.md``.

The comment beside a mutant names the property that it breaks; its tests are those that hold it
there. What is signed and kept stands in ``tests/seeded_deeds.py``.
"""

from tests.seeded import Mutant, of

_CAUCUS = "tests/test_caucus.py"
_OUTLETS = "tests/test_mediation_outlets.py::test_no_outlet_holds_what_was_told_alone"
_TALKS = "tests/handlers/test_mediation.py"
_BOTH = f"{_TALKS}::test_agreement_needs_both_and_silence_or_a_word_is_none"
_HARM = f"{_TALKS}::test_words_of_harm_hold_it_and_the_other_side_hears_nothing"
_COURSE = "tests/handlers/test_mediation_course.py"
_DOOR = "tests/handlers/test_visiting.py"
_SPEAKING = "tests/handlers/test_speaking.py"
_KIN = "tests/handlers/test_kinship.py"
_AFRAID = f"{_KIN}::test_who_is_afraid_or_does_not_say_is_heard_and_the_other_learns_nothing"
_TO_MEDIATION = "tests/handlers/test_passing_to_mediation.py"
_STOPPED = "test_a_matter_of_the_stop_list_offers_no_mediation_anywhere_and_is_refused"
_STOP_LIST = f"{_TO_MEDIATION}::{_STOPPED}"
_INVITED = "tests/jobs/test_inviting.py"
_ONCE_A_DAY = f"{_INVITED}::test_never_more_than_one_message_a_day_and_none_after_the_answer"
_PERFORMING = "tests/jobs/test_performing.py"
_SIGNING = "tests/handlers/test_signing.py"

MUTANTS: tuple[Mutant, ...] = (
    *of(
        "handlers/speaking.py",
        _OUTLETS,
        # P1
        ("slip = slip_in(words, known.secret_from(side), known.known_to(side))", "slip = None"),
        ('"speaking.you_said", *tagged)',
         ('"speaking.you_said", *tagged, '
          '*(replace(each, to=mediation.opener, dedupe="") for each in tagged))')),
    ),
    *of("domain/accords.py", _CAUCUS, ("    if all(said):\n", "    if accord.asked:\n")),  # P1
    *of("domain/proceedings.py", _CAUCUS, ("CAUCUS[OTHER[side]]", "CAUCUS[side]")),  # P1
    *of(
        "domain/slips.py",
        "tests/domain/test_slips.py::test_no_run_of_six_ever_passes",
        ("RUN = 6", "RUN = 7"),  # P1
    ),
    *of(
        "handlers/answering.py",
        _CAUCUS,
        ("(change, AccordChanged(gone), recalled)", "(change, AccordChanged(gone))"),  # P2
        ("change, AccordChanged(gone), recalled", "change, recalled"),  # P2
    ),
    *of(
        "domain/accords.py",
        "tests/handlers/test_answering.py::test_taking_it_back_recalls_what_is_queued",
        # P2
        ("    (AccordState.DONE, AccordAct.WITHDRAW, _B): AccordState.WITHDRAWN,\n", ""),
    ),
    *of(
        "domain/mediation_states.py",
        f"{_COURSE}::test_either_side_leaves_the_common_talk_by_itself",
        ("_M | _PARTIES | _T, Stage.SHUTTLE", "_M | _T, Stage.SHUTTLE"),  # P2
    ),
    *of(
        "domain/mediation_states.py",
        f"{_TALKS}::test_either_side_stops_from_every_stage_in_one_step",
        ("Move(BEFORE_SIGNED, Do.STOP", "Move(BEFORE_SIGNED - {Stage.DRAFT}, Do.STOP"),  # P3
    ),
    *of(
        "handlers/mediation_course.py",
        f"{_TALKS}::test_the_other_side_reads_the_same_words_whatever_the_reason",
        # P3
        ('"mediation.ended")', '"mediation.failed" if talk.turn.text else "mediation.ended")'),
    ),
    *of(
        "domain/mediation_states.py",
        _BOTH,
        ("_T, Stage.CLOSED_NO_RESPONSE", "_T, Stage.ACCEPTED"),  # P4
        ("Do.VERIFY, _S, Stage.ACCEPTED", "Do.VERIFY, _S | _C, Stage.ACCEPTED"),  # P4
    ),
    *of(
        "handlers/mediation_words.py",
        "tests/handlers/test_mediation_words.py",
        ("if asked is None or _is_matter(talk):", "if asked is None or asked:"),  # P4
        ("    if read.intent in _ANSWERS:\n        return False\n", ""),  # P4
    ),
    *of(
        "handlers/visiting.py",
        f"{_DOOR}::test_a_yes_at_the_door_wants_a_witness_and_another_who_confirms_it",
        ('if outcome == "yes" and not talk.turn.text.strip():', "if False:"),  # P4
    ),
    *of(
        "handlers/visiting.py",
        f"{_DOOR}::test_who_brought_the_yes_cannot_confirm_it",
        ("if answer.by == talk.desk.person.person_id:", "if False:"),  # P4
    ),
    *of(
        "handlers/table.py",
        _HARM,
        ("if reading.stops or reading.is_alarm():", "if reading.is_alarm():"),  # P5
    ),
    *of(
        "handlers/mediation_course.py",
        _HARM,
        ("replace(letter, urgent=True, not_before=None)", "letter"),  # P5
        # P5
        ("    return Step((replace(letter, urgent=True,",
         ("    told = _ended_for(talk, change, change.mediation.respondent)\n"
          "    return Step((*told, replace(letter, urgent=True,")),
    ),
    *of(
        "handlers/mediation.py",
        f"{_SPEAKING}::test_words_of_harm_hold_it_at_once_and_nobody_else_hears_why",
        ("if _speaks_of_harm(talk, mediation):", "if False:"),  # P5
    ),
    *of(
        "nlp/stops.py",
        "tests/nlp/test_stops.py::test_what_is_never_mediated_is_found",
        ('frozenset({"negation", ', 'frozenset({"past", "negation", '),  # P5
    ),
    *of(
        "handlers/mediation_consent.py",
        "tests/handlers/test_mediation_consent.py::test_a_household_is_not_set_against_itself",
        ("reporter.household == home_key(other.home):", "reporter.household == other.body:"),  # P6
    ),
    *of(
        "handlers/mediation_consent.py",
        _AFRAID,
        ("if answer != kinship.FEARLESS:", 'if answer == "yes":'),  # P6
        ("    if mediation.related:\n", "    if mediation.answer:\n"),  # P6
    ),
    *of(
        "handlers/kinship.py",
        f"{_KIN}::test_it_then_only_goes_out_and_is_never_begun_again",
        ("related=True, barred=True", "related=True"),  # P6
    ),
    *of("domain/screening.py", _STOP_LIST, (" and not stops_of(case)", "")),  # P7
    *of(
        "handlers/filing.py",
        _STOP_LIST,
        # P7
        ("return also_stopped(_accusing(talk, case), talk.reading.stops)",
         "return _accusing(talk, case)"),
    ),
    *of(
        "handlers/passing.py",
        _STOP_LIST,
        ("if not may_be_mediated(case, talk.rules):", "if False:"),  # P7
    ),
    *of("jobs/inviting.py", _INVITED, ("        and each.home.source in _KNOWN\n", "")),
    *of(
        "domain/mediation_timers.py",
        _ONCE_A_DAY,
        ("(timedelta(0), timedelta(days=2), ", "(timedelta(0), timedelta(hours=2), "),  # P8
    ),
    *of(
        "jobs/mediation.py",
        _ONCE_A_DAY,
        # P8
        ("    return Step(staff, (change, ended))",
         ("    asked = replace(mediation.respondent, person_id=max(mediation.invited))\n"
          '    told = to_side(mediation, work, asked, Notice("", "mediation.not_both"))\n'
          "    return Step((*staff, *told), (change, ended))")),
    ),
    *of(
        "jobs/performing.py",
        f"{_PERFORMING}::test_a_side_gets_one_letter_a_day_at_most_and_never_at_night",
        # P8
        ("letters = to_side(mediation, work, _side(mediation, side), notice)\n    if",
         "letters = to_side(mediation, work, _side(mediation, side), notice) * len(found)\n    if"),
    ),
    *of(
        "jobs/mediation_letters.py",
        "tests/jobs/test_mediation_letters.py::test_nothing_is_sent_in_the_night",
        ("return work.rules.calendar.quiet_ends(work.at)", "return work.at"),  # P8
    ),
    *of(
        "domain/performing.py",
        "tests/domain/test_performing.py::test_a_promise_is_chased_on_four_days_and_once_a_day",
        ("CHASED_ON = (-3, 0, 1, 7)", "CHASED_ON = (-3, 0, 1, 4, 7)"),  # P8
    ),
    *of(
        "handlers/speaking.py",
        f"{_SPEAKING}::test_nobody_who_serves_presses_a_side",
        ("    if talk.reading.presses:\n", "    if not talk:\n"),  # P9
    ),
    *of(
        "handlers/asking.py",
        "tests/handlers/test_asking.py::test_words_that_press_are_not_asked_either",
        ("no = question or speaking.blocked(", "no = question and speaking.blocked("),  # P9
    ),
    *of(
        "handlers/signing.py",
        f"{_SIGNING}::test_nobody_learns_from_the_station_whether_the_other_signed",
        # P9
        ("_to_check(talk, change.mediation, signature, asked) if doubt else ()",
         ("mediating.to_side(talk, change.mediation, "
          'mediating.other(change.mediation, side), "mediation.moved")')),
    ),
)  # fmt: skip
