"""Mutants of votes: what nobody may read before the close (P18), and what counts (P19).

The comment beside a mutant names the property of ``docs/acceptance.md`` that it breaks.
"""

from tests.seeded import Mutant, of

_OUTLETS = "tests/test_poll_outlets.py"
_UNSEEN = f"{_OUTLETS}::test_p18_before_the_close_no_outlet_depends_on_what_was_voted"
_STORED = "tests/storage/test_ballots.py"
_UNREAD = f"{_STORED}::test_p18_no_ballot_and_no_opinion_is_read_a_moment_before_the_close"
_COUNTED = "tests/domain/test_ballots.py"
_COUNT = f"{_COUNTED}::test_p19_the_count_is_the_number_of_distinct_units_with_a_live_ballot"
_RIGHTS = "tests/domain/test_poll_rights.py"
_WITNESSED = "test_p19_what_is_written_down_has_a_witness_and_evidence_and_overwrites_nothing"
_RECORDS = "tests/handlers/test_vote_records.py"
_DOOR = f"{_RECORDS}::test_a_door_is_asked_then_who_was_there_and_the_household_reads_it"
_AT_DOOR = "door, answer = _door(talk, press), answer_of(press)\n"

MUTANTS: tuple[Mutant, ...] = (
    *of(
        "storage/ballots.py",
        _UNREAD,
        ("and_(*_THIS, POLLS.c.closes_at <= _NOW)", "and_(*_THIS)"),  # P18
        ("POLLS.c.closes_at <= _NOW", "POLLS.c.opens_at <= _NOW"),  # P18
        ("    .where(_IS_CLOSED)\n)\n_STANDING", "    .where(*_THIS)\n)\n_STANDING"),  # P18
        # P18
        ('_THIS = (POLLS.c.community_id == bindparam("community"),', "_THIS = (_NOW == _NOW,"),
    ),
    *of(
        "domain/ballot_cells.py",
        "tests/domain/test_ballot_cells.py",
        ("_FEWEST_ALIKE = 3", "_FEWEST_ALIKE = 2"),  # P18
        (" or self.part in said", ""),  # P18
        ("    if open_cell and open_cell.hides:\n", "    if open_cell:\n"),  # P18
        ("        if open_cell.hides:\n", "        if open_cell.part:\n"),  # P18
        ("not open_cell.hides and shown:", "not open_cell.part and shown:"),  # P18
    ),
    *of(
        "web/polls.py",
        _UNSEEN,
        ("return request.app[PARTS].now()", "return request.app[PARTS].now() + OBJECTED"),  # P18
    ),
    *of(
        "web/polls.py",
        "tests/web/test_polls.py",
        ("is not None and may_hold(staff.person, area, rules, staff.day)", "is not None"),  # P18
        ("is_over = poll.closes <= now", "is_over = poll.opens <= now"),  # P18
    ),
    *of(
        "handlers/voting.py",
        _UNSEEN,
        # P18
        ("if must_check else ()\n    change",
         "if must_check else (Letter(seat.poll.opened_by, says.key, values),)\n    change"),
    ),
    *of(
        "domain/ballots.py",
        _COUNT,
        ("_share([each for each in roll if each.home in said],", "_share(roll,"),  # P19
        ("[versions[each] for each in sorted(versions)]", "[versions[min(versions)]]"),  # P19
        ("len({each.owner for each in roll})", "len(roll)"),  # P19
    ),
    *of(
        "domain/ballots.py",
        _COUNTED,
        (" and (bool(self.checked_by) or not self.must_check)", ""),  # P19
        ("return said.pop() if len(said) == 1 else None", "return said.pop() if said else None"),
        ("for each in standing or ballots[-1:] if", "for each in ballots[-1:] if"),  # P19
        ("        if each.home in homes:\n", "        if homes:\n"),  # P19
        ("return self.opens <= at < self.closes", "return self.opens <= at <= self.closes"),  # P19
        ("2 * self.whole.area", "2 * self.whole.area - 2"),
        ("4 * self.yes.persons >= 3 *", "4 * self.yes.persons >= 2 *"),
    ),
    *of(
        "domain/poll_rights.py",
        f"{_RIGHTS}::{_WITNESSED}",
        ("bool(ballot.witness and ballot.evidence)", "bool(ballot.witness)"),  # P19
        ("(ballot.witness and ballot.evidence)", "(ballot.evidence)"),  # P19
        ("is_shown and not seat.is_cast and", "is_shown and"),  # P19
        (" and _serves(desk, ballot.home)", ""),  # P19
    ),
    *of(
        "domain/poll_rights.py",
        _RIGHTS,
        (" or ballot.cast_by != desk.person.person_id:", ":"),  # P19
        (" or seat.unit.home != ballot.home:", ":"),  # P19
        ("    if ballot.version != seat.version + 1:\n        return False\n", ""),  # P19
        ("return held and may_vote(desk.person, seat.unit)", "return held"),  # P19
        ("ballot.answer is None or not desk.is_bound_anew", "True"),  # P19
        ("is_his = by == desk.person.person_id", "is_his = True"),  # P19
    ),
    *of(
        "domain/polls.py",
        "tests/domain/test_polls.py",
        ("return serves and not is_own and", "return serves and"),  # P19
        ("unit is None or unit.let", "unit is None"),  # P19
        ("voters | {by} if newest.is_live else voters - {by}", "voters | {by}"),  # P19
    ),
    *of(
        "handlers/vote_records.py",
        _DOOR,
        ("each in door.seat.members\n", "each in door.seat.members[:1]\n"),  # P19
        ("        witness=shown[0],\n", ""),  # P19
        ("        evidence=shown[1],\n", ""),  # P19
        ("        Way.ASSISTED,\n", "        Way.OWN,\n"),  # P19
    ),
    *of(
        "handlers/vote_records.py",
        _RECORDS,
        ("    if not evidence:\n", "    if not witness:\n"),  # P19
        (f"{_AT_DOOR}    if door.seat.is_cast:", f"{_AT_DOOR}    if not door:"),  # P19
        ("not cast.waits or ", ""),  # P19
        (" or version != str(cast.version)", ""),  # P19
    ),
    *of(
        "handlers/voting.py",
        "tests/handlers/test_voting.py",
        ("must_check = talk.desk.is_bound_anew", "must_check = False"),  # P19
        # P19
        ("    if not may_vote(talk.desk.person, unit):\n        return",
         "    if not unit:\n        return"),
        ("if talk.desk.person.person_id not in _voters(seat):", "if not _voters(seat):"),  # P19
        ("    if not seat.poll.is_open(talk.desk.at):\n", "    if not seat:\n"),  # P19
    ),
    *of(
        "storage/ballots.py",
        _STORED,
        ("insert_rows(conn, BALLOTS,", "upsert_rows(conn, BALLOTS,"),  # P19
        ('        _B.version == bindparam("edition"),\n', ""),  # P19
        ("cast_after(found.get(key), newest, row.cast_by)", "newest"),  # P19
    ),
    *of(
        "domain/poll_rounds.py",
        "tests/domain/test_poll_rounds.py",
        ("MOST_ASKED = 4", "MOST_ASKED = 5"),  # P8
        ("home.times >= MOST_ASKED or at - home.asked_at < _A_DAY", "home.times >= MOST_ASKED"),
        ("if home.stopped or home.is_cast or", "if home.stopped or"),  # P8
        ("if announced < NOTICE or not", "if not"),
    ),
)  # fmt: skip
