"""What waits for an answer: photos before their words, and what words were understood to mean."""

from collections.abc import Iterable, Mapping

from domain.reading import Candidate, Reading
from domain.turns import Attachment, AttachmentKept
from handlers.talk import Talk


def keep(notes: Mapping[str, str], attachments: Iterable[Attachment]) -> dict[str, str]:
    """Return dialogue notes that remember attachments until the words come."""
    # A row is a line: what a caption has of line breaks becomes a space.
    rows = (f"{item.kind}|{item.file_id}|{' '.join(item.caption.split())}" for item in attachments)
    return {"attachments": "\n".join(filter(None, (notes.get("attachments", ""), *rows)))}


def kept(notes: Mapping[str, str]) -> tuple[Attachment, ...]:
    """Return the attachments that wait for their words."""
    rows = (row.split("|", 2) for row in notes.get("attachments", "").splitlines())
    return tuple(Attachment(file_id, kind, caption) for kind, file_id, caption in rows)


def attachments_to(talk: Talk, number: str) -> tuple[AttachmentKept, ...]:
    """Return the turn's attachments, and those sent before the words, as the case's own."""
    waiting = kept(talk.desk.dialogue.notes)
    return tuple(AttachmentKept(number, item) for item in (*waiting, *talk.turn.attachments))


def marks(reading: Reading) -> dict[str, str]:
    """Return dialogue notes that remember whom words complain of and what they ask to keep."""
    return {"about": " ".join(reading.about), "tags": " ".join(sorted(reading.tags))}


def marked(reading: Reading, notes: Mapping[str, str]) -> Reading:
    """Return the reading with what the words that waited complained of and asked to keep."""
    about = dict.fromkeys((*notes.get("about", "").split(), *reading.about))
    tags = reading.tags | set(notes.get("tags", "").split())
    return reading._replace(about=tuple(about), tags=tags)


def leads(reading: Reading) -> dict[str, str]:
    """Return dialogue notes that remember what else words may have been about."""
    return {"leads": " ".join(f"{each.leaf}:{each.percent}" for each in reading.candidates)}


def led(reading: Reading, notes: Mapping[str, str]) -> Reading:
    """Return the reading with what else the words that waited may have been about, if noted."""
    if "leads" not in notes:
        return reading
    parts = (each.partition(":") for each in notes["leads"].split())
    candidates = tuple(Candidate(leaf, int(percent)) for leaf, _, percent in parts)
    return reading._replace(candidates=candidates, certain=False)
