import pytest

from domain.calendar import shanghai_day
from domain.photos import files_for
from domain.privacy import view_case
from domain.turns import Attachment
from tests.domain.builders import HOLDER, MONDAY, SECRETARY, case_of, demo_rules, staff

RULES, CASE = demo_rules(), case_of()
OF_RESIDENT = Attachment("a" * 64, "photo")
OF_HOLDER = Attachment("b" * 64, "photo", sender=HOLDER)
OF_SECRETARY = Attachment("c" * 64, "photo", sender=SECRETARY)
ALL = (OF_RESIDENT, OF_HOLDER, OF_SECRETARY)


@pytest.mark.parametrize(("reader", "seen"), [(SECRETARY, ALL), (HOLDER, (OF_HOLDER,))])
def test_a_company_sees_the_photos_that_it_sent_itself(
    reader: str, seen: tuple[Attachment, ...]
) -> None:
    view = view_case(CASE, staff(reader), RULES, shanghai_day(MONDAY))
    assert view is not None
    assert files_for(ALL, view, reader) == seen
    assert files_for(ALL, view, "") == (ALL if reader == SECRETARY else ())
