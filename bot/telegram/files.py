"""Photos and voices that people send: fetched, recognised by content, kept."""

from collections.abc import Iterable

from bot.telegram.parts import Parts
from bot.telegram.wire import Declined, Silent, Wire
from domain.turns import Attachment
from web.uploads import WrongFile, recognise


class Files:
    """Keeps what came; what cannot be kept is counted, and its sender is told."""

    def __init__(self, parts: Parts, wire: Wire) -> None:
        """Fetch over the wire, keep among the attachments."""
        self._parts = parts
        self._wire = wire

    async def keep(self, file_ids: Iterable[str]) -> tuple[tuple[Attachment, ...], int]:
        """Return the attachments, and how many files could not be kept.

        Raises:
            Silent: a file could not be fetched now.
        """
        found = [await self._keep(file_id) for file_id in file_ids]
        kept = tuple(each for each in found if each)
        return kept, len(found) - len(kept)

    async def _keep(self, file_id: str) -> Attachment | None:
        try:
            upload = await recognise(await self._wire.fetch(file_id))
        except Declined as no:
            if no.retry_after:
                raise Silent("told to wait") from no
            return None
        except WrongFile:
            return None
        return Attachment(await self._parts.attachments.keep(upload.content), upload.kind)
