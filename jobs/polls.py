"""Votes by the clock: homes are asked, doors are named, the result is told after the close."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from domain.ballots import Poll, count_votes
from domain.dwellings import home_of
from domain.letters import place_text
from domain.people import Person, Role, ScopeKind
from domain.places import Place
from domain.poll_rounds import OBJECTED, PollRound, by_response, looks_again, to_ask, to_visit
from domain.poll_words import ballot_choices, poll_values, tally_values
from domain.polls import Asked, HomesAsked, PollWoken
from domain.presses import RECORD_VOTE, Press
from domain.turns import Choice, Letter, Step, Text
from jobs.rounds import JobRound

# So many doors stand as buttons in one letter.
_DOORS = 24


def go_round(work: JobRound) -> Step:
    """Look at every poll whose moment has come."""
    step = Step()
    for each in work.polls:
        step = step.joined(_looked_at(each, work))
    return step


def _looked_at(found: PollRound, work: JobRound) -> Step:
    poll = found.poll
    if work.at >= poll.closes + OBJECTED:
        return Step(
            (_result(found, work, "polls.final"),), (PollWoken(poll.community_id, poll.poll, None),)
        )
    if work.at >= poll.closes:
        again = PollWoken(poll.community_id, poll.poll, poll.closes + OBJECTED)
        return Step(tuple(_results(found, work)), (again,))
    asked = to_ask(poll, found.homes, work.at)
    homes = tuple(each.unit.home for each in asked)
    again = PollWoken(poll.community_id, poll.poll, looks_again(poll, work.at, work.rules.calendar))
    says = (*_questions(poll, asked, work), *_visits(found, work))
    return Step(says, (HomesAsked(poll.community_id, poll.poll, homes, work.at), again))


def _questions(poll: Poll, asked: Sequence[Asked], work: JobRound) -> Iterator[Letter]:
    for home in asked:
        key = "polls.reminded" if home.times else "polls.asked"
        for person in home.people:
            yield Letter(
                person.person_id,
                key,
                poll_values(poll),
                ballot_choices(poll),
                not_before=work.rules.calendar.quiet_ends(work.at),
                dedupe=f"{key}:{poll.poll}:{home.times}",
            )


def _visits(found: PollRound, work: JobRound) -> Iterator[Letter]:
    """Name the doors that have not answered to who serves each stairwell, and no answer of any."""
    doors = {each.unit.home for each in to_visit(found.poll, found.homes, work.at)}
    for _, homes in by_response(found.homes):
        silent = [each for each in homes if each.unit.home in doors]
        for person in _servers(silent[0], work) if silent else ():
            yield _visit(found.poll, person, silent, work)


def _servers(home: Asked, work: JobRound) -> tuple[Person, ...]:
    micro = work.rules.directory.microgrid_of(home_of(home.unit.home), work.day)
    if micro is None:
        return ()
    captains = work.serving(Role.CAPTAIN, ScopeKind.MICROGRID, micro.code)
    return captains or work.serving(Role.GRID_WORKER, ScopeKind.GRID, micro.grid)


def _visit(poll: Poll, person: Person, silent: Sequence[Asked], work: JobRound) -> Letter:
    stairs = silent[0].unit.stairs
    doors = (
        Choice(
            Text("polls.door", {"room": each.unit.room}),
            str(Press(RECORD_VOTE, argument=f"{poll.poll}/{each.unit.home}")),
        )
        for each in silent[:_DOORS]
    )
    return Letter(
        person.person_id,
        "polls.visit",
        {
            **poll_values(poll),
            "place": place_text(Place(*stairs), work.rules),
            "count": len(silent),
            "rooms": "、".join(each.unit.room for each in silent),
        },
        tuple(doors),
        not_before=work.message_time,
        dedupe=f"visit:{poll.poll}:{'.'.join(stairs)}:{work.day}",
    )


def _results(found: PollRound, work: JobRound) -> Iterator[Letter]:
    """Tell the count to who holds the poll and to everybody at a home of its roll."""
    residents = (person.person_id for each in found.homes for person in each.people)
    told = _result(found, work, "polls.result")
    for person_id in dict.fromkeys((found.poll.opened_by, *residents)):
        yield replace(told, to=person_id)


def _result(found: PollRound, work: JobRound, key: str) -> Letter:
    """Return the letter with the count, to who holds the poll."""
    poll = found.poll
    tally = count_votes([each.unit for each in found.homes], found.votes.ballots)
    return Letter(
        poll.opened_by,
        key,
        {**tally_values(poll, tally), "opinions": len(found.votes.opinions)},
        not_before=work.rules.calendar.quiet_ends(work.at),
        dedupe=f"{key}:{poll.poll}",
    )
