"""Keyboards under messages, as strictly as the real server reads them."""

from collections.abc import Mapping
from typing import Any

from tests.botapi.refusals import bad

ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)
_OTHERS = ("keyboard", "remove_keyboard", "force_reply")
_MOST_BUTTONS = 100
_MOST_IN_ROW = 8
_MOST_BYTES = 64


def read_markup(plain: object, chat_type: str) -> dict[str, Any] | None:
    """Return the inline keyboard, None for none or for one of another kind.

    Raises:
        Refusal: the real server would not take it.
    """
    if plain is not None and not isinstance(plain, Mapping):
        bad("object expected as reply markup")
    if not plain or any(name in plain for name in _OTHERS):
        return None
    rows = _rows(plain.get("inline_keyboard"))
    for button in (button for row in rows for button in row):
        _check(button, chat_type)
    known = [[_known(button) for button in row] for row in rows]
    return {"inline_keyboard": known} if any(rows) else None


def _rows(rows: object) -> list[list[Any]]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        bad('field "inline_keyboard" must be of type Array')
    if sum(map(len, rows)) > _MOST_BUTTONS or any(len(row) > _MOST_IN_ROW for row in rows):
        bad("reply markup is too long")
    return rows


def _check(button: object, chat_type: str) -> None:
    if not isinstance(button, Mapping):
        bad("can't parse inline keyboard button: expected an Object")
    if not str(button.get("text", "")).strip():
        bad("can't parse inline keyboard button: Button text must be non-empty")
    actions = [name for name in ACTIONS if name in button]
    if not actions:
        bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        bad("can't parse inline keyboard button: exactly one action is allowed")
    if "callback_data" in button and not _fits(str(button["callback_data"])):
        bad("BUTTON_DATA_INVALID")
    if "web_app" in button and chat_type != "private":
        bad("BUTTON_TYPE_INVALID")


def _fits(callback: str) -> bool:
    return 1 <= len(callback.encode()) <= _MOST_BYTES


def _known(button: Mapping[str, Any]) -> dict[str, Any]:
    # What the real server does not know it never shows again.
    return {name: value for name, value in button.items() if name in {"text", *ACTIONS}}
