"""Revealing (查看原文): numbers and homes unmasked for one reader, with a reason, for minutes."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from domain.cases import Case
from domain.events import Event
from domain.people import Identity, Person
from domain.privacy import CaseView, Tier
from domain.states import Act

# Long enough to make a call, short enough not to be forgotten on a screen.
SHOWN_FOR = timedelta(minutes=15)


def may_reveal(case: Case, view: CaseView) -> bool:
    """Say whether this reader may ask for it: inside the grid, and never of an anonymous report."""
    reporter = case.reporter
    named = reporter is not None and reporter.identity is not Identity.ANONYMOUS
    return view.tier is Tier.STAFF and named


def revealed_until(events: Iterable[Event], reader: Person, at: datetime) -> datetime | None:
    """Return until when the reader's latest reveal runs at that moment, None if none runs."""
    mine = (each for each in events if each.actor == reader.person_id)
    latest = max((each.at for each in mine if each.act is Act.REVEAL), default=None)
    until = latest + SHOWN_FOR if latest else None
    return until if until and at < until else None


def revealed_words(
    case: Case, view: CaseView, events: Iterable[Event], reader: Person, at: datetime
) -> str:
    """Return the resident's own words while the reader's reveal runs, "" otherwise."""
    if not may_reveal(case, view) or revealed_until(events, reader, at) is None:
        return ""
    return case.text
