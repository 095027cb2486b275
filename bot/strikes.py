"""One strike of the clock: claim the slot, lay the cases, decide, write; once for all processes."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter

import structlog

from domain.appraisals import month_before
from domain.cases import Case
from domain.rules import Rulebook
from domain.turns import Step
from jobs.rounds import JobRound
from jobs.table import Job
from storage.cases import load_cases
from storage.database import Connection
from storage.lessons import lessons_and_terms
from storage.mediations import due_mediations
from storage.people import people_with_homes
from storage.records import record_strike
from storage.rounds import (
    cases_ended,
    cases_opened,
    due_cases,
    followed_cases,
    open_cases,
    told_cases,
)
from storage.strikes import Claim, claim_strike, finish_strike, holds_strike

# So many due cases are decided and written in one transaction.
CHUNK = 500
# A strike that has not finished after so long died with its process and is struck again.
# So far back reports are looked at for what they teach.
TOLD_SINCE = timedelta(days=90)
LEASE = timedelta(minutes=10)

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Strike:
    """A job and the slot that it strikes for; ``at`` is the moment that it decides by."""

    job: Job
    slot: str
    at: datetime
    owner: str
    # The last due case that was looked at: some stay due, and others stand behind them.
    last: list[Case] = field(default_factory=list)

    def claim(self, conn: Connection) -> bool:
        """Say whether this process is the one to strike."""
        return self._claim(conn, self.job.name)

    def parts(self, book: Rulebook) -> tuple[str, ...]:
        """Return the communities to go through, or one part for whatever is due."""
        if self.job.lay in ("due", "mediations"):
            return ("",)
        return tuple(book.directory.index.communities)

    def take(self, conn: Connection, part: str, book: Rulebook) -> bool:
        """Do one transaction's share of the part; say whether there may be more of it.

        Raises:
            Stale: if another process was faster with one of the cases.
        """
        if part:
            self._take_community(conn, part, book)
            return False
        if not holds_strike(conn, Claim(self.job.name, self.slot, self.owner)):
            # Another process took the slot over while this one stood still.
            return False
        if self.job.lay == "mediations":
            self._take_mediations(conn, book)
            return False
        after = self.last[0] if self.last else None
        cases = due_cases(conn, self.at, CHUNK, after=after)
        for community, group in groupby(sorted(cases, key=_name_of), key=_community_of):
            work = JobRound(community, tuple(group), book, self.at)
            record_strike(conn, community, self._decide(work), self.at)
        self.last[:] = cases[-1:]
        return len(cases) == CHUNK

    def finish(self, conn: Connection) -> None:
        """Mark the slot as struck."""
        finish_strike(conn, self.job.name, self.slot, self.at)

    def _take_community(self, conn: Connection, part: str, book: Rulebook) -> None:
        # Claimed and finished in one transaction: after a crash no community is told twice.
        name = f"{self.job.name}/{part}"
        if self._claim(conn, name):
            record_strike(conn, part, self._decide(self._lay(conn, part, book)), self.at)
            finish_strike(conn, name, self.slot, self.at)

    def _lay(self, conn: Connection, part: str, book: Rulebook) -> JobRound:
        if self.job.lay == "told":
            cases = told_cases(conn, part, self.at - TOLD_SINCE)
            corrected, terms = lessons_and_terms(conn, part)
            return JobRound(part, cases, book, self.at, corrected, terms)
        return JobRound(part, self._cases_of(conn, part, book), book, self.at)

    def _cases_of(self, conn: Connection, part: str, book: Rulebook) -> tuple[Case, ...]:
        match self.job.lay:
            case "ended":
                # In ten years a million cases end: only those past keeping matter.
                return cases_ended(conn, part, self.at - book.retention)
            case "followed":
                return followed_cases(conn, part, self.at)
            case "month":
                return cases_opened(conn, part, *month_before(self.at))
            case _:
                return open_cases(conn, part)

    def _take_mediations(self, conn: Connection, book: Rulebook) -> None:
        due = due_mediations(conn, self.at, CHUNK)
        cases = load_cases(conn, {(each.community_id, each.number) for each in due})
        neighbours = people_with_homes(conn, {each.community_id for each in due if each.asks_other})
        for each in due:
            case = cases[each.community_id, each.number]
            work = JobRound(
                each.community_id, (case,), book, self.at, mediations=(each,), neighbours=neighbours
            )
            record_strike(conn, each.community_id, self.job.decide(work), self.at)

    def _claim(self, conn: Connection, name: str) -> bool:
        return claim_strike(conn, Claim(name, self.slot, self.owner), self.at, LEASE)

    def _decide(self, work: JobRound) -> Step:
        try:
            return self.job.decide(work)
        except Exception:
            log.exception("strike failed", job=self.job.name, slot=self.slot)
        # One case that breaks the job must not silence the others.
        step = Step()
        for one in self._one_by_one(work):
            step = step.joined(one)
        return step

    def _one_by_one(self, work: JobRound) -> Iterator[Step]:
        for case in work.cases:
            try:
                yield self.job.decide(replace(work, cases=(case,)))
            except Exception:
                log.exception("case failed", job=self.job.name, case=case.number)


def _name_of(case: Case) -> tuple[str, str]:
    return case.community_id, case.number


_community_of = attrgetter("community_id")
