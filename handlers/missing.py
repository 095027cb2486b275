"""The one question that a new case needs: two matters, where, the same as others', which kind."""

from domain.cases import Case
from domain.categories import UNKNOWN_LEAF
from domain.letters import matter_name
from domain.presses import press_on
from domain.turns import Choice, Step, Value
from handlers import same_matter, waiting
from handlers.talk import Talk, choice

_MOST_BUTTONS = 8
_TOP = 3
_MOST_MATTERS = 6


def next_question(talk: Talk, case: Case) -> Step:
    """Return the most important question that is open about the new case, or an empty step."""
    if len(talk.reading.matters) > 1:
        return _split_question(talk, case)
    place = place_question(talk, case)
    return place or same_matter.question(talk, case) or _leaf_question(talk, case)


def _split_question(talk: Talk, case: Case) -> Step:
    first, *others = talk.reading.matters[:_MOST_MATTERS]
    buttons = (
        choice("intake.split", press_on(case, "split", "yes"), {"count": len(others) + 1}),
        choice("intake.keep_one", press_on(case, "split", "no")),
    )
    values: dict[str, Value] = {
        "number": case.number,
        "count": len(others) + 1,
        "first": first,
        "others": "”，“".join(others),
    }
    notes = {
        "number": case.number,
        "parts": "\n".join(" ".join(part.split()) for part in others),
        "leaves": ",".join((*talk.reading.matter_leaves, *[""] * _MOST_MATTERS)[:_MOST_MATTERS]),
        **waiting.marks(talk.reading),
    }
    return talk.ask("", talk.letter("intake.two_matters", values, buttons), notes)


def place_question(talk: Talk, case: Case, beside: str = "") -> Step | None:
    """Return the question about the place that the case still needs, None if it needs none.

    ``beside`` are the numbers, with commas, of what was told in the same message: the answer is
    theirs, too.
    """
    if len(talk.rules.directory.grids_of(case.place, talk.day)) == 1:
        return None
    key, buttons = "place.ask_compound", _compound_buttons(talk, case)
    if case.place.is_known():
        key, buttons = "place.ask_building", ()
    letter = talk.letter(key, {"number": case.number}, buttons)
    return talk.ask("place", letter, {"number": case.number, "beside": beside})


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
    two = choice("intake.two_at_once", press_on(case, "two"))
    values = {"number": case.number, "matter": matter_name(case.leaf, talk.rules)}
    return Step(says=(talk.letter("intake.which_leaf", values, (*buttons, none, two)),))
