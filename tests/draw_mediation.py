"""Draws docs/mediation.md out of the tables of mediation: ``python -m tests.draw_mediation``."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from domain.mediation_states import FINAL, MOVES, OPEN, Do, Role, Stage
from domain.mediation_timers import REACHED_AFTER, TIMERS
from domain.turns import Text
from texts.catalog import open_catalog

PAGE = Path(__file__).resolve().parent.parent / "docs" / "mediation.md"

HEAD = """\
# The life of a mediation

Drawn by `python -m tests.draw_mediation` out of `domain/mediation_states.py` and
`domain/mediation_timers.py`; a test fails when this page and the tables differ. Not every act of
the table has a conversation yet; [acceptance](acceptance.md) says which stories run.
"""


# What stands from here on is written by hand and kept.
BY_HAND = "## From terms to performance"


def page() -> str:
    """Return docs/mediation.md as the tables want it."""
    return "\n".join([HEAD, *_diagram(), *_timers(), *_rows(), "", by_hand()])


def by_hand() -> str:
    """Return what people wrote below the tables."""
    _, found, rest = PAGE.read_text(encoding="utf-8").partition(BY_HAND)
    return found + rest


def _diagram() -> Iterator[str]:
    yield "## Where an act leads\n\n```mermaid\nstateDiagram-v2"
    for stage in Stage:
        yield f'    state "{_word(stage)} {stage}" as {stage}'
    yield f"    [*] --> {Stage.SCREEN}"
    for (before, after), acts in _arrows().items():
        yield f"    {before} --> {after}: {', '.join(acts)}"
    for stage in Stage:
        if stage in FINAL:
            yield f"    {stage} --> [*]"
    yield "```\n\nFrom every stage before signed either side may stop; a safety hold may come.\n"


def _arrows() -> dict[tuple[Stage, Stage], list[Do]]:
    arrows: dict[tuple[Stage, Stage], list[Do]] = defaultdict(list)
    leading = [(stage, move) for move in MOVES for stage in Stage if stage in move.stages]
    for stage, move in leading:
        if move.to and move.to is not stage and move.act not in (Do.STOP, Do.HOLD):
            arrows[stage, move.to].append(move.act)
    return arrows


def _timers() -> Iterator[str]:
    yield "## How long a stage may last\n\n| stage | 中文 | limit | then |\n|---|---|---|---|"
    for stage, timer in TIMERS.items():
        yield f"| {stage} | {_word(stage)} | {timer.limit} | {timer.on_expiry} |"
    days = ", ".join(str(each.days) for each in REACHED_AFTER)
    yield f"\nThe other side is reached on day {days} after the applicant's yes.\n"


def _rows() -> Iterator[str]:
    yield "## Who may do what\n\n| act | in | by | leads to |\n|---|---|---|---|"
    for move in MOVES:
        roles = ", ".join(each for each in Role if each in move.roles)
        yield f"| {move.act} | {_stages(move.stages)} | {roles} | {move.to or 'the same stage'} |"


def _stages(stages: frozenset[Stage]) -> str:
    whole = {OPEN: "every open stage", FINAL: "every final stage"}
    return whole.get(stages) or ", ".join(each for each in Stage if each in stages)


def _word(stage: Stage) -> str:
    return open_catalog().render(Text(f"mediation.stage_{stage}"))


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
