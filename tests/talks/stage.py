"""Where talks are played: the real engine on a real SQLite file; ways differ in their door."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Protocol

from bot.clock import MovableClock
from bot.engine import Craft, Engine
from domain.accounts import digest_of, invitation_payload
from domain.people import Address
from domain.rules import Rulebook
from domain.turns import Attachment, Text, Turn
from handlers.table import answer
from jobs.table import JOBS
from nlp.reader import Reader, open_reader
from storage.calendars import load_calendar
from storage.categories import load_categories
from storage.database import Connection, Database
from storage.directories import demo_directory
from storage.invitations import Made, keep_invitation
from storage.outbox import claim_letters, mark_sent
from storage.rulebooks import edition
from storage.staff_accounts import attempts_in, revoke
from tests.stores import open_store
from texts.catalog import open_catalog

MOST = 200
PHOTO = (Attachment("f" * 64, "photo"),)
LEASE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody of the cast: how the script calls him, who he is, where he lives."""

    name: str
    kind: str
    person_id: str
    community_id: str


@dataclass(frozen=True, slots=True)
class Heard:
    """One letter that an actor got, with the labels and presses of its buttons."""

    actor: str
    words: str
    choices: tuple[tuple[str, str], ...] = ()


class Stage(Protocol):
    """One way through which a talk is played; ``cast`` grows as actors join."""

    cast: dict[str, Actor]

    async def say(self, actor: Actor, words: str, *, photo: bool = False) -> None:
        """Let the actor type something."""

    async def press(self, actor: Actor, label: str, words: str = "") -> None:
        """Let the actor press the latest button of that label."""

    async def act(self, actor: Actor, act: str, words: str, *, photo: bool = False) -> None:
        """Let an actor of staff act on a case as the console does."""

    async def scan(self, actor: Actor, place_code: str) -> None:
        """Let the actor scan the code of a stairwell."""

    async def letters(self) -> list[Heard]:
        """Return the letters that arrived since the last call, in order."""

    async def strike(self, job: str) -> None:
        """Strike one job for the moment of the clock."""


@dataclass
class Memory:
    """The way without a channel: turns go into the engine, letters come out of the outbox."""

    database: Database
    engine: Engine
    clock: MovableClock
    cast: dict[str, Actor] = field(default_factory=dict)
    heard: list[Heard] = field(default_factory=list)
    count: int = 0

    async def say(self, actor: Actor, words: str, *, photo: bool = False) -> None:
        """Let the actor type something."""
        await self._turn(actor, words=words, attachments=PHOTO if photo else ())

    async def press(self, actor: Actor, label: str, words: str = "") -> None:
        """Let the actor press the latest button of that label."""
        press = next(
            press
            for heard in reversed(self.heard)
            if heard.actor == actor.name
            for shown, press in heard.choices
            if shown == label
        )
        await self._turn(actor, words=words, press=press)

    async def act(self, actor: Actor, act: str, words: str, *, photo: bool = False) -> None:
        """Let an actor of staff act on a case as the console does."""
        await self._turn(actor, words=words, press=act, attachments=PHOTO if photo else ())

    async def scan(self, actor: Actor, place_code: str) -> None:
        """Let the actor scan the code of a stairwell."""
        await self.engine.take_turn(replace(self._empty(actor), place_code=place_code))

    async def _turn(
        self,
        actor: Actor,
        *,
        words: str = "",
        press: str = "",
        attachments: Iterable[Attachment] = (),
    ) -> None:
        turn = replace(self._empty(actor), text=words, press=press)
        await self.engine.take_turn(replace(turn, attachments=tuple(attachments)))

    def _empty(self, actor: Actor) -> Turn:
        self.count += 1
        channel = "console" if actor.kind == "staff" else "talk"
        return Turn(
            key=f"talk:{self.count}",
            community_id=actor.community_id,
            address=Address(channel, actor.person_id),
            at=self.clock.now(),
            person_id=actor.person_id if actor.kind == "staff" else "",
        )

    async def invite(self, person_id: str) -> str:
        """Make an invitation as the page of accounts does; return what its link carries."""
        self.count += 1
        payload = invitation_payload(f"secret-{self.count}")
        person = demo_rules().directory.person(person_id)
        assert person
        made = Made(person, person.posts[0].role.value, digest_of(payload), "qian-admin")
        await self.database.write(lambda conn: keep_invitation(conn, made, self.clock.now()))
        return payload

    async def open_link(self, actor: Actor, payload: str) -> None:
        """Let the actor open the link of an invitation."""
        turn = replace(self._empty(actor), invitation=digest_of(payload))
        await self.engine.take_turn(turn)

    async def revoke(self, person_id: str) -> None:
        """Put a person out everywhere as the page of accounts does."""
        at = self.clock.now()
        await self.database.write(lambda conn: revoke(conn, person_id, "qian-admin", at))

    async def attempts(self) -> list[str]:
        """Return what was tried without right, the newest first."""
        found = await self.database.read(lambda conn: attempts_in(conn, ("dongqiao",)))
        return [tried.press for _, tried in found]

    async def letters(self) -> list[Heard]:
        """Return the letters that arrived since the last call, in order."""
        fresh: list[Heard] = []
        while found := await self.database.write(self._deliver):
            fresh += found
        self.heard += fresh
        return fresh

    def _deliver(self, conn: Connection) -> list[Heard]:
        catalog = open_catalog()
        at = self.clock.now()
        claimed = claim_letters(conn, ("talk", "console"), at, MOST, LEASE)
        sent = [
            (each, catalog.render(Text(each.letter.key, each.letter.values))) for each in claimed
        ]
        mark_sent(conn, sent, at)
        return [
            Heard(
                self._name_of(each.address),
                words,
                tuple((catalog.render(c.label), c.press) for c in each.letter.choices),
            )
            for each, words in sent
        ]

    def _name_of(self, address: Address) -> str:
        names = {actor.person_id: actor.name for actor in self.cast.values()}
        return names.get(address.handle, "")

    async def strike(self, job: str) -> None:
        """Strike one job for the moment of the clock."""
        at = self.clock.now()
        found = next(each for each in JOBS if each.name == job)
        await self.engine.strike(found, at.isoformat(), at)


@cache
def shared_reader() -> Reader:
    """Return the reader of the demo's map, made once for all talks."""
    return open_reader(demo_directory())


@cache
def demo_rules() -> Rulebook:
    """Return the demo's rules, read once."""
    return Rulebook(demo_directory(), load_categories(), load_calendar())


def living_rules(conn: Connection, _at: datetime) -> Rulebook:
    """Return the demo's rules with who is away by now."""
    rules = demo_rules()
    return replace(rules, absences=(*rules.absences, *edition(conn)[1]))


@asynccontextmanager
async def in_memory(folder: Path, clock: MovableClock) -> AsyncIterator[Memory]:
    """Open an engine on a fresh SQLite file, with the demo community."""
    database = await open_store(folder)
    engine = Engine(Craft(database, shared_reader().read, answer, living_rules, clock))
    async with asyncio.TaskGroup() as group:
        running = group.create_task(engine.run())
        yield Memory(database, engine, clock)
        engine.stop()
        await running
    await database.close()
