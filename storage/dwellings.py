"""Homes that somebody of staff confirmed, or found to be somebody else's."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from domain.dwellings import HomeProved, after_proof, home_key
from storage.people import load_people, write_people


def prove_homes(conn: Connection, proofs: Sequence[HomeProved], at: datetime) -> None:
    """Write each confirmation; who claims another home by now, or is forgotten, stays as he is."""
    for proof in proofs:
        key = (proof.community_id, proof.person_id)
        known = load_people(conn, {key}, at).get(key)
        if known and home_key(known.person.home) == proof.home:
            write_people(conn, [after_proof(known.person, proof)])
