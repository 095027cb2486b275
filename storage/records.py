"""Write what was decided: the only place that turns steps into rows."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain, count
from typing import TypeAlias

from sqlalchemy import Connection

from domain.cases import CaseChanged
from domain.refusals import Stale
from domain.turns import AttachmentKept, Desk, PersonForgotten, Step
from storage import ledgers
from storage.addressing import CONSOLE
from storage.changes import Gathered
from storage.desks import Heard
from storage.letters import Posting, post, take_spots, without_repeats
from storage.people import place_of, write_addresses, write_dialogues
from storage.tables import TURNS
from storage.values import dump_attachments
from storage.writing import Row, insert_rows

Decided: TypeAlias = tuple[Heard, Desk, Step]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a turn left behind: its letters, and the numbers of the cases that it opened."""

    turn_key: str
    letter_ids: tuple[int, ...]
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Placed:
    decided: Decided
    spot: int
    postings: tuple[Posting, ...]


def record_steps(conn: Connection, decided: Sequence[Decided]) -> list[Receipt]:
    """Write the turns, what their steps change and the letters; at most one turn a person.

    Raises:
        Stale: somebody was faster with a case, a person or a conversation.
    """
    if not decided:
        return []
    at = decided[0][1].at
    gathered = _gathered(decided)
    gathered.write(conn, at)
    _write_talks(conn, decided, at)
    placed = _placed(conn, decided)
    insert_rows(conn, TURNS, [_turn_row(each) for each in placed])
    gathered.settle(conn, at)
    gathered.forget(conn, at)
    post(conn, [posting for each in placed for posting in each.postings], at)
    return [_receipt(each) for each in placed]


def record_strike(conn: Connection, community_id: str, step: Step, at: datetime) -> tuple[int, ...]:
    """Write what a job decided for one community; return the ids of its letters.

    Raises:
        Stale: somebody was faster with a case.
    """
    return record_strikes(conn, [(community_id, step)], at)


def record_strikes(
    conn: Connection, decided: Iterable[tuple[str, Step]], at: datetime
) -> tuple[int, ...]:
    """Write what a job decided for communities, each once; return the ids of its letters.

    Raises:
        Stale: somebody was faster with a case.
    """
    steps = [each for each in decided if each[1].says or each[1].changes]
    if not steps:
        return ()
    ledgers.hold(conn, [community for community, _ in steps])
    gathered = Gathered()
    for community, step in steps:
        for change in step.changes:
            gathered.gather(change, community, {})
    gathered.write(conn, at)
    gathered.forget(conn, at)
    said = [Posting(community, letter) for community, step in steps for letter in step.says]
    postings = without_repeats(conn, said)
    spots = take_spots(conn, Counter(each.community_id for each in postings), Counter())
    places = {community: count(first) for community, first in spots.items()}
    numbered = [replace(each, letter_id=next(places[each.community_id])) for each in postings]
    post(conn, numbered, at)
    return tuple(each.letter_id for each in numbered)


def _write_talks(conn: Connection, decided: Sequence[Decided], at: datetime) -> None:
    moved = {
        (desk.person.community_id, desk.person.person_id): (step.dialogue, desk.dialogue.version)
        for _, desk, step in decided
        if step.dialogue is not None
    }
    write_dialogues(conn, moved, at)
    used = {
        place_of(heard.turn.community_id, heard.turn.address): desk.person.person_id
        for heard, desk, _ in decided
        if heard.turn.address.channel != CONSOLE
    }
    write_addresses(conn, used, at)


def _gathered(decided: Sequence[Decided]) -> Gathered:
    gathered = Gathered()
    speakers = [desk.person for _, desk, _ in decided]
    if len({each.person_id for each in speakers}) < len(speakers):
        raise Stale("two turns of one person")
    for heard, desk, step in decided:
        homes = {case.number: case.community_id for case in desk.cases}
        for change in step.changes:
            community = (
                desk.person.community_id
                if isinstance(change, PersonForgotten)
                else heard.turn.community_id
            )
            gathered.gather(change, community, homes)
    told = {person.person_id for person in gathered.people}
    gathered.people += [
        each for each in speakers if not each.version and each.person_id not in told
    ]
    return gathered


def _placed(conn: Connection, decided: Sequence[Decided]) -> list[_Placed]:
    said = (_postings(place, *each) for place, each in enumerate(decided))
    postings = without_repeats(conn, list(chain.from_iterable(said)))
    homes = [heard.turn.community_id for heard, _, _ in decided]
    counts = Counter([*homes, *(each.community_id for each in postings)])
    spots = take_spots(conn, counts, Counter(community for community, _ in _opened(decided)))
    placed = []
    for place, (home, each) in enumerate(zip(homes, decided, strict=True)):
        mine = [posting for posting in postings if posting.turn == place]
        spot, spots[home] = spots[home], spots[home] + 1 + len(mine)
        numbered = (
            replace(posting, letter_id=spot + 1 + ahead) for ahead, posting in enumerate(mine)
        )
        placed.append(_Placed(each, spot, tuple(numbered)))
    return placed


def _postings(place: int, heard: Heard, desk: Desk, step: Step) -> Iterator[Posting]:
    turn = heard.turn
    for letter in step.says:
        is_answer = letter.to == desk.person.person_id
        yield Posting(turn.community_id, letter, place, address=turn.address if is_answer else None)


def _opened(decided: Iterable[Decided]) -> Iterator[tuple[str, str]]:
    for change in chain.from_iterable(step.changes for _, _, step in decided):
        if isinstance(change, CaseChanged) and change.event.seq == 1:
            yield change.case.community_id, change.case.number


def _numbers(step: Step) -> list[str]:
    found: dict[str, None] = {}
    for change in step.changes:
        if isinstance(change, CaseChanged):
            found[change.case.number] = None
        elif isinstance(change, AttachmentKept):
            found[change.number] = None
    return list(found)


def _turn_row(placed: _Placed) -> Row:
    heard, desk, step = placed.decided
    turn = heard.turn
    return {
        "community_id": turn.community_id,
        "key": turn.key,
        "spot": placed.spot,
        "person_id": desk.person.person_id,
        "channel": turn.address.channel,
        "handle": turn.address.handle,
        "said_at": turn.at,
        "answered_at": desk.at,
        "text": "" if step.sealed else turn.text,
        "press": turn.press,
        "attachments": dump_attachments(turn.attachments),
        "reply_to": turn.reply_to,
        "edits": turn.edits,
        "place_code": turn.place_code,
        "numbers": _numbers(step),
        "letter_ids": [each.letter_id for each in placed.postings],
    }


def _receipt(placed: _Placed) -> Receipt:
    heard = placed.decided[0]
    letter_ids = tuple(each.letter_id for each in placed.postings)
    numbers = tuple(number for _, number in _opened([placed.decided]))
    return Receipt(heard.turn.key, letter_ids, numbers)
