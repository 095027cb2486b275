from dataclasses import replace
from datetime import timedelta

import pytest

from domain.deadlines import due_at
from domain.mediation_states import Do, Role, Stage
from domain.mediation_timers import CLOCK
from domain.mediations import Mediation, MediationDeed, Side, performed
from domain.refusals import Refused
from tests.domain.builders import MONDAY, demo_rules

CALENDAR = demo_rules().calendar


def mediation(stage: Stage = Stage.SCREEN) -> Mediation:
    return Mediation(
        "dongqiao", "DQ000001", 1, "I1", stage, MONDAY, "chen", Side("wang"), Side("li")
    )


def deed(act: Do, role: Role, *, hours: int = 0, text: str = "") -> MediationDeed:
    at = MONDAY + timedelta(hours=hours)
    return MediationDeed(act, "somebody", frozenset({role}), at, text=text)


def test_every_act_is_chained_and_names_a_party_by_its_role_alone() -> None:
    first = performed(mediation(), deed(Do.CLEAR, Role.STAFF), CALENDAR)
    second = performed(
        first.mediation, deed(Do.CONSENT, Role.APPLICANT, hours=1, text="修好就行"), CALENDAR
    )
    assert (first.event.actor, second.event.actor) == ("somebody", "applicant")
    assert second.event.previous == first.event.hash == first.mediation.head
    assert (first.event.digest, len(second.event.digest)) == ("", 64)
    assert (second.mediation.seq, second.mediation.version) == (2, 2)
    assert replace(second.event, reason="x").hash != second.event.hash


def test_an_act_that_stays_moves_no_limit_and_makes_no_button_stale() -> None:
    asked = performed(mediation(), deed(Do.CLEAR, Role.STAFF), CALENDAR).mediation
    again = performed(asked, deed(Do.REMIND, Role.STATION, hours=24), CALENDAR).mediation
    assert (again.version, again.due_at, again.since) == (asked.version, asked.due_at, asked.since)


def test_thirty_days_run_from_acceptance_and_stand_still_while_suspended() -> None:
    invited = mediation(Stage.INVITE_B)
    accepted = performed(invited, deed(Do.CONSENT, Role.RESPONDENT), CALENDAR).mediation
    assert accepted.clock_ends == due_at(MONDAY, CLOCK, CALENDAR)
    talking = replace(accepted, stage=Stage.SHUTTLE)
    stopped = performed(talking, deed(Do.SUSPEND, Role.STATION, hours=10), CALENDAR).mediation
    resumed = performed(stopped, deed(Do.RESUME, Role.MEDIATOR, hours=58), CALENDAR).mediation
    assert stopped.clock_ends == accepted.clock_ends
    assert resumed.clock_ends == due_at(MONDAY, CLOCK, CALENDAR) + timedelta(hours=48)


def test_what_has_ended_is_looked_at_at_once_so_that_the_case_goes_on() -> None:
    ended = performed(mediation(), deed(Do.STOP, Role.APPLICANT, hours=3), CALENDAR).mediation
    assert not ended.is_open
    assert (ended.wake_at, ended.due_at) == (MONDAY + timedelta(hours=3), None)


def test_both_have_read_only_when_each_has() -> None:
    one = replace(mediation(), applicant=Side("wang", read_at=MONDAY))
    assert not one.has_both_read
    assert replace(one, respondent=Side("li", read_at=MONDAY)).has_both_read
    assert mediation(Stage.INVITE_B).asks_other


def test_who_may_not_is_refused() -> None:
    with pytest.raises(Refused, match="not_yours"):
        performed(mediation(), deed(Do.CLEAR, Role.APPLICANT), CALENDAR)
