"""The lexicon as data: which words speak for or against which leaf, and how strongly.

``nlp/files/FORMAT.md`` describes the files.
"""

import hashlib
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable

from nlp.phrases import WITHIN, written

STRONGEST = 4
_LEAF = re.compile(r"\S{1,20}")
_KEYS = frozenset(
    {"word", "parts", "weight", "within", "boundary", "not_in", "with", "without"}
    | {"scope", "author", "since", "active"}
)


@dataclass(frozen=True, slots=True)
class Term:
    """One row of the lexicon: a word, or parts in order, that speaks for a leaf.

    ``parts`` are tuples of alternatives; ``weight`` runs from -4 to 4; ``within`` is in
    characters; ``scope`` is a community id or "" for everywhere.
    """

    leaf: str
    weight: int
    word: str = ""
    parts: tuple[tuple[str, ...], ...] = ()
    within: int = WITHIN
    boundary: bool = False
    not_in: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    scope: str = ""

    @property
    def is_plain(self) -> bool:
        """Say whether the word counts wherever it stands."""
        conditions = (self.parts, self.boundary, self.not_in, self.needs, self.without, self.scope)
        return not any(conditions)

    @property
    def key(self) -> tuple[object, ...]:
        """Return everything but the weight: two rows with one key would contradict each other."""
        looks = (self.needs, self.without, self.not_in, self.boundary)
        return (self.leaf, self.word, self.parts, self.within, self.scope, *looks)

    @property
    def shown(self) -> str:
        """Return the term as it is shown as a reason."""
        return self.word or "…".join(part[0] for part in self.parts)


