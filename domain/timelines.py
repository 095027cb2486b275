"""A case's events as lines of a history: for one reader, with floods folded."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from domain.events import Event
from domain.privacy import CaseView, view_event
from domain.states import RESIDENTS, Act, Part, State

# So many comments in a row stand open; the rest of a flood is kept, folded.
_OPEN_COMMENTS = 3
# What only says that a clock was wound anew.
_SILENT = frozenset({Act.RECLOCK})


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: when, who (a person's id, ``station`` or "" for a resident), what was done.

    ``folded`` are the words of further comments of the same person right after it.
    """

    at: datetime
    actor: str
    act: Act
    after: State
    moved: bool
    public: str = ""
    internal: str = ""
    folded: tuple[str, ...] = ()


def entries_of(events: Iterable[Event], view: CaseView) -> tuple[Entry, ...]:
    """Return the lines that the reader of the view may see, oldest first."""
    lines: list[Entry] = []
    run = 0
    for event in events:
        shown = view_event(event, view)
        if shown is None or shown.act in _SILENT:
            continue
        entry = _entry(shown)
        run = run + 1 if lines and _goes_on(lines[-1], entry) else 1
        if run > _OPEN_COMMENTS:
            lines[-1] = replace(lines[-1], folded=(*lines[-1].folded, entry.public))
        else:
            lines.append(entry)
    return tuple(lines)


def _entry(event: Event) -> Entry:
    actor = "" if event.part in RESIDENTS else event.actor
    return Entry(
        at=event.at,
        actor="station" if event.part is Part.STATION else actor,
        act=event.act,
        after=event.after,
        moved=event.before is not event.after,
        public=event.public,
        internal=event.internal,
    )


def _goes_on(last: Entry, entry: Entry) -> bool:
    return entry.act is Act.COMMENT and (last.act, last.actor) == (entry.act, entry.actor)
