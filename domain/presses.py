"""What a button sends back: an act, a case number, the version it was offered at, an argument."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from domain.cases import Case
from domain.refusals import Refused

# Acts for which more than the cases is laid on the desk.
SAME, TERM, HISTORY, PHOTOS = "same", "term", "history", "photos"
# Acts of a vote: POLL/…, or for the first AREA/CLASS/FIRST DAY/LAST DAY.
OPEN_POLL, VOTE, OPINE, HUSH, UNDO_VOTE = "poll", "vote", "opine", "hush", "undo_vote"
RECORD_VOTE, CHECK_VOTER = "record_vote", "check_voter"
POLL_ACTS = frozenset({OPEN_POLL, VOTE, OPINE, HUSH, UNDO_VOTE, RECORD_VOTE, CHECK_VOTER})
_VERSION = re.compile("-1|[0-9]{0,9}")
# Questions to which a number is an answer in words and no button.
_WANTS_WORDS = ("words", "find", "mediation_words", "poll", "vote_witness")


@dataclass(frozen=True, slots=True)
class Press:
    """One decoded press; ``version`` is -1 where the act does not care."""

    act: str
    number: str = ""
    version: int = -1
    argument: str = ""

    def __str__(self) -> str:
        return ":".join((self.act, self.number, str(self.version), self.argument)).rstrip(":")


def press_on(case: Case, act: str, argument: str = "") -> str:
    """Return the press for an act on a case as it stands now."""
    return str(Press(act, case.number, case.version, argument))


def read_press(words: str) -> Press:
    """Read a press.

    Raises:
        Refused: ``presses.unreadable`` if it is none of ours.
    """
    act, _, rest = words.partition(":")
    number, _, rest = rest.partition(":")
    version, _, argument = rest.partition(":")
    if not act or not _VERSION.fullmatch(version):
        raise Refused("presses.unreadable")
    return Press(act, number, int(version or "-1"), argument)


def typed_press(words: str, offered: Sequence[str], stage: str = "") -> str:
    """Return the press that a typed number means, "" if it is none or the question wants words."""
    if stage in _WANTS_WORDS:
        return ""
    typed = words.strip(" .。,，、)）")
    if not typed.isdecimal() or not typed.isascii():
        return ""
    position = int(typed[:3])
    return offered[position - 1] if 1 <= position <= len(offered) else ""


def check_version(press: Press, case: Case) -> None:
    """Refuse a press that was offered before somebody else acted.

    Raises:
        Refused: ``cases.moved_on`` with the number.
    """
    if press.version not in (-1, case.version):
        raise Refused("cases.moved_on", number=case.number)
