"""One strike of the clock: claim the slot, lay the cases, decide, write; once for all processes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import structlog

from domain.appraisals import month_before
from domain.calendar import shanghai_day
from domain.cases import Case
from domain.poll_rounds import PollRound
from domain.rules import Rulebook
from domain.turns import Step
from jobs.rounds import JobRound
from jobs.table import Job
from storage.ballots import closed_votes
from storage.cases import load_cases
from storage.database import Connection
from storage.lessons import lessons_and_terms
from storage.mediations import due_mediations
from storage.people import people_with_homes
from storage.polls import due_polls
from storage.records import record_strike, record_strikes
from storage.rolls import roll_with_people
from storage.rounds import (
    cases_ended,
    cases_opened,
    claimed_cases,
    due_cases,
    followed_cases,
    open_cases,
    spent_cases,
    told_cases,
)
from storage.strikes import (
    Claim,
    claim_strike,
    claim_strikes,
    finish_strikes,
    holds_strike,
)
from storage.talks import lay_talks

# So many due cases are decided and written in one transaction.
CHUNK = 500
# So many communities are gone through in one transaction; people who write wait meanwhile.
SHARE = 25
# So far back reports are looked at for what they teach.
TOLD_SINCE = timedelta(days=90)
# A strike that has not finished after so long died with its process and is struck again.
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
        claim = Claim(self.job.name, self.slot, self.owner)
        return claim_strike(conn, claim, self.at, LEASE)

    def shares(self, book: Rulebook) -> tuple[tuple[str, ...], ...]:
        """Return the communities to go through at a time, or an empty share for whatever is due."""
        if not self.job.on(book, shanghai_day(self.at)):
            return ()
        if self.job.lay in ("due", "mediations", "polls"):
            return ((),)
        if self.job.lay == "street":
            return ((book.directory.street_id,),)
        places = tuple(book.directory.index.communities)
        size = 1 if self.job.lay == "told" else SHARE
        return tuple(places[first : first + size] for first in range(0, len(places), size))

    def take(self, conn: Connection, share: Sequence[str], book: Rulebook) -> bool:
        """Do what one transaction does of the share; say whether there may be more of it.

        Raises:
            Stale: if another process was faster with one of the cases.
        """
        if share:
            self._take_communities(conn, share, book)
            return False
        if not holds_strike(conn, Claim(self.job.name, self.slot, self.owner)):
            # Another process took the slot over while this one stood still.
            return False
        if self.job.lay == "mediations":
            self._take_mediations(conn, book)
            return False
        if self.job.lay == "polls":
            self._take_polls(conn, book)
            return False
        after = self.last[0] if self.last else None
        cases = due_cases(conn, self.at, CHUNK, after=after)
        works = (
            JobRound(community, tuple(mine), book, self.at)
            for community, mine in sorted(_by_community(cases).items())
        )
        record_strikes(conn, [(each.community_id, self._decide(each)) for each in works], self.at)
        self.last[:] = cases[-1:]
        return len(cases) == CHUNK

    def finish(self, conn: Connection) -> None:
        """Mark the slot as struck."""
        finish_strikes(conn, [self.job.name], self.slot, self.at)

    def _take_communities(self, conn: Connection, share: Sequence[str], book: Rulebook) -> None:
        # Claimed and finished in one transaction: after a crash no community is told twice.
        names = {f"{self.job.name}/{community}": community for community in share}
        claim = Claim(self.job.name, self.slot, self.owner)
        claimed = sorted(claim_strikes(conn, claim, names, self.at, LEASE))
        works = self._lay(conn, [names[name] for name in claimed], book)
        record_strikes(conn, [(each.community_id, self._decide(each)) for each in works], self.at)
        finish_strikes(conn, claimed, self.slot, self.at)

    def _lay(self, conn: Connection, places: Sequence[str], book: Rulebook) -> list[JobRound]:
        if self.job.lay == "told":
            return [self._lay_told(conn, community, book) for community in places]
        if self.job.lay == "street":
            cases = open_cases(conn, *book.directory.index.communities)
            return [JobRound(each, cases, book, self.at) for each in places]
        found = _by_community(self._cases_of(conn, places, book))
        return [JobRound(each, tuple(found.get(each, ())), book, self.at) for each in places]

    def _lay_told(self, conn: Connection, community: str, book: Rulebook) -> JobRound:
        cases = told_cases(conn, community, self.at - TOLD_SINCE)
        corrected, terms = lessons_and_terms(conn, community)
        return JobRound(community, cases, book, self.at, corrected, terms)

    def _cases_of(
        self, conn: Connection, places: Sequence[str], book: Rulebook
    ) -> tuple[Case, ...]:
        match self.job.lay:
            case "ended":
                # In ten years a million cases end: only those past keeping matter.
                return cases_ended(conn, self.at - book.retention, *places)
            case "followed":
                return followed_cases(conn, self.at, *places)
            case "claimed":
                return claimed_cases(conn, self.at, *places)
            case "spent":
                return spent_cases(conn, book, self.at, *places)
            case "month":
                return cases_opened(conn, *month_before(self.at), *places)
            case _:
                return open_cases(conn, *places)

    def _take_mediations(self, conn: Connection, book: Rulebook) -> None:
        due = due_mediations(conn, self.at, CHUNK)
        cases = load_cases(conn, {(each.community_id, each.number) for each in due})
        neighbours = people_with_homes(conn, {each.community_id for each in due if each.asks_other})
        for each in due:
            case = cases[each.community_id, each.number]
            talks = lay_talks(conn, each, case, book, self.at)
            work = JobRound(
                each.community_id,
                (case,),
                book,
                self.at,
                mediations=(each,),
                neighbours=neighbours,
                proceedings={each.number: talks.proceedings},
                rounds=talks.rounds,
                roster=talks.roster,
                advisers=talks.advisers,
            )
            record_strike(conn, each.community_id, self._decide(work), self.at)

    def _take_polls(self, conn: Connection, book: Rulebook) -> None:
        for poll in due_polls(conn, self.at, CHUNK):
            place = poll.community_id
            homes = roll_with_people(conn, place, poll.poll)
            votes = closed_votes(conn, place, poll.poll, self.at)
            work = JobRound(place, (), book, self.at, polls=(PollRound(poll, homes, votes),))
            record_strike(conn, place, self._decide(work), self.at)

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


def _by_community(cases: Iterable[Case]) -> dict[str, list[Case]]:
    found: dict[str, list[Case]] = {}
    for case in cases:
        found.setdefault(case.community_id, []).append(case)
    return found
