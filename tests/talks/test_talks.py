"""Every talk in this folder is played through every way that there is, line by line."""

import re
from collections import defaultdict, deque
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from pathlib import Path

import pytest

from bot.clock import MovableClock
from domain.calendar import SHANGHAI
from jobs.table import JOBS
from tests.stores import remembering
from tests.talks.script import Line, matches, moment, read_script, without_photo
from tests.talks.stage import Actor, Heard, Stage, in_memory
from tests.talks.telegram import over_http, over_ptb
from tests.talks.web_way import in_browsers

TALKS = sorted(Path(__file__).parent.glob("*.talk"))
OPENING = datetime(2026, 1, 1, tzinfo=SHANGHAI)
Way = Callable[[Path, MovableClock], AbstractAsyncContextManager[Stage]]
WAYS: dict[str, Way] = {
    "memory": in_memory,
    "web": in_browsers,
    "ptb": over_ptb,
    "http": over_http,
}
ACT = re.compile(r"<(?P<press>[^>]+)>(?: (?P<words>.+))?")
CODE = re.compile(r"\(code (?P<code>[\w.]+)\)")
PRESS = re.compile(r"\[(?P<label>[^\]]+)\](?: (?P<words>.+))?")


class Play:
    """One talk on one stage: says the lines and holds every letter against the script."""

    def __init__(self, stage: Stage, clock: MovableClock) -> None:
        self._stage = stage
        self._clock = clock
        self._cast: dict[str, Actor] = {}
        self._unread: dict[str, deque[Heard]] = defaultdict(deque)
        self._never: dict[str, list[str]] = defaultdict(list)

    async def play(self, line: Line) -> None:
        """Play one line."""
        match (line.who, line.way):
            case ("at", ""):
                self._clock.move_to(moment(line.words))
            case ("cast", ""):
                self._join(line)
            case ("never", ""):
                name, *words = line.words.split()
                self._never[name] += words
            case ("clock", ">>"):
                self._nothing_unread(line)
                await self._pass_time(line.words)
            case (name, ">>"):
                self._nothing_unread(line)
                await self._speak(self._cast[name], line.words)
            case (name, "<<"):
                await self._hear(name, line)
            case _:
                pytest.fail(f"line {line.number} is not understood: {line.who} {line.words}")

    def end(self, line: Line) -> None:
        """Fail if anybody heard more than the script says."""
        self._nothing_unread(line)

    def _join(self, line: Line) -> None:
        name, kind, who = line.words.split()
        person_id = who if kind == "staff" else f"phone-{name}"
        community = "shanxi" if who == "shanxi" or "-sx" in who else "dongqiao"
        self._cast[name] = Actor(name, kind, person_id, community)
        self._stage.cast[name] = self._cast[name]

    async def _pass_time(self, words: str) -> None:
        if words in {job.name for job in JOBS}:
            await self._stage.strike(words)
        else:
            self._clock.move_to(moment(words))
        await self._collect()

    async def _speak(self, actor: Actor, words: str) -> None:
        if found := ACT.fullmatch(words):
            words, photo = without_photo(found["words"] or "")
            await self._stage.act(actor, found["press"], words, photo=photo)
        elif found := PRESS.fullmatch(words):
            await self._stage.press(actor, found["label"], found["words"] or "")
        elif found := CODE.fullmatch(words):
            await self._stage.scan(actor, found["code"])
        else:
            words, photo = without_photo(words)
            await self._stage.say(actor, words, photo=photo)
        await self._collect()

    async def _collect(self) -> None:
        for heard in await self._stage.letters():
            told = [words for words in self._never[heard.actor] if words in heard.words]
            if told:
                pytest.fail(f"{heard.actor} must never hear {told}: {heard.words}")
            if heard.actor:
                self._unread[heard.actor].append(heard)

    async def _hear(self, name: str, line: Line) -> None:
        if not self._unread[name]:
            pytest.fail(f"line {line.number}: {name} heard nothing, expected: {line.words}")
        heard = self._unread[name].popleft()
        if not matches(line.words, heard.words):
            pytest.fail(f"line {line.number}: {name} expected: {line.words}\nheard: {heard.words}")

    def _nothing_unread(self, line: Line) -> None:
        left = [f"{name} << {each.words}" for name, all_ in self._unread.items() for each in all_]
        if left:
            pytest.fail(f"before line {line.number} nobody expected:\n" + "\n".join(left))


async def _played(lines: tuple[Line, ...], way: Way, folder: Path) -> None:
    clock = MovableClock(OPENING)
    async with way(folder, clock) as stage:
        play = Play(stage, clock)
        for line in lines:
            await play.play(line)
        play.end(lines[-1])


@pytest.mark.parametrize("way", sorted(WAYS))
@pytest.mark.parametrize("talk", TALKS, ids=lambda path: path.stem)
async def test_the_talk_is_played_word_for_word(talk: Path, way: str, tmp_path: Path) -> None:
    await _play(talk, way, tmp_path)


@pytest.mark.parametrize("way", ["memory", "http"])
@pytest.mark.parametrize("talk", TALKS, ids=lambda path: path.stem)
async def test_the_talk_is_the_same_on_postgresql(
    talk: Path, way: str, tmp_path: Path, postgres_url: str
) -> None:
    with remembering(tmp_path, postgres_url):
        await _play(talk, way, tmp_path)


async def _play(talk: Path, way: str, folder: Path) -> None:
    try:
        await _played(tuple(read_script(talk)), WAYS[way], folder)
    except BaseExceptionGroup as group:
        raise group.exceptions[0] from None
