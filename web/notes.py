"""What the hub carries: letters for a device's chat, and news for a member of staff."""

from collections.abc import Sequence

from web.hub import Note
from web.words import plain


def chat_topic(handle: str) -> str:
    """Return the topic of one device's chat."""
    return f"chat:{handle}"


def staff_topic(person_id: str) -> str:
    """Return the topic of one member of staff."""
    return f"staff:{person_id}"


def cases_topic(community_id: str) -> str:
    """Return the topic on which lists hear that some case of the community has changed."""
    return f"cases:{community_id}"


def letter_note(
    letter_id: int,
    text: str,
    choices: Sequence[tuple[str, str]],
    at: str = "",
    *,
    has_photo: bool = False,
) -> Note:
    """Return the note that shows a letter in an open chat; ``at`` "" means just now."""
    shown = [(plain(label), press) for label, press in choices]
    content = {"id": letter_id, "text": plain(text), "choices": shown, "at": at, "photo": has_photo}
    return Note("letter", content, letter_id)
