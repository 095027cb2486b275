from dataclasses import replace

from domain.agreements import Agreement
from domain.dossiers import Dossier, Minutes, Piece, checked, missing
from domain.mediation_states import Role, Stage
from domain.mediations import Revisit
from tests.domain.builders import MONDAY
from tests.mediation_table import (
    NUMBER,
    REPAIRS,
    Mediated,
    given,
    in_force,
    led,
)

MINUTES = (Minutes(MONDAY, "双方到场"),)


def file_of(world: Mediated, minutes: tuple[Minutes, ...] = MINUTES) -> Dossier:
    return Dossier(world.mediation(), tuple(world.events), minutes)


def lacking(file: Dossier) -> set[Piece]:
    return set(missing(checked(file)))


def test_pieces_lie_in_their_order_and_neither_caucus_nor_bids_are_one() -> None:
    assert [each.piece for each in checked(file_of(led()))] == list(Piece)
    assert not {"caucus", "bids", "relays"} & set(Piece)


def test_while_they_talk_only_the_beginning_is_wanted() -> None:
    assert lacking(file_of(led(), ())) == set()
    unread = led().mediation()
    silent = replace(unread, applicant=replace(unread.applicant, read_at=None, consented_at=None))
    assert lacking(Dossier(silent, ())) == {Piece.CONSENT, Piece.RIGHTS, Piece.COURSE}


def test_what_binds_wants_minutes_signatures_and_seal() -> None:
    assert lacking(file_of(in_force())) == set()
    assert lacking(file_of(in_force(), ())) == {Piece.MINUTES}
    unsealed = in_force().mediation()
    assert unsealed.agreement
    bare = replace(unsealed, agreement=replace(unsealed.agreement, sealed_by="", signatures=()))
    assert lacking(Dossier(bare, (), MINUTES)) >= {Piece.AGREEMENT, Piece.SIGNATURES}
    none = replace(unsealed, agreement=None)
    assert lacking(Dossier(none, (), MINUTES)) >= {Piece.AGREEMENT, Piece.SIGNATURES}


def test_an_oral_one_wants_no_seal() -> None:
    world = given("乙方 当场付2600元", oral=True)
    world.press("wang", "我同意，签字")
    world.press("li", "我同意，签字")
    assert lacking(file_of(world)) == set()


def test_what_was_performed_wants_proof_and_both_revisits() -> None:
    world = in_force(REPAIRS)
    closed = replace(world.mediation(), stage=Stage.CLOSED_PERFORMED)
    assert lacking(Dossier(closed, (), MINUTES)) >= {Piece.PERFORMANCE, Piece.REVISITS}
    world.say("wang", press=f"mediation:{NUMBER}:-1:received/1")
    revisits = tuple(Revisit(side, 7, MONDAY, "yny") for side in (Role.APPLICANT, Role.RESPONDENT))
    done = replace(world.mediation(), stage=Stage.CLOSED_PERFORMED, revisits=revisits)
    assert lacking(Dossier(done, tuple(world.events), MINUTES)) == set()
    assert lacking(Dossier(replace(done, agreement=None), (), MINUTES)) >= {Piece.PERFORMANCE}
    assert lacking(Dossier(replace(done, agreement=Agreement()), (), MINUTES)) >= {Piece.AGREEMENT}


def test_the_court_is_there_once_somebody_said_a_word_of_it() -> None:
    world = in_force(REPAIRS)
    there = {each.piece: each.is_there for each in checked(file_of(world))}
    assert not there[Piece.COURT]
    world.say("wang", press=f"mediation:{NUMBER}:-1:waive")
    there = {each.piece: each.is_there for each in checked(file_of(world))}
    assert there[Piece.COURT]
