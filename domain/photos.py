"""Which photos and voices of a case somebody may see."""

from collections.abc import Iterable

from domain.privacy import CaseView
from domain.turns import Attachment


def files_for(
    files: Iterable[Attachment], view: CaseView, person_id: str
) -> tuple[Attachment, ...]:
    """Return those that the reader of the view may see.

    They may show a home or a face: only who reads the words inside sees all of them, anybody else
    who serves sees those that he sent himself.
    """
    return tuple(
        each for each in files if view.sees_inside or (each.sender and each.sender == person_id)
    )
