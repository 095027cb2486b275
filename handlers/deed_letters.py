"""How an agreement is spoken of in the chat: its words, its buttons, to whom."""

from collections.abc import Mapping
from dataclasses import replace

from domain.agreements import SIDES, Agreement
from domain.mediation_states import Role
from domain.mediations import Mediation
from domain.people import Role as Post
from domain.people import ScopeKind
from domain.refusals import Refused
from domain.turns import Choice, Letter, Value
from handlers import mediating
from handlers.talk import Talk

_NEUTRAL = "neutral.notice"


def agreement_of(mediation: Mediation) -> Agreement:
    """Return the agreement that is being written or in force.

    Raises:
        Refused: ``mediation.not_now`` if nobody wrote one.
    """
    if mediation.agreement is None:
        raise Refused("mediation.not_now")
    return mediation.agreement


def at_edition(mediation: Mediation, edition: str) -> Agreement:
    """Return the agreement if it still stands as it was offered.

    Raises:
        Refused: ``agreeing.changed`` if its words changed since, or as ``agreement_of`` does.
    """
    agreement = agreement_of(mediation)
    if edition != str(agreement.edition) or agreement.issued_at is None:
        raise Refused("agreeing.changed")
    return agreement


def told(
    talk: Talk,
    mediation: Mediation,
    side: Role,
    key: str,
    more: tuple[Mapping[str, Value], tuple[Choice, ...]] = ({}, ()),
) -> tuple[Letter, ...]:
    """Return the letter to one side with values and buttons, none for who has no account."""
    values, choices = more
    letters = mediating.to_side(talk, mediation, mediating.own(mediation, side), key)
    return tuple(
        each
        if each.key == _NEUTRAL
        else replace(each, values={**each.values, **values}, choices=choices)
        for each in letters
    )


def told_both(
    talk: Talk,
    mediation: Mediation,
    key: str,
    more: tuple[Mapping[str, Value], tuple[Choice, ...]] = ({}, ()),
) -> tuple[Letter, ...]:
    """Return the same letter to each side."""
    return tuple(letter for side in SIDES for letter in told(talk, mediation, side, key, more))


def told_person(
    talk: Talk,
    mediation: Mediation,
    person_id: str,
    key: str,
    more: tuple[Mapping[str, Value], tuple[Choice, ...]] = ({}, ()),
) -> tuple[Letter, ...]:
    """Return the letter to somebody who serves, none if nobody is named."""
    if not person_id:
        return ()
    values, choices = more
    letter = mediating.to_person(talk, mediation, person_id, key)
    which = {"which": mediation.number}
    return (replace(letter, values={**letter.values, **which, **values}, choices=choices),)


def bringer(mediation: Mediation) -> str:
    """Return who goes to the door of a side without an account."""
    return mediation.captain or mediation.opener


def colleague(talk: Talk, mediation: Mediation, by: str) -> str:
    """Return who hears from a side itself what somebody brought: never who brought it."""
    case = next((each for each in talk.desk.cases if each.number == mediation.number), None)
    directory, grid = talk.rules.directory, case.grid if case else ""
    heads = directory.serving(Post.GRID_HEAD, ScopeKind.GRID, grid, talk.day)
    desk = directory.serving(Post.DISPATCHER, ScopeKind.COMMUNITY, mediation.community_id, talk.day)
    people = (mediation.opener, *(each.person_id for each in (*heads, *desk)))
    return next((each for each in people if each and each != by), "")
