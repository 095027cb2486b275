"""Learning at night: how rare words are, and once a week words that the lexicon may lack."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from domain.alike import count_rarity
from domain.categories import UNKNOWN_LEAF
from domain.lessons import OwnTerm, RarityCounted, TermsChanged, TermState
from domain.letters import matter_name
from domain.people import Person, Role, ScopeKind
from domain.presses import TERM, Press
from domain.proposals import Told, propose
from domain.turns import Choice, Letter, Step, Text
from jobs.rounds import JobRound


def learn(work: JobRound) -> Step:
    """Return the counts of words, and on the first working day of a week the proposed ones."""
    if not work.cases:
        return Step()
    rarity = count_rarity((case.text, case.place) for case in work.cases)
    counted = RarityCounted(rarity.reports, rarity.counts)
    if not work.rules.calendar.is_first_working_day_of_week(work.day):
        return Step(changes=(counted,))
    fresh = _proposed(work)
    if not fresh:
        return Step(changes=(counted,))
    letters = (_letter(person, fresh, work) for person in _keepers(work))
    return Step(tuple(letters), (counted, TermsChanged(fresh)))


def _proposed(work: JobRound) -> tuple[OwnTerm, ...]:
    """Return the words of the week; what nobody decided on in time is proposed again or dropped."""
    waiting = [each for each in work.terms if each.state is TermState.PROPOSED]
    decided = {(each.term, each.leaf) for each in work.terms if each.author}
    known = decided | {(each.word, each.leaf) for case in work.cases for each in case.reasons}
    fresh = propose(tuple(_told(work)), known, tuple(_names(work)))
    again = {(each.term, each.leaf) for each in fresh}
    dropped = (each for each in waiting if (each.term, each.leaf) not in again)
    # The old list makes room for the new one: never more than one list waits.
    stopped = tuple(replace(each, state=TermState.STOPPED) for each in dropped)
    return (*fresh, *stopped) if fresh else ()


def _told(work: JobRound) -> Iterator[Told]:
    for case in work.cases:
        party = case.reporter
        if party and case.leaf != UNKNOWN_LEAF:
            home = party.household or party.person_id
            yield Told(case.text, case.place, case.leaf, home, case.number in work.corrected)


def _names(work: JobRound) -> Iterator[str]:
    directory = work.rules.directory
    yield from (name for item in directory.compounds for name in (item.name, *item.aliases))
    named: Iterable[str] = (
        item.name
        for kind in (directory.communities, directory.grids, directory.bodies)
        for item in kind
    )
    yield from named
    yield from (person.name for person in directory.staff if person.name)


def _keepers(work: JobRound) -> Iterable[Person]:
    seats = (
        *work.serving(Role.DISPATCHER, ScopeKind.COMMUNITY, work.community_id),
        *work.serving(Role.ADMIN, ScopeKind.COMMUNITY, work.community_id),
    )
    return {person.person_id: person for person in seats}.values()


def _letter(person: Person, terms: tuple[OwnTerm, ...], work: JobRound) -> Letter:
    year, week, _ = work.day.isocalendar()
    proposed = [each for each in terms if each.state is TermState.PROPOSED]
    lines = tuple(
        Text(
            "learning.line",
            {
                "word": each.term,
                "matter": matter_name(each.leaf, work.rules),
                "messages": each.messages,
                "homes": each.homes,
            },
        )
        for each in proposed
    )
    return Letter(
        to=person.person_id,
        key="learning.weekly",
        values={"count": len(proposed), "lines": lines},
        choices=(Choice(Text("learning.look"), str(Press(TERM))),),
        not_before=work.message_time,
        dedupe=f"learning:{work.community_id}:{year}-W{week:02d}",
    )
