"""Telephone numbers beside an address: what is dialled is no building, unit or room."""

import re

_KINDS = "号幢栋座橦棟单室房户楼层门#"
# A whole number, or its first digits where the rest is hidden or missing.
_WHOLE = re.compile(
    r"(?<![0-9])(?:\+?86[ -]?)?1[3-9][0-9]"
    r"(?:[ -]?[0-9]{4}[ -]?[0-9]{4}(?![0-9])|[ -]?[*xX×…]{2,}[ -]?[0-9]{0,4})"
    r"|(?<![0-9-])0[0-9]{2,3}[ -]?[0-9]{7,8}(?![0-9])"
)
_JOINED = r"(?:[是为：: ]|号码?|码|我的?|就是){0,4}"
_REST = rf"(?:[ -]?[0-9*xX×…])*(?![ -]?[0-9{_KINDS}])"
# Behind such a word a number is dialled, unless it is counted like a home: "打过电话502室没人理".
_BEHIND = re.compile(
    rf"(?:手机|尾号|(?<![牌房间位])号码|联系方式|微信|QQ|qq|分机){_JOINED}(?P<any>[0-9]{{3}}{_REST})"
    rf"|(?:电话|致电|拨打?){_JOINED}(?P<dialled>(?:1[3-9]|0[0-9])[0-9]{_REST}"
    rf"|[0-9]{{4}}[ -]?[0-9]{{3}}{_REST})"
)
_TELLS = re.compile(r"[0-9]{3}")


def without_telephones(text: str) -> str:
    """Return the normalised text, as long as before, with commas where numbers to dial stood."""
    if not _TELLS.search(text):
        return text
    return _BEHIND.sub(_behind_blank, _WHOLE.sub(_blank, text))


def _blank(found: re.Match[str]) -> str:
    return "，" * len(found[0])


def _behind_blank(found: re.Match[str]) -> str:
    number = found["any"] or found["dialled"]
    return found[0].removesuffix(number) + "，" * len(number)
