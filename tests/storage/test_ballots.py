"""Ballots are kept sealed and read by nobody before the close."""

import inspect
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.ballots import Answer, Ballot, ClosedVotes, Way
from domain.polls import BallotCast, BallotChecked, Cast, OpinionGiven
from domain.refusals import Stale
from storage import ballots as module
from storage.ballots import (
    casts_in,
    casts_of,
    closed_votes,
    opinions_in,
    write_ballots,
)
from storage.database import Database, open_database
from tests.domain.builders import MONDAY
from tests.storage.polling import HOME, POLL, ROLL, begun, cast, wrote
from tests.storage.station import HERE

CLOSE = POLL.closes
MOMENT = timedelta(microseconds=1)
LI = frozenset({"li"})


async def read(database: Database, at: datetime = CLOSE) -> ClosedVotes:
    return await database.read(lambda conn: closed_votes(conn, HERE, "p1", at))


async def standing(database: Database) -> Cast | None:
    found = await database.read(lambda conn: casts_of(conn, [(HERE, "p1", HOME)]))
    assert await database.read(lambda conn: casts_in(conn, HERE, "p1")) == {
        home: each for (_, home), each in found.items()
    }
    return found.get(("p1", HOME))


async def test_p18_no_ballot_and_no_opinion_is_read_a_moment_before_the_close(
    database: Database,
) -> None:
    await begun(database)
    opinion = OpinionGiven(HERE, "p1", "zu", Answer.NO, MONDAY)
    await wrote(database, cast(), opinion)
    assert await read(database, CLOSE - MOMENT) == ClosedVotes()
    votes = await read(database)
    assert [each.answer for each in votes.ballots] == [Answer.YES]
    assert votes.opinions == (Answer.NO,)
    assert await database.read(lambda conn: closed_votes(conn, HERE, "p2", CLOSE)) == ClosedVotes()
    assert await database.read(lambda conn: closed_votes(conn, "sx", "p1", CLOSE)) == ClosedVotes()


async def test_every_version_is_kept_and_read_in_order(database: Database) -> None:
    await begun(database)
    assert await standing(database) is None
    await wrote(database, cast(Answer.YES))
    assert await standing(database) == Cast(1, Way.OWN, waits=False, is_live=True, voters=LI)
    await wrote(database, cast(Answer.NO, version=2))
    await wrote(database, cast(None, version=3))
    assert await standing(database) == Cast(3, Way.OWN, waits=False, is_live=False)
    votes = await read(database)
    assert [each.answer for each in votes.ballots] == [Answer.YES, Answer.NO, None]


async def test_a_ballot_comes_back_as_it_was_given(database: Database) -> None:
    await begun(database)
    given = Ballot(
        "p1", HOME, Answer.ABSTAIN, Way.ASSISTED, "captain", MONDAY, 1, "门卫老陈", "f" * 64
    )
    await wrote(database, BallotCast(HERE, given))
    assert (await read(database)).ballots == (given,)


async def test_what_waits_for_a_check_counts_from_then_on(database: Database) -> None:
    await begun(database)
    waits = cast()
    await wrote(database, replace(waits, ballot=replace(waits.ballot, must_check=True)))
    assert await standing(database) == Cast(1, Way.OWN, waits=True, is_live=True, voters=LI)
    await wrote(database, BallotChecked(HERE, "p1", HOME, 1, "captain"))
    assert await standing(database) == Cast(1, Way.OWN, waits=False, is_live=True, voters=LI)
    [ballot] = (await read(database)).ballots
    assert (ballot.checked_by, ballot.counts) == ("captain", True)


async def test_a_check_is_of_the_version_that_was_looked_at_alone(database: Database) -> None:
    await begun(database)
    first, second = cast(), cast(Answer.NO, version=2)
    waiting = (
        replace(each, ballot=replace(each.ballot, must_check=True)) for each in (first, second)
    )
    await wrote(database, *waiting)
    await wrote(database, BallotChecked(HERE, "p1", HOME, 1, "captain"))
    assert [each.counts for each in (await read(database)).ballots] == [True, False]


async def test_of_two_at_the_same_moment_the_faster_one_stands_and_the_other_looks_again(
    database: Database,
) -> None:
    await begun(database)
    await wrote(database, cast(Answer.NO))
    with pytest.raises(Stale):
        await wrote(database, cast(Answer.YES, by="her husband"))
    assert [each.answer for each in (await read(database)).ballots] == [Answer.NO]


async def test_who_of_a_household_has_cast_is_known_and_not_what(database: Database) -> None:
    await begun(database)
    await wrote(database, cast(Answer.YES), cast(Answer.NO, version=2, by="wang"))
    assert await standing(database) == Cast(
        2, Way.OWN, waits=False, is_live=True, voters=frozenset({"li", "wang"})
    )
    await wrote(database, cast(None, version=3))
    found = await standing(database)
    assert found
    assert (found.is_live, found.voters) == (True, frozenset({"wang"}))


async def test_an_opinion_is_one_a_person_and_may_be_withdrawn(database: Database) -> None:
    await begun(database)
    said = OpinionGiven(HERE, "p1", "zu", Answer.NO, MONDAY)
    await wrote(database, said, replace(said, answer=Answer.YES))
    await wrote(database, replace(said, person_id="wu"))
    count = await database.read(lambda conn: opinions_in(conn, HERE, "p1"))
    assert (count, sorted((await read(database)).opinions)) == (2, [Answer.NO, Answer.YES])
    await wrote(database, replace(said, answer=None))
    assert (await read(database)).opinions == (Answer.NO,)


def kept_in(folder: Path) -> bytes:
    return b"".join(each.read_bytes() for each in folder.glob("station.db*"))


async def test_what_is_said_lies_sealed_in_the_file(tmp_path: Path, sqlite_url: str) -> None:
    database = open_database(sqlite_url, state_dir=tmp_path)
    await begun(database)
    given = replace(cast(Answer.ABSTAIN).ballot, witness="门卫老陈", evidence="老人口述")
    opinion = OpinionGiven(HERE, "p1", "zu", Answer.ABSTAIN, MONDAY)
    await wrote(database, BallotCast(HERE, given), opinion)
    await database.close()
    kept = kept_in(tmp_path)
    for words in ("abstain", "门卫老陈", "老人口述", ROLL[1].owner + '"'):
        assert words.encode() not in kept, words
    assert HOME.encode() in kept


def test_p18_one_way_alone_reads_what_was_said() -> None:
    """Whatever else names the column asks only whether it is empty."""
    source = inspect.getsource(module)
    assert source.count("select(BALLOTS)") == 1
    assert source.count("select(_O.answer)") == 1
    assert source.count("_IS_CLOSED)") == 2
    assert '_B.answer != ""' in source


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from((*Answer, None))), max_size=12))
async def test_p19_there_are_as_many_live_ballots_as_units_that_have_one(
    database: Database, acts: list[tuple[int, Answer | None]]
) -> None:
    await database.write(lambda conn: conn.exec_driver_sql("DELETE FROM ballots"))
    await database.write(
        lambda conn: write_ballots(
            conn,
            [
                cast(answer, ROLL[unit].home, version)
                for version, (unit, answer) in enumerate(acts, start=1)
            ],
            (),
        )
    )
    found = await database.read(lambda conn: casts_in(conn, HERE, "p1"))
    last = {ROLL[unit].home: answer for unit, answer in acts}
    live = {home for home, answer in last.items() if answer is not None}
    assert {home for home, each in found.items() if each.is_live} == live
