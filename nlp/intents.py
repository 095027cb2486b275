"""Recognise what people say to the station itself: progress, help, a human, yes, no, thanks.

Conservative: a message is a command only as a whole. Whatever holds more is to be filed.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources.abc import Traversable
from itertools import chain

from nlp.case_numbers import without_numbers
from nlp.lexicon import packaged_files
from nlp.normalise import lowered

LONGEST = 24
"""Commands are short: longer messages are not looked up at all."""

_OF_MARKS = frozenset("，。！？；：、,.!?;:~… \n-")
_OF_NUMBERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")
_MARKS = re.compile(f"[{re.escape(''.join(_OF_MARKS))}]+")


class Intents:
    """The plain words for the station's commands, with what may stand before and behind."""

    def __init__(
        self, words: Mapping[str, Iterable[str]], openings: Iterable[str], endings: Iterable[str]
    ) -> None:
        self._words = {_bare(word): intent for intent, said in words.items() for word in said}
        self._openings = tuple(map(_bare, openings))
        self._endings = tuple(map(_bare, endings))

    def letters(self) -> Iterator[str]:
        """Yield the characters that commands are made of."""
        yield from chain.from_iterable((*self._words, *self._openings, *self._endings))

    def intent(self, bare: str) -> str:
        """Return the command that the text without marks is as a whole, or ""."""
        return next(filter(None, map(self._words.get, self._peeled(bare))), "")

    def _peeled(self, bare: str) -> Iterator[str]:
        pending = {bare: None}
        seen: set[str] = set()
        while pending:
            form = next(iter(pending))
            del pending[form]
            seen.add(form)
            yield form
            pending.update((short, None) for short in self._shorter(form) if short not in seen)

    def _shorter(self, form: str) -> Iterator[str]:
        endings = self._endings if form.endswith(self._endings) else ()
        openings = self._openings if form.startswith(self._openings) else ()
        yield from (form[: -len(end)] for end in endings if form.endswith(end) and form != end)
        yield from (form[len(one) :] for one in openings if form.startswith(one) and form != one)


def _bare(text: str) -> str:
    return _MARKS.sub("", lowered(text)) or text


class Commands:
    """All groups of commands, looked through in the order of the file."""

    def __init__(self, groups: Iterable[Intents]) -> None:
        self._groups = tuple(groups)
        self._letters = frozenset(letter for group in self._groups for letter in group.letters())
        self._may_stand = self._letters | _OF_NUMBERS | _OF_MARKS

    def intent(self, text: str) -> str:
        """Return the command that the normalised text is as a whole, or ""."""
        if not self._may_stand.issuperset(text.lower()):
            return ""
        bare = _bare(without_numbers(text))
        if len(bare) > LONGEST or not self._letters.issuperset(bare):
            return ""
        return next(filter(None, (group.intent(bare) for group in self._groups)), "")


def load_commands(folder: Traversable | None = None) -> Commands:
    """Read ``intents.toml`` of the folder, which is the packaged one unless another is given."""
    source = (folder or packaged_files()) / "intents.toml"
    tables = tomllib.loads(source.read_text("utf-8"))
    return Commands(Intents(**group) for group in tables.values())
