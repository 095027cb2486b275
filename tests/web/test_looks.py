from datetime import timedelta

from domain.people import Person
from tests.domain.builders import MONDAY
from web.looks import code_of
from web.staff import Staff


def test_every_look_has_a_code_of_its_own() -> None:
    staff = Staff(Person("dongqiao", "ye"), "secret", MONDAY.date())
    other = Staff(Person("dongqiao", "jin"), "secret", MONDAY.date())
    codes = {
        code_of("/a", staff, MONDAY),
        code_of("/b", staff, MONDAY),
        code_of("/a", other, MONDAY),
        code_of("/a", staff, MONDAY + timedelta(seconds=1)),
    }
    assert len(codes) == 4
    assert all(len(code) == 8 for code in codes)