@dataclass(frozen=True, slots=True)
class Problem:
    """One broken row: where it stands and why it is refused."""

    file: str
    table: str
    row: str
    reason: str

    def __str__(self) -> str:
        """Return the problem as one line for the person who edits the file."""
        return f"{self.file} [{self.table}] {self.row}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All active terms; ``version`` changes with every change of the files.

    ``problems`` are the rows that were refused; the others count all the same, so that one slip
    of a pen does not silence a station.
    """

    terms: tuple[Term, ...] = ()
    version: str = ""
    problems: tuple[Problem, ...] = ()

    @property
    def leaves(self) -> tuple[str, ...]:
        """Return the leaves that have terms, in the order of the files."""
        return tuple(dict.fromkeys(term.leaf for term in self.terms))

    def words(self) -> tuple[str, ...]:
        """Return the words that the segmenter should keep whole."""
        found = (term.word for term in self.terms if _WHOLE.fullmatch(term.word))
        return tuple(dict.fromkeys(found))


_WHOLE = re.compile(r"[\u3400-\u9fff]{2,6}")


def packaged_files() -> Traversable:
    """Return the folder of the word files that come with the station."""
    return files("nlp") / "files"


def load_lexicon(folder: Traversable, known: frozenset[str] = frozenset()) -> Lexicon:
    """Read every ``*.toml`` of the folder; ``known`` are the leaves allowed, empty for any."""
    entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    texts = {entry.name: entry.read_text("utf-8") for entry in entries if _is_toml(entry)}
    return read_lexicon(texts, known)


def _is_toml(entry: Traversable) -> bool:
    return entry.name.endswith(".toml")


def read_lexicon(texts: Mapping[str, str], known: frozenset[str] = frozenset()) -> Lexicon:
    """Read lexicon files given as name to text, as ``load_lexicon`` does."""
    terms: dict[tuple[object, ...], Term] = {}
    problems: list[Problem] = []
    for row in (row for name, text in texts.items() for row in _rows_of(name, text, known)):
        if isinstance(row, Problem):
            problems.append(row)
        elif terms.setdefault(row.key, row).weight != row.weight:
            problems.append(Problem("", row.leaf, row.shown, "stands here with another weight"))
    digest = hashlib.sha256("\0".join(texts.values()).encode()).hexdigest()[:12]
    return Lexicon(tuple(terms.values()), digest, tuple(problems))


def _rows_of(name: str, text: str, known: frozenset[str]) -> Iterator[Term | Problem]:
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        yield Problem(name, "", "", f"no TOML: {error}")
        return
    for leaf, table in tables.items():
        if not isinstance(table, dict) or not _LEAF.fullmatch(leaf):
            yield Problem(name, leaf, "", "is not the table of a leaf")
        elif known and leaf not in known:
            yield Problem(name, leaf, "", "no such leaf")
        else:
            yield from _terms_of(name, leaf, table)


def _terms_of(name: str, leaf: str, table: Mapping[str, object]) -> Iterator[Term | Problem]:
    for key, rows in table.items():
        if not isinstance(rows, list):
            yield Problem(name, leaf, key, "is not a list")
        elif key == "rule":
            yield from (_rule(name, leaf, row) for row in rows if _is_active(row))
        else:
            yield from (_plain(name, leaf, key, word) for word in rows)


def _is_active(row: object) -> bool:
    return not isinstance(row, dict) or row.get("active", True) is not False


def _plain(name: str, leaf: str, weight: str, word: object) -> Term | Problem:
    reason = _fault_of_weight(int(weight) if re.fullmatch(r"-?\d", weight) else weight)
    reason = reason or _fault_of_word(word, shortest=2)
    if reason:
        return Problem(name, leaf, f"{weight} {word}", reason)
    return Term(leaf, int(weight), written(str(word)))


def _rule(name: str, leaf: str, row: object) -> Term | Problem:
    if not isinstance(row, dict):
        return Problem(name, leaf, str(row), "is not a rule")
    reason = _fault_of_rule(row)
    if reason:
        return Problem(name, leaf, str(row.get("word") or row.get("parts")), reason)
    return Term(
        leaf,
        row["weight"],
        written(row.get("word", "")),
        tuple(_alternatives(part) for part in row.get("parts", ())),
        row.get("within", WITHIN),
        row.get("boundary", False),
        _all_alternatives(row.get("not_in", ())),
        _all_alternatives(row.get("with", ())),
        _all_alternatives(row.get("without", ())),
        row.get("scope", ""),
    )


def _alternatives(part: str) -> tuple[str, ...]:
    return tuple(written(word) for word in part.split("|"))


def _all_alternatives(parts: Iterable[str]) -> tuple[str, ...]:
    return tuple(word for part in parts for word in _alternatives(part))


def _fault_of_weight(weight: object) -> str:
    if not isinstance(weight, int) or not 1 <= abs(weight) <= STRONGEST:
        return "the weight is not a whole number from -4 to 4 without 0"
    return ""


def _fault_of_word(word: object, shortest: int) -> str:
    if not isinstance(word, str):
        return "is not a word"
    return "" if len(written(word)) >= shortest else "is too short to count by itself"


def _fault_of_rule(row: Mapping[str, object]) -> str:
    strange = sorted(set(row) - _KEYS)
    if strange:
        return f"unknown: {', '.join(strange)}"
    if ("word" in row) == ("parts" in row):
        return "needs either word or parts"
    shortest = 1 if row.get("boundary") is True else 2
    fault = _fault_of_weight(row.get("weight"))
    fault = fault or ("word" in row and _fault_of_word(row["word"], shortest)) or ""
    return fault or next(filter(None, (_fault_of_list(row, key) for key in _LISTS)), "")


_LISTS = ("parts", "not_in", "with", "without")


def _fault_of_list(row: Mapping[str, object], key: str) -> str:
    words = row.get(key, [""])
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        return f"{key} is not a list of words"
    if key not in row:
        return ""
    whole = [alternative for word in words for alternative in word.split("|")]
    if not whole or not all(written(word) for word in whole):
        return f"{key} holds an empty word"
    return "parts are fewer than two" if key == "parts" and len(words) == 1 else ""
