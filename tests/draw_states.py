"""Draws docs/states.md out of the tables of the core: ``python -m tests.draw_states``."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from domain.clocks import RUNNING, DueKind
from domain.states import FINAL, MOVES, OPEN, Act, Part, State
from domain.turns import Text
from texts.catalog import open_catalog

PAGE = Path(__file__).resolve().parent.parent / "docs" / "states.md"

HEAD = """\
# The life of a case

Drawn by `python -m tests.draw_states` out of `domain/states.py` and `domain/cases.py`; a test
fails when this page and the tables differ. The Chinese words are those that people read.
"""
PARTS = {
    Part.REPORTER: "who told the station first",
    Part.FOLLOWER: "a neighbour whose case was merged into it",
    Part.HOLDER: "who answers for it now, in grid, community or street",
    Part.OUTSIDER: "who answers for it now, for a company, a committee or a department",
    Part.SUPERVISOR: "secretary, dispatcher or street above the holder",
    Part.CALLER: "community or street, who may whistle for departments",
    Part.ASSISTANT: "who was called to a case that another holds",
    Part.WATCHER: "staff who may read it and no more",
    Part.STATION: "the program itself, by the clock or on a person's word",
}
CLOCKS = {
    DueKind.UNASSIGNED: "nobody holds it",
    DueKind.ACCEPT: "the holder signs for it (签收)",
    DueKind.ANSWER: "the resident hears something from a person",
    DueKind.WORD: "a resident who wrote again hears something from a person",
    DueKind.SOON: "a word to the holder before the last day",
    DueKind.SOLVE: "it is to be solved",
    DueKind.RESUME: "the resident was asked and is silent",
    DueKind.REVIEW: "a mediation is looked at again",
    DueKind.CONFIRM: "the resident is asked whether it is solved",
    DueKind.ASSIST: "somebody who was called arrives, or gives his result",
}


def page() -> str:
    """Return docs/states.md as the tables want it."""
    return "\n".join([HEAD, *_diagram(), *_clocks(), *_staying(), *_parts()])


def _diagram() -> Iterator[str]:
    yield "## Where an act leads\n\n```mermaid\nstateDiagram-v2"
    for state in State:
        yield f'    state "{_word(state)} {state}" as {state}'
    yield f"    [*] --> {State.NEW}"
    for (before, after), acts in _arrows().items():
        yield f"    {before} --> {after}: {', '.join(acts)}"
    for state in State:
        if state in FINAL:
            yield f"    {state} --> [*]"
    yield "```\n"


def _arrows() -> dict[tuple[State, State], list[Act]]:
    arrows: dict[tuple[State, State], list[Act]] = defaultdict(list)
    leading = [(state, move) for move in MOVES for state in _ordered(move.states)]
    for state, move in leading:
        if move.to and move.to is not state:
            arrows[state, move.to].append(move.act)
    return arrows


def _clocks() -> Iterator[str]:
    yield "## Which clock runs in which state\n"
    yield "| state | 中文 | clocks |\n|---|---|---|"
    for state in State:
        yield f"| {state} | {_word(state)} | {_listed(RUNNING[state]) or 'none: it has ended'} |"
    yield "\n| clock | until |\n|---|---|"
    for kind in DueKind:
        yield f"| {kind} | {CLOCKS[kind]} |"


def _staying() -> Iterator[str]:
    yield "\n## Who may do what\n"
    yield "| act | in | by | leads to |\n|---|---|---|---|"
    for move in MOVES:
        leads = f"{move.to}" if move.to else "the same state"
        yield f"| {move.act} | {_states(move.states)} | {_by(move.parts)} | {leads} |"


def _parts() -> Iterator[str]:
    yield "\n| part | who that is |\n|---|---|"
    for part in Part:
        yield f"| {part} | {PARTS[part]} |"
    yield ""


def _word(state: State) -> str:
    return open_catalog().render(Text(f"state.{state}"))


def _states(states: frozenset[State]) -> str:
    whole = {frozenset(State): "every state", OPEN: "every open state", FINAL: "every final state"}
    return whole.get(states) or _listed(_ordered(states))


def _by(parts: frozenset[Part]) -> str:
    return "anybody" if parts == frozenset(Part) else _listed(p for p in Part if p in parts)


def _ordered(states: frozenset[State]) -> Iterator[State]:
    return (state for state in State if state in states)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(map(str, names))


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
