"""One case for one member of staff: found only if he may see it, whoever asks for what of it."""

from dataclasses import dataclass

from aiohttp import web

from domain.cases import Case
from domain.events import Event
from domain.photos import files_for
from domain.privacy import CaseView, view_case
from domain.turns import Attachment
from storage import pages as reading
from storage.pages import Reader
from web.parts import PARTS
from web.staff import Staff


@dataclass(frozen=True, slots=True)
class Found:
    """One case with all that belongs to it, and how much of it this reader sees."""

    case: Case
    view: CaseView
    events: tuple[Event, ...]
    files: tuple[Attachment, ...]

    @property
    def key(self) -> tuple[str, str]:
        """Return the community and the number."""
        return self.view.community_id, self.view.number

    @property
    def path(self) -> str:
        """Return where the case's page stands."""
        return f"/console/c/{self.view.community_id}/{self.view.number}"


async def find_case(request: web.Request, staff: Staff) -> Found | None:
    """Return the case that the address names, None if there is none for these eyes."""
    parts = request.app[PARTS]
    community_id, number = request.match_info["community_id"], request.match_info["number"]
    reader = Reader(staff.person, parts.rules(), staff.day, parts.now())
    kept = await parts.database.read(
        lambda conn: reading.case_page(conn, (community_id, number), reader)
    )
    view = view_case(kept.case, staff.person, reader.rules, staff.day) if kept else None
    if kept is None or view is None:
        return None
    files = files_for(kept.attachments, view, staff.person.person_id)
    return Found(kept.case, view, kept.events, files)


async def case_or_nothing(request: web.Request, staff: Staff) -> Found:
    """Return the case that the address names.

    Raises:
        HTTPNotFound: There is none, or it is not for these eyes; the answer is the same.
    """
    found = await find_case(request, staff)
    if found is None:
        raise web.HTTPNotFound
    return found
