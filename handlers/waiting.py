"""Photos, voices and locations that came before their words."""

from collections.abc import Iterable, Mapping

from domain.turns import Attachment, AttachmentKept
from handlers.talk import Talk


def keep(notes: Mapping[str, str], attachments: Iterable[Attachment]) -> dict[str, str]:
    """Return dialogue notes that remember attachments until the words come."""
    rows = (f"{item.kind}|{item.file_id}|{item.caption}" for item in attachments)
    return {"attachments": "\n".join(filter(None, (notes.get("attachments", ""), *rows)))}


def kept(notes: Mapping[str, str]) -> tuple[Attachment, ...]:
    """Return the attachments that wait for their words."""
    rows = (row.split("|", 2) for row in notes.get("attachments", "").splitlines())
    return tuple(Attachment(file_id, kind, caption) for kind, file_id, caption in rows)


def attachments_to(talk: Talk, number: str) -> tuple[AttachmentKept, ...]:
    """Return the turn's attachments, and those sent before the words, as the case's own."""
    waiting = kept(talk.desk.dialogue.notes)
    return tuple(AttachmentKept(number, item) for item in (*waiting, *talk.turn.attachments))
