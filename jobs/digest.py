"""One message a person: what is due together is told together."""

import hashlib
from collections.abc import Iterable

from domain.directory import Directory
from domain.turns import Choice, Letter, Text, Value

# A chat message holds about so many lines and buttons; the rest is on the person's own list.
MOST_LINES = 20
_MOST_BUTTONS = 8


def folded(letters: Iterable[Letter], directory: Directory) -> tuple[Letter, ...]:
    """Return the letters, those to one member of staff that are not urgent folded into one.

    The lines keep their order. Residents get each letter by itself: it asks one question.
    """
    alone: list[Letter] = []
    together: dict[str, list[Letter]] = {}
    for letter in letters:
        if letter.urgent or not directory.person(letter.to):
            alone.append(letter)
        else:
            together.setdefault(letter.to, []).append(letter)
    return (*alone, *(_one(group) for group in together.values()))


def _one(group: list[Letter]) -> Letter:
    first = group[0]
    if len(group) == 1:
        return first
    shown = group[:MOST_LINES]
    rest = _cases_in(group) - _cases_in(shown)
    buttons = (_button(letter) for letter in shown if letter.choices)
    return Letter(
        to=first.to,
        key="chase.digest",
        values={
            "count": _cases_in(group),
            "lines": tuple(Text(letter.key, letter.values) for letter in shown),
            "more": Text("chase.digest_more", {"count": rest}) if rest > 0 else "",
        },
        choices=tuple({each.press: each for each in buttons}.values())[:_MOST_BUTTONS],
        not_before=first.not_before,
        dedupe=_mark(group),
    )


def _cases_in(letters: Iterable[Letter]) -> int:
    # Of one case several things may be due together.
    return len({letter.case_number for letter in letters})


def _button(letter: Letter) -> Choice:
    first = letter.choices[0]
    values: dict[str, Value] = {"number": letter.case_number, "act": first.label}
    return Choice(Text("chase.digest_button", values), first.press)


def _mark(group: list[Letter]) -> str:
    words = "\n".join(letter.dedupe for letter in group)
    return f"chase.digest:{hashlib.sha256(words.encode()).hexdigest()}"
