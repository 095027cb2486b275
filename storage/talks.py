"""Lay before the clock all of one mediation's talks: sealed answers, pairs of bids, the roster."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from domain.accord_kinds import BOTH, Kind
from domain.accords import Accord, AccordState
from domain.bids import Round
from domain.cases import Case
from domain.mediation_stages import Role, Stage
from domain.mediations import Mediation
from domain.mediators import Mediator
from domain.people import Person
from domain.proceedings import Proceedings
from domain.rules import Rulebook
from storage.bids import complete_rounds
from storage.hearings import key_of
from storage.people import advisers_in
from storage.proceedings import load_proceedings
from storage.rosters import roster_for


@dataclass(frozen=True, slots=True)
class Talks:
    """What the clock looks at in one mediation beside the mediation itself."""

    proceedings: Proceedings
    rounds: Mapping[int, Mapping[int, Round]]
    roster: tuple[Mediator, ...] = ()
    advisers: tuple[Person, ...] = ()


def lay_talks(
    conn: Connection, mediation: Mediation, case: Case, rules: Rulebook, at: datetime
) -> Talks:
    """Return the talks of the mediation; people only where some of them are to be found."""
    key = key_of(mediation)
    known = load_proceedings(conn, [key])[key]
    rounds = {
        each.accord: complete_rounds(conn, (*key, each.accord), *_sides(each))
        for each in known.accords
        if each.kind is Kind.BIDDING and each.state is AccordState.AGREED
    }
    wanted = mediation.stage is Stage.SELECT_M
    roster = roster_for(conn, mediation, case, rules, at) if wanted else ()
    asks = any(each.kind is Kind.PANEL and each.is_live for each in known.accords)
    advisers = advisers_in(conn, mediation.community_id) if asks else ()
    return Talks(known, rounds, roster, advisers)


def _sides(accord: Accord) -> tuple[Role, Role]:
    payer = Role(accord.payer)
    return next(side for side in BOTH if side is not payer), payer
