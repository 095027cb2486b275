"""Answers to whoever asked for neutral notices (隐藏): a second reader of the phone learns nothing.

What others cause comes as a notice that says nothing. What the writer himself asks for is
answered, but no answer names the matter, tells by which words it was understood, or gives advice
by which it is known. A cry for help is the one exception: its numbers and its advice come whole.
"""

from collections.abc import Mapping
from dataclasses import replace

from domain.turns import Choice, Letter, Step, Text, Value
from handlers.talk import Talk

_WHOLE = frozenset({"emergency.first"})
# What tells the matter without naming it: the words, the route, the numbers.
_TELLING = frozenset({"because", "advice", "numbers", "report"})
_ANY = Text("neutral.matter")


def softened(talk: Talk, step: Step) -> Step:
    """Return the step with every answer to a speaker who is hidden made neutral."""
    person = talk.desk.person
    if not person.neutral or person.is_staff(talk.day):
        return step
    names = frozenset(leaf.name for leaf in talk.rules.categories.leaves.values())
    says = tuple(
        _neutral(each, names) if each.to == person.person_id else each for each in step.says
    )
    return replace(step, says=says)


def _neutral(letter: Letter, names: frozenset[str]) -> Letter:
    if letter.key in _WHOLE:
        return letter
    choices = tuple(_unnamed_choice(each, names) for each in letter.choices)
    return replace(letter, values=_unnamed(letter.values, names), choices=choices)


def _unnamed_choice(choice: Choice, names: frozenset[str]) -> Choice:
    label = replace(choice.label, values=_unnamed(choice.label.values, names))
    return replace(choice, label=label)


def _unnamed(values: Mapping[str, Value], names: frozenset[str]) -> dict[str, Value]:
    return {
        name: "" if name in _TELLING else _without(value, names) for name, value in values.items()
    }


def _without(value: Value, names: frozenset[str]) -> Value:
    if isinstance(value, Text):
        return replace(value, values=_unnamed(value.values, names))
    if isinstance(value, tuple):
        return tuple(_without(each, names) for each in value)
    return _ANY if isinstance(value, str) and value in names else value
