"""What lies beside the cases on a desk: like reports, what was taught, words to decide on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from domain.alike import Alike, Report, may_join
from domain.calendar import shanghai_day
from domain.cases import Case
from domain.lessons import OwnTerm, TermState
from domain.presses import SAME, TERM, read_press
from domain.refusals import Refused
from domain.rules import Rulebook
from domain.taught import NOTHING, Taught, refined_for
from domain.turns import Dialogue
from storage.alike import Sought, find_alike
from storage.calls import Call
from storage.cases import load_cases
from storage.learnt import Learnt, load_learnt
from storage.lessons import terms_of
from storage.tables import WHOLE_STATION


@dataclass(frozen=True, slots=True)
class Beside:
    """What ``Desk`` holds under the same names."""

    alike: tuple[Alike, ...] = ()
    taught: Taught = NOTHING
    joinable: Case | None = None
    terms: tuple[OwnTerm, ...] = ()


def lay_beside(
    conn: Connection, calls: Sequence[tuple[Call, Dialogue]], rules: Rulebook, at: datetime
) -> list[Beside]:
    """Return for each call what lies beside its cases."""
    # What a button means does not depend on what its words are like, and most turns are buttons.
    reads = (call for call, _ in calls if call.reading.text and not call.turn.press)
    learnt = load_learnt(conn, {call.turn.community_id for call in reads})
    day = shanghai_day(at)
    sought = [_sought(call, learnt, rules, day) for call, _ in calls]
    asked = [each for each in sought if each]
    found = iter(find_alike(conn, asked, learnt, rules, at) if asked else ())
    return [
        Beside(
            alike=next(found) if wanted else (),
            taught=learnt.taught(call.turn.community_id),
            joinable=_joinable(conn, call, talk, rules, day) if _presses(call, SAME) else None,
            terms=_terms(conn, call) if _presses(call, TERM) else (),
        )
        for (call, talk), wanted in zip(calls, sought, strict=True)
    ]


def _presses(call: Call, act: str) -> bool:
    return call.turn.press.partition(":")[0] == act


def _sought(call: Call, learnt: Learnt, rules: Rulebook, day: date) -> Sought | None:
    """Return what is sought for words that may become a case, None for anything else."""
    reading, community = call.reading, call.turn.community_id
    if call.turn.press or reading.is_alarm() or reading.intent or not reading.text:
        return None
    read = refined_for(reading, learnt.taught(community), call.person, rules, day)
    place = reading.place.completed_by(call.person.home)
    if not (read.leaf and place.compound):
        return None
    return Sought(Report(community, read.leaf, place, call.turn.text), call.person)


def _joinable(
    conn: Connection, call: Call, talk: Dialogue, rules: Rulebook, day: date
) -> Case | None:
    """Return the case that this person's open question offered, if it may still be joined."""
    try:
        number = read_press(call.turn.press).number
    except Refused:
        return None
    if talk.notes.get("number") != number:
        return None
    community = call.turn.community_id
    keys = {(community, number), (community, talk.notes.get("same", ""))}
    found = load_cases(conn, keys)
    own, other = (found.get((community, talk.notes.get(name, ""))) for name in ("number", "same"))
    return other if own and other and may_join(call.person, own, other, rules, day) else None


def _terms(conn: Connection, call: Call) -> tuple[OwnTerm, ...]:
    states = (TermState.PROPOSED, TermState.TAKEN)
    return terms_of(conn, (WHOLE_STATION, call.turn.community_id), states)
