"""Lay before each person what he may have of the mediations in which he is something."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection

from domain.calendar import shanghai_day
from domain.mediation_roles import roles_in
from domain.mediation_stages import Role
from domain.mediations import Mediation
from domain.proceedings import READS, Bid, Proceedings, seen_by
from domain.turns import Desk
from storage.bids import own_bids
from storage.mediations import MediationKey
from storage.proceedings import load_proceedings


def with_proceedings(conn: Connection, desks: Sequence[Desk]) -> list[Desk]:
    """Return the desks with what each reader may have: one query a table for all of them."""
    reading = [(desk, _read_on(desk)) for desk in desks]
    keys = {key_of(each) for _, found in reading for each in found}
    if not keys:
        return list(desks)
    full = load_proceedings(conn, keys)
    bids = own_bids(conn, {desk.person.person_id for desk, found in reading if found})
    return [
        replace(desk, proceedings={each.number: _seen(desk, each, full, bids) for each in found})
        for desk, found in reading
    ]


def key_of(mediation: Mediation) -> MediationKey:
    """Return the key of the mediation."""
    return mediation.community_id, mediation.number, mediation.attempt


def _roles(desk: Desk, mediation: Mediation) -> frozenset[Role]:
    found = (each for each in desk.cases if each.number == mediation.number)
    case, day = next(found, None), shanghai_day(desk.at)
    return roles_in(mediation, desk.person, case, desk.rules, day)


def _read_on(desk: Desk) -> list[Mediation]:
    return [each for each in desk.mediations if each.is_open and _may_read(desk, each)]


def _may_read(desk: Desk, mediation: Mediation) -> bool:
    roles = _roles(desk, mediation)
    telephones = Role.STAFF in roles and not mediation.respondent.person_id
    return telephones or not roles.isdisjoint(READS)


def _seen(
    desk: Desk,
    mediation: Mediation,
    full: Mapping[MediationKey, Proceedings],
    bids: Sequence[Bid],
) -> Proceedings:
    key = key_of(mediation)
    mine = tuple(each for each in bids if (each.community_id, each.number, each.attempt) == key)
    whole = replace(full[key], bids=mine)
    return seen_by(whole, _roles(desk, mediation), desk.person.person_id)
