"""The short code under which one look at a page is remembered."""

from datetime import datetime

from domain.viewers import viewer_code
from web.staff import Staff


def code_of(path: str, staff: Staff, at: datetime) -> str:
    """Return the code; it stands faintly all over the page, so that a photo names the looker."""
    return viewer_code(staff.person.person_id, f"{path} {at.isoformat()}")
