"""Texts as the Bot API counts them: UTF-16 units, entities, limits."""

import re
from html import unescape
from typing import Any

from tests.botapi.refusals import bad

TEXT_MOST = 4096
CAPTION_MOST = 1024
_COMMAND = re.compile(r"(?<!\S)/[A-Za-z0-9_]{1,32}(@\w+)?")
_TAG = re.compile(r"<(/?)([a-zA-Z-]+)[^>]*>|<")
_TAGS = {"b": "bold", "i": "italic", "u": "underline", "s": "strikethrough", "code": "code"}


def units(words: str) -> int:
    """Return the length in UTF-16 units."""
    return len(words.encode("utf-16-le")) // 2


def commands_in(words: str) -> list[dict[str, Any]]:
    """Return the entities of the commands in what a person typed."""
    return [
        {
            "type": "bot_command",
            "offset": units(words[: found.start()]),
            "length": units(found.group()),
        }
        for found in _COMMAND.finditer(words)
    ]


def read_text(words: str, mode: str) -> tuple[str, list[dict[str, Any]]]:
    """Return the text to show and its entities.

    Raises:
        Refusal: it is empty, too long, or its marks do not close.
    """
    shown, entities = _parsed(words, mode)
    shown = shown.strip()
    if not shown:
        bad("message text is empty")
    if units(shown) > TEXT_MOST:
        bad("message is too long")
    return shown, entities


def read_caption(words: str, mode: str) -> tuple[str, list[dict[str, Any]]]:
    """Return the caption to show and its entities.

    Raises:
        Refusal: it is too long, or its marks do not close.
    """
    shown, entities = _parsed(words, mode)
    if units(shown) > CAPTION_MOST:
        bad("message caption is too long")
    return shown, entities


def _parsed(words: str, mode: str) -> tuple[str, list[dict[str, Any]]]:
    if mode.lower() not in {"", "html"}:
        bad("unsupported parse_mode")
    return _from_html(words) if mode else (words, [])


def _from_html(words: str) -> tuple[str, list[dict[str, Any]]]:
    shown, entities, at = "", [], 0
    open_tags: list[tuple[str, int]] = []
    for found in _TAG.finditer(words):
        shown += unescape(words[at : found.start()])
        at = found.end()
        closing, tag = found.group(1), (found.group(2) or "").lower()
        if tag not in _TAGS:
            bad(f'can\'t parse entities: Unsupported start tag "{tag}" at byte offset {at}')
        if not closing:
            open_tags.append((tag, units(shown)))
            continue
        if not open_tags or open_tags[-1][0] != tag:
            bad(f"can't parse entities: Unexpected end tag at byte offset {at}")
        _, offset = open_tags.pop()
        entities.append({"type": _TAGS[tag], "offset": offset, "length": units(shown) - offset})
    if open_tags:
        bad(f"can't parse entities: Can't find end tag corresponding to start tag {open_tags[-1]}")
    return shown + unescape(words[at:]), entities
