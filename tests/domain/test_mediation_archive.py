from domain.mediation_archive import without_person
from domain.mediation_roles import side_of
from domain.people import Person
from tests.mediation_table import given, in_force, invited, without_account


def test_a_side_that_is_forgotten_is_no_side_any_more() -> None:
    for name in ("wang", "li"):
        mediation = in_force().mediation()
        after = without_person(mediation, name)
        assert f"'{name}'" in repr(mediation)
        assert f"'{name}'" not in repr(after)
        assert side_of(after, Person("dongqiao", name)) is None
        assert after.agreement == mediation.agreement


def test_what_was_never_in_force_goes_with_the_side() -> None:
    assert without_person(given().mediation(), "li").agreement is None
    assert without_person(given().mediation(), "stranger") == given().mediation()


def test_who_was_only_asked_is_on_no_list_any_more() -> None:
    after = without_person(invited().mediation(), "li")
    assert after.invited == ()
    assert after.statement


def test_the_words_of_the_applicant_and_the_answer_at_the_door_go() -> None:
    mediation = without_account().mediation()
    after = without_person(mediation, "wang")
    assert (mediation.statement, after.statement) == ("修好水管就行", "")
    assert after.answer == mediation.answer
    assert without_person(after, "").answer is None
