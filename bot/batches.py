"""One transaction for many turns: look at everything, decide one by one, write everything."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeAlias

import structlog

from domain.calendar import shanghai_day
from domain.cases import CaseChanged
from domain.reading import Reading
from domain.refusals import Refused
from domain.rights import check_step, is_keeper
from domain.rules import Rulebook
from domain.turns import Desk, Letter, Step, Turn
from storage.database import Connection
from storage.desks import Heard, Seen, lay_desks
from storage.failures import keep_failed_turn
from storage.records import Receipt, record_steps

Answer: TypeAlias = Callable[[Desk, Turn, Reading], Step]
# Gives the rulebook as the database has it at that moment.
Rules: TypeAlias = Callable[[Connection, datetime], Rulebook]
# What became of one turn: answered; to be taken later (None); or the bug that it met.
Taken: TypeAlias = Receipt | Exception | None

log = structlog.get_logger()


class Batch:
    """Turns of different people, taken together.

    A turn whose person or case an earlier one of the batch has already changed is left for later.
    ``by_turn`` decides each turn by its own moment, as a replay of old messages does.
    """

    def __init__(
        self, heard: Sequence[Heard], rules: Rulebook, at: datetime, *, by_turn: bool = False
    ) -> None:
        self._heard = heard
        self._rules = rules
        self._at = at
        self._by_turn = by_turn
        self._decided: dict[int, tuple[Heard, Desk, Step]] = {}
        self._people: set[str] = set()
        self._cases: set[tuple[str, str]] = set()
        self._opened: Counter[str] = Counter()

    def take(self, conn: Connection, answer: Answer) -> list[Taken]:
        """Answer the turns and write it all down; return what became of each.

        Raises:
            Stale: if another process was faster with anything that was looked at.
        """
        taken: list[Taken] = []
        for place, desk in enumerate(lay_desks(conn, self._heard, self._rules, self._at)):
            taken.append(
                Receipt(desk.turn_key, desk.letter_ids, ())
                if isinstance(desk, Seen)
                else self._decide(place, desk, answer)
            )
        receipts = record_steps(conn, list(self._decided.values()))
        for place, receipt in zip(self._decided, receipts, strict=True):
            taken[place] = receipt
        return taken

    def _decide(self, place: int, desk: Desk, answer: Answer) -> Exception | None:
        if desk.person.person_id in self._people:
            return None
        opened = self._opened[self._heard[place].turn.community_id]
        desk = replace(desk, free_number=desk.free_number + opened)
        if self._by_turn:
            desk = replace(desk, at=self._heard[place].turn.at)
        try:
            step = answer_or_refuse(self._heard[place], desk, answer)
        except Exception as error:
            log.exception("turn failed", turn=self._heard[place].turn.key)
            return error
        cases = [change for change in step.changes if isinstance(change, CaseChanged)]
        names = {(change.case.community_id, change.case.number) for change in cases}
        if not names & self._cases:
            self._people.add(desk.person.person_id)
            self._cases |= names
            self._opened.update(
                change.case.community_id for change in cases if change.event.seq == 1
            )
            self._decided[place] = (self._heard[place], desk, step)
        return None


def answer_or_refuse(heard: Heard, desk: Desk, answer: Answer) -> Step:
    """Return the answer; a refusal becomes one letter to the speaker."""
    try:
        step = answer(desk, heard.turn, heard.reading)
        check_step(desk, step)
    except Refused as no:
        return Step(says=(Letter(desk.person.person_id, no.text_key, no.values),))
    return step


def apologise(conn: Connection, turn: Turn, kind: str, rules: Rulebook, at: datetime) -> Receipt:
    """Keep the failed turn, apologise to the speaker by its number and alarm the staff."""
    number = str(keep_failed_turn(conn, turn, kind, at))
    heard = Heard(turn, Reading())
    [desk] = lay_desks(conn, [heard], rules, at)
    if isinstance(desk, Seen):
        return Receipt(desk.turn_key, desk.letter_ids, ())
    apology = Letter(desk.person.person_id, "engine.apology", {"number": number}, urgent=True)
    alarms = (
        Letter(
            to=person_id,
            key="engine.alarm",
            values={"number": number},
            urgent=True,
            dedupe=f"failed:{number}",
        )
        for person_id in watch_of(rules, turn.community_id, at)
    )
    [receipt] = record_steps(conn, [(heard, desk, Step(says=(apology, *alarms)))])
    return receipt


def watch_of(rules: Rulebook, community_id: str, at: datetime) -> tuple[str, ...]:
    """Return who looks after the station itself: administrators and dispatchers of the place."""
    directory = rules.directory
    return tuple(
        person.person_id
        for person in directory.staff
        if person.community_id in (community_id, directory.street_id)
        and is_keeper(person, shanghai_day(at))
    )
