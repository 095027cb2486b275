"""Talks that only a messenger can play: links are opened, telephones change hands."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest

from bot.clock import MovableClock
from tests.talks.script import Line, read_script
from tests.talks.stage import Memory, in_memory
from tests.talks.telegram import over_http, over_ptb
from tests.talks.test_talks import OPENING, Play

TALKS = sorted((Path(__file__).parent / "messenger").glob("*.talk"))
WAYS: dict[str, Callable[[Path, MovableClock], AbstractAsyncContextManager[Memory]]] = {
    "memory": in_memory,
    "ptb": over_ptb,
    "http": over_http,
}


class MessengerPlay(Play):
    """A talk in which an administrator invites and revokes.

    invite 第一个 wang-secretary-dq1    a link, called so, for that person
    书记手机 >> {第一个}                 opens it
    revoke wang-secretary-dq1          out, everywhere
    tried accept:DQ000001              the newest attempt without right
    """

    def __init__(self, stage: Memory, clock: MovableClock) -> None:
        super().__init__(stage, clock)
        self._memory = stage
        self._links: dict[str, str] = {}

    async def play(self, line: Line) -> None:
        """Play one line."""
        match (line.who, line.way, line.words.split()):
            case ("invite", "", [name, person_id]):
                self._links[name] = await self._memory.invite(person_id)
            case ("revoke", "", [person_id]):
                await self._memory.revoke(person_id)
            case ("tried", "", [press]):
                assert (await self._memory.attempts())[0].startswith(press)
            case (name, ">>", [link]) if link.strip("{}") in self._links:
                self._nothing_unread(line)
                await self._memory.open_link(self._cast[name], self._links[link.strip("{}")])
                await self._collect()
            case _:
                await super().play(line)


@pytest.mark.parametrize("way", sorted(WAYS))
@pytest.mark.parametrize("talk", TALKS, ids=lambda path: path.stem)
async def test_the_messenger_talk_is_played_word_for_word(
    talk: Path, way: str, tmp_path: Path
) -> None:
    try:
        await _played(tuple(read_script(talk)), way, tmp_path)
    except BaseExceptionGroup as group:
        raise group.exceptions[0] from None


async def _played(lines: tuple[Line, ...], way: str, folder: Path) -> None:
    clock = MovableClock(OPENING)
    async with WAYS[way](folder, clock) as stage:
        play = MessengerPlay(stage, clock)
        for line in lines:
            await play.play(line)
        play.end(lines[-1])
