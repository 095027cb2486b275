from dataclasses import replace

from domain.mediation_roles import is_at_home, roles_in, side_of
from domain.mediation_states import Role, Stage
from domain.mediations import Mediation, Side
from domain.people import Person
from domain.places import Place
from tests.domain.builders import MONDAY, SECRETARY, case_of, demo_rules, staff

DAY = MONDAY.date()
MEDIATION = Mediation(
    community_id="dongqiao",
    number="DQ000001",
    attempt=1,
    leaf="I1",
    stage=Stage.INVITE_B,
    since=MONDAY,
    opener=SECRETARY,
    applicant=Side("wang"),
    respondent=Side(),
    invited=("li",),
    captain="song-captain-dq1-w001",
    mediator="ye-mediator-dq",
)


def roles(person: Person, mediation: Mediation = MEDIATION) -> set[Role]:
    return set(roles_in(mediation, person, case_of("I1"), demo_rules(), DAY))


def test_everybody_is_what_he_is_and_a_stranger_nothing() -> None:
    assert roles(Person("dongqiao", "wang")) == {Role.APPLICANT}
    assert roles(Person("dongqiao", "li")) == {Role.RESPONDENT}
    assert roles(Person("dongqiao", "stranger")) == set()
    assert roles(staff(SECRETARY)) == {Role.STAFF}
    assert roles(staff("ye-mediator-dq")) == {Role.MEDIATOR}
    assert roles(staff("jin-mediator-dq2")) == set()
    assert roles(staff("song-captain-dq1-w001")) == {Role.CAPTAIN}
    assert roles(staff("gao-manager-luting")) == set()


def test_who_is_a_party_is_nothing_else() -> None:
    secretary_is_party = replace(MEDIATION, applicant=Side(SECRETARY))
    assert roles(staff(SECRETARY), secretary_is_party) == {Role.APPLICANT}


def test_who_was_invited_loses_it_when_another_of_the_home_answered_or_it_is_over() -> None:
    li = Person("dongqiao", "li")
    assert side_of(replace(MEDIATION, respondent=Side("zhao")), li) is None
    assert side_of(replace(MEDIATION, stage=Stage.ACCEPTED), li) is None


def test_a_home_is_the_same_only_by_all_its_parts() -> None:
    home = Place("tiancheng", "3", "2", "6", "602")
    assert is_at_home(Person("dongqiao", "li", home=replace(home, floor="")), home)
    assert not is_at_home(Person("dongqiao", "li", home=replace(home, unit="1")), home)
    assert not is_at_home(Person("dongqiao", "li"), Place())
