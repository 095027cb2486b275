"""Mutants of who signs, offers, mediates and reads, and of what is kept: P10 to P17, P20 to P22.

The comment beside a mutant names the property that it breaks; its tests are those that hold it in
``docs/acceptance.md``. P18 and P19, of votes, stand in ``tests/seeded_votes.py``.
"""

from tests.seeded import Mutant, of

_SIGNING = "tests/handlers/test_signing.py"
_NO_SERVANT = "test_nobody_who_serves_agrees_reads_or_stops_for_a_side"
_BIDDING = "tests/handlers/test_bidding.py"
_LONE = "test_a_lone_bid_is_destroyed_unread_and_only_the_end_of_the_round_is_told"
_COURSE = "tests/handlers/test_mediation_course.py"
_HEARINGS = "tests/storage/test_hearings.py"
_OUTLETS = "tests/test_mediation_outlets.py"
_MEDIATIONS = "tests/storage/test_mediations.py"
_ARCHIVE = "tests/storage/test_mediation_archive.py"
_FIRST = f"{_ARCHIVE}::test_caucus_and_bids_go_before_anything_else_of_the_person"

MUTANTS: tuple[Mutant, ...] = (
    *of(
        "domain/agreements.py",
        "tests/domain/test_agreements.py",
        ("if signature.at < from_:", "if False:"),  # P10
        ("        signatures=(),\n        issued_at", "        issued_at"),  # P10
        ("if signature.by == by:", "if False:"),  # P11
    ),
    *of(
        "handlers/deed_letters.py",
        f"{_SIGNING}::test_an_edit_voids_what_was_signed_and_the_old_button",
        ("if edition != str(agreement.edition) or ", "if "),  # P10
    ),
    *of("handlers/sealing.py", "tests/handlers/test_sealing.py",
        ("if not agreement.is_signed:", "if False:")),
    *of(
        "domain/mediation_states.py",
        f"tests/handlers/test_mediation.py::{_NO_SERVANT}",
        ("Do.CONSENT, _B, Stage.ACCEPTED", "Do.CONSENT, _B | _S, Stage.ACCEPTED"),  # P11
        ("Do.STOP, _PARTIES,", "Do.STOP, _PARTIES | _S | _M,"),  # P11
    ),
    *of(
        "handlers/signing.py",
        f"{_SIGNING}::test_no_act_of_anybody_signs_for_another",
        ("    if mediation.respondent.person_id:\n", "    if not mediation:\n"),  # P11
    ),
    *of(
        "handlers/signing.py",
        f"{_SIGNING}::test_an_account_bound_anew_signs_only_with_a_second_look",
        ("    if talk.desk.is_bound_anew:\n", "    if not talk:\n"),  # P12
    ),
    *of(
        "handlers/bidding.py",
        f"{_BIDDING}::test_an_account_bound_anew_bids_nothing",
        ("if talk.desk.is_bound_anew:", "if False:"),  # P12
    ),
    *of(
        "domain/agreements.py",
        f"{_BIDDING}::test_an_account_bound_anew_bids_nothing",
        ("SETTLED_ALONE = timedelta(hours=72)", "SETTLED_ALONE = timedelta(hours=71)"),  # P12
    ),
    *of(
        "storage/bids.py",
        "tests/storage/test_bids.py::test_a_lone_bid_is_never_read_and_a_pair_is",
        ('        _SECOND.c.side == bindparam("payer"),\n', ""),  # P13
        ('"attempt", "accord", "round")\n            )', '"attempt", "accord")\n            )'),
    ),
    *of(
        "jobs/bidding.py",
        f"{_BIDDING}::{_LONE}",
        ("        sitting.change(BidsDestroyed(accord, accord.round))\n", ""),  # P13
    ),
    *of(
        "domain/mediators.py",
        "tests/domain/test_mediators.py::test_bars_are_hard_and_named",
        ("any(shares_wall(mediator.home, home) for home in homes)", "False"),  # P14
        ("isdisjoint(mediator.kin | {mediator.person_id})", "isdisjoint({mediator.person_id})"),
        ("Bar.OBJECTED: mediator.objected", "Bar.OBJECTED: False"),  # P14
    ),
    *of(
        "domain/mediation_roles.py",
        f"{_COURSE}::test_a_mediator_asked_away_loses_the_access_in_the_same_step",
        # P14
        ("if person.person_id == mediation.mediator:",
         "if person.person_id in (mediation.mediator, *mediation.objected):"),
    ),
    *of(
        "storage/hearings.py",
        f"{_HEARINGS}::test_who_mediates_no_more_gets_nothing_old_words_included",
        ("each.is_open and _may_read", "_may_read"),  # P14
    ),
    *of(
        "domain/mediation_views.py",
        "tests/domain/test_mediation_views.py::test_nobody_else_sees_a_word_of_it",
        ("    if sight is Sight.STATE:\n        return view\n", ""),  # P15
        ("return Sight.STATE if seen", "return Sight.TERMS if seen"),  # P15
    ),
    *of(
        "jobs/mediation.py",
        "tests/test_mediation_neutral.py",
        # P16
        ("replace(case.clocks, review=None)", "replace(case.clocks, review=None, answer=None)"),
    ),
    *of(
        "domain/mediation_figures.py",
        "tests/domain/test_mediation_figures.py::test_a_no_no_answer_and_leaving_change_no_rate",
        ("        Stage.CLOSED_REFUSED,\n", ""),  # P16
        ('(_NEUTRAL, "apart")', '(_NEUTRAL, "failed")'),  # P16
    ),
    *of(
        "handlers/asking.py",
        f"{_OUTLETS}::test_what_was_said_in_a_failed_one_goes_nowhere_with_the_case",
        # P17
        ("    return Step((says, *questions(still, hearing))",
         ("    asked = questions(still, hearing)\n"
          '    copies = (replace(each, to=mediation.opener, dedupe="") for each in asked)\n'
          "    return Step((says, *asked, *(copies if accord.amount else ()))")),
    ),
    *of(
        "handlers/drafting.py",
        "tests/handlers/test_drafting.py::test_only_what_was_looked_over_is_given_out",
        ("if edition != str(agreement.edition):", "if False:"),  # P20
        # P20
        ("    return _looked_over(talk, change)",
         "    return handed_out(talk, change.mediation, str(fresh.edition))"),
    ),
    *of(
        "storage/mediations.py",
        f"{_MEDIATIONS}::test_what_is_due_comes_longest_due_first_and_survives_a_restart",
        (".order_by(MEDIATIONS.c.wake_at,", ".order_by(MEDIATIONS.c.wake_at.desc(),"),  # P21
        ('        "wake_at": mediation.wake_at,\n', '        "wake_at": None,\n'),  # P21
    ),
    *of(
        "jobs/mediation.py",
        "tests/jobs/test_mediation.py::test_a_timer_that_was_slept_through_fires_once",
        ("lambda old: replace(old, wake_at=None)", "same"),  # P21
    ),
    *of(
        "storage/mediation_archive.py",
        _FIRST,
        ("            MEDIATION_WORDS.c.room != _COMMON,\n", ""),  # P22
        ("for statement in _FIRST:", "for statement in _FIRST[::-1]:"),  # P22
    ),
    *of("storage/forgetting.py", _FIRST, ("    leave_mediations(conn, people)\n", "")),  # P22
    *of(
        "domain/mediation_archive.py",
        f"{_ARCHIVE}::test_what_is_in_force_stays_word_for_word_and_names_no_account",
        ("agreement and agreement.in_force is None", "agreement"),  # P22
    ),
)  # fmt: skip
