"""The one question that a new case still needs: two matters, the place, or which kind."""

from domain.cases import Case
from domain.categories import UNKNOWN_LEAF
from domain.letters import matter_name
from domain.presses import press_on
from domain.turns import Choice, Step
from handlers import waiting
from handlers.talk import Talk, choice

_MOST_BUTTONS = 8
_TOP = 3


def next_question(talk: Talk, case: Case) -> Step:
    """Return the most important question that is open about the new case, or an empty step."""
    if len(talk.reading.matters) > 1:
        return _split_question(talk, case)
    return place_question(talk, case) or _leaf_question(talk, case)


def _split_question(talk: Talk, case: Case) -> Step:
    first, second, *_ = talk.reading.matters
    leaves = (*talk.reading.matter_leaves, "", "")
    buttons = (
        choice("intake.split", press_on(case, "split", "yes")),
        choice("intake.keep_one", press_on(case, "split", "no")),
    )
    values = {"number": case.number, "first": first, "second": second}
    notes = {
        "number": case.number,
        "second": second,
        "leaf": leaves[1],
        "first_leaf": leaves[0],
        **waiting.marks(talk.reading),
    }
    return talk.ask("", talk.letter("intake.two_matters", values, buttons), notes)


def place_question(talk: Talk, case: Case) -> Step | None:
    """Return the question about the place that the case still needs, None if it needs none."""
    if len(talk.rules.directory.grids_of(case.place, talk.day)) == 1:
        return None
    key, buttons = "place.ask_compound", _compound_buttons(talk, case)
    if case.place.is_known():
        key, buttons = "place.ask_building", ()
    letter = talk.letter(key, {"number": case.number}, buttons)
    return talk.ask("place", letter, {"number": case.number})


def _compound_buttons(talk: Talk, case: Case) -> tuple[Choice, ...]:
    compounds = [
        compound
        for compound in talk.rules.directory.compounds
        if compound.community_id == case.community_id
    ]
    return tuple(
        choice("place.button", press_on(case, "here", item.code), {"compound": item.name})
        for item in compounds[:_MOST_BUTTONS]
    )


def _leaf_question(talk: Talk, case: Case) -> Step:
    if talk.reading.certain or not talk.reading.candidates:
        return Step()
    buttons = tuple(
        choice(
            "intake.leaf_choice",
            press_on(case, "leaf", found.leaf),
            {"matter": matter_name(found.leaf, talk.rules)},
        )
        for found in talk.reading.candidates[:_TOP]
    )
    none = choice("intake.none_of_these", press_on(case, "leaf", UNKNOWN_LEAF))
    values = {"number": case.number, "matter": matter_name(case.leaf, talk.rules)}
    return Step(says=(talk.letter("intake.which_leaf", values, (*buttons, none)),))
