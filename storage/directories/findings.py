"""What is wrong with a directory file, where it stands and how it is called in the catalogue."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Literal, TypeAlias
from unicodedata import normalize

Path: TypeAlias = tuple[str | int, ...]
Severity: TypeAlias = Literal["error", "warning"]

# A value is shown so that its place can be recognised, not so that it can be read out.
SHOWN = 40
_PRIVATE = re.compile(r"[0-9]{15,}[Xx]?|(?<![0-9])1[3-9][0-9]{9}(?![0-9])")

FINDINGS = (
    "directory.bad_cover",
    "directory.bad_form",
    "directory.bad_hours",
    "directory.bad_range",
    "directory.body_kind",
    "directory.building_twice",
    "directory.closed_without_successor",
    "directory.code_reused",
    "directory.covered_twice",
    "directory.dates_reversed",
    "directory.duplicate",
    "directory.empty_text",
    "directory.grid_size",
    "directory.id_number",
    "directory.lineage_cycle",
    "directory.microgrid_dates",
    "directory.microgrid_size",
    "directory.missing_key",
    "directory.no_area",
    "directory.no_buildings",
    "directory.no_captain",
    "directory.no_dispatcher",
    "directory.no_homes",
    "directory.no_officer",
    "directory.no_secretary",
    "directory.no_worker",
    "directory.not_found",
    "directory.not_toml",
    "directory.not_utf8",
    "directory.open_with_successors",
    "directory.own_deputy",
    "directory.person_private",
    "directory.post_without_scope",
    "directory.range_too_long",
    "directory.successor_gap",
    "directory.too_big",
    "directory.too_deep",
    "directory.too_large",
    "directory.too_long",
    "directory.too_many",
    "directory.too_small",
    "directory.two_communities",
    "directory.two_meanings",
    "directory.uncovered",
    "directory.unknown_building",
    "directory.unknown_choice",
    "directory.unknown_home",
    "directory.unknown_key",
    "directory.unknown_key_near",
    "directory.unknown_name",
    "directory.unknown_name_near",
    "directory.unknown_unit",
    "directory.which_community",
    "directory.wrong_date",
    "directory.wrong_list",
    "directory.wrong_number",
    "directory.wrong_table",
    "directory.wrong_text",
    "directory.wrong_value",
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that somebody should mend in a directory file.

    ``where`` is the place as in "grids[3].until (line 120)", lists counted from 1; ``line`` is the
    same line, 0 when the whole file is meant. An ``error`` keeps the file out.
    """

    severity: Severity
    where: str
    text_key: str
    values: Mapping[str, str]
    line: int = 0


@dataclass(slots=True)
class Book:
    """Gather findings while a file is read, and remember every name that it gives to something.

    ``broken`` are names of rows that were themselves wrong: referring to them is no new fault;
    ``left_out`` are the tables that those rows stood in.
    """

    lines: Mapping[Path, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)
    left_out: set[str] = field(default_factory=set)
    names: dict[str, dict[str, dict[str, Path]]] = field(default_factory=dict)

    def error(self, path: Path, text_key: str, **values: str) -> None:
        """Note an error at the path."""
        self._note("error", path, text_key, values)

    def error_at(self, line: int, text_key: str, **values: str) -> None:
        """Note an error on a line that no key or value of the file stands for."""
        shown = {name: shorten(value) for name, value in values.items()}
        self.findings.append(Finding("error", f"(line {line})", text_key, shown, line))

    def warn(self, path: Path, text_key: str, **values: str) -> None:
        """Note a warning at the path."""
        self._note("warning", path, text_key, values)

    def _note(self, severity: Severity, path: Path, text_key: str, values: dict[str, str]) -> None:
        shown = {name: shorten(value) for name, value in values.items()}
        self.findings.append(
            Finding(severity, self.where(path), text_key, shown, self.line_of(path)),
        )

    def line_of(self, path: Path) -> int:
        """Return the line of the path, or of the nearest thing around it; 0 if there is none."""
        for end in range(len(path), 0, -1):
            if path[:end] in self.lines:
                return self.lines[path[:end]]
        return 0

    def where(self, path: Path) -> str:
        """Return the place as people read it: "grids[3].until (line 120)"."""
        words = ""
        for step in path:
            words += f"[{step + 1}]" if isinstance(step, int) else f".{step}"
        line = self.line_of(path)
        return words.removeprefix(".") + (f" (line {line})" if line else "")

    def name(self, kind: str, code: str, path: Path, *words: str) -> None:
        """Remember that ``code`` goes by these words too; a code given twice is an error."""
        known = self.names.setdefault(kind, {})
        if code in known.get(code, {}):
            first = self.where(known[code][code])
            self.error(path, "directory.duplicate", value=code, first=first)
            return
        for word in dict.fromkeys((code, *words)):
            known.setdefault(plain(word), {})[code] = path

    def path_of(self, kind: str, code: str) -> Path:
        """Return where the thing of that code stands."""
        return self.names.get(kind, {}).get(code, {}).get(code, ())

    def resolve(self, kind: str, word: str, path: Path) -> str:
        """Return the code that the word means, or "" after noting why it means none."""
        known = self.names.get(kind, {})
        codes = known.get(plain(word), {})
        if len(codes) == 1:
            return next(iter(codes))
        if codes:
            self.error(path, "directory.two_meanings", value=word, codes=", ".join(codes))
        elif not self._is_excused(kind, plain(word)):
            self._unknown(word, nearest(plain(word), known), path)
        return ""

    def _is_excused(self, kind: str, word: str) -> bool:
        lost_with_grid = kind == "microgrid" and "grids" in self.left_out
        return lost_with_grid or word in self.broken

    def _unknown(self, word: str, near: str, path: Path) -> None:
        if near:
            self.error(path, "directory.unknown_name_near", value=word, nearest=near)
        else:
            self.error(path, "directory.unknown_name", value=word)


def plain(word: str) -> str:
    """Return the word without spaces and in half-width signs, as names are compared."""
    return "".join(normalize("NFKC", word).split())


def nearest(word: str, known: Mapping[str, object]) -> str:
    """Return the known word that looks most like it, or ""."""
    return next(iter(get_close_matches(word[:SHOWN], list(known)[:2000], n=1)), "")


def shorten(value: str) -> str:
    """Return the value in one short line, phone and ID numbers hidden."""
    line = _PRIVATE.sub("****", " ".join(value.split()))
    return line if len(line) <= 4 * SHOWN else line[: 4 * SHOWN] + "…"
