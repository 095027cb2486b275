"""The record of dissuasion (劝阻调解情况记录) in words: who, when, how, what came of it.

It is read by the police and by the other side's lawyer: the reporter is nowhere in it, neither by
name nor by home.
"""

from domain.cases import Case
from domain.dissuasions import Dissuasion, times
from domain.letters import matter_name, name_text, place_text
from domain.rules import Rulebook
from domain.turns import Text, Value


def record_values(case: Case, rules: Rulebook) -> dict[str, Value]:
    """Return the values of the sentence ``dissuading.record``."""
    dissuaded, mediated = times(case.dissuasions)
    lines = tuple(
        Text("dissuading.line", {"ordinal": ordinal, **line_values(each, rules)})
        for ordinal, each in enumerate(case.dissuasions, start=1)
    )
    return {
        "number": case.number,
        "matter": matter_name(case.leaf, rules),
        "where": where_of(case, rules),
        "told": case.opened_at,
        "lines": lines,
        "last": lines[-1] if lines else "",
        "dissuaded": dissuaded,
        "mediated": mediated,
    }


def line_values(each: Dissuasion, rules: Rulebook) -> dict[str, Value]:
    """Return time, way, persons and result of one dissuasion."""
    beside = Text("dissuading.beside", {"others": each.beside}) if each.beside else ""
    return {
        "at": each.at,
        "way": Text(f"dissuading.{each.way}"),
        "by": name_text(each.by, rules),
        "beside": beside,
        "result": each.result,
    }


def where_of(case: Case, rules: Rulebook) -> Value:
    """Return the building at most: the unit and the room may be the reporter's."""
    return place_text(case.place.without_home(), rules)
