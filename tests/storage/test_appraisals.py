from dataclasses import replace
from datetime import timedelta

from domain.appraisals import Called
from domain.assists import Assist, AssistKind
from domain.calendar import shanghai_day
from domain.cases import Case, CaseChanged, Deed, Party, perform
from domain.exclusions import Exclusion
from domain.people import Person
from domain.states import Act, Part, State
from domain.turns import Step
from storage.appraisals import Appraised, Period, appraised
from storage.pages import Reader
from storage.records import record_strike
from tests.domain.builders import HOLDER, MONDAY, SECRETARY, moment
from tests.storage.station import HERE, Station

DISPATCHER, ELSEWHERE = "chen-dispatcher-dq", "wu-dispatcher-sx"
NOVEMBER = (moment("2026-11-01 00:00"), moment("2026-12-01 00:00"))
DECEMBER = (moment("2026-12-01 00:00"), moment("2027-01-01 00:00"))
_TAKEN = (
    (Act.ACCEPT, HOLDER, Part.HOLDER, ""),
    (Act.RESOLVE, HOLDER, Part.HOLDER, ""),
    (Act.CONFIRM, "reporter", Part.REPORTER, ""),
    (Act.RATE, "reporter", Part.REPORTER, "4"),
)


async def keep(station: Station, *changes: CaseChanged) -> None:
    step = Step(changes=changes)
    await station.database.write(lambda conn: record_strike(conn, HERE, step, station.at))


async def ended(station: Station, case: Case) -> Case:
    """Let the case be signed for, solved, confirmed and rated, ten minutes between."""
    changes: list[CaseChanged] = []
    for number, (act, actor, part, reason) in enumerate(_TAKEN, start=1):
        at = station.at + timedelta(minutes=10 * number)
        done = perform(case, Deed(act, actor, frozenset({part}), at, reason))
        case = replace(done.case, resolved_at=at if act is Act.RESOLVE else done.case.resolved_at)
        closed = at if case.state is State.CLOSED else None
        case = replace(case, closed_at=case.closed_at or closed, answered_at=case.answered_at or at)
        changes.append(CaseChanged(case, done.event))
    await keep(station, *changes)
    return case


async def counted(
    station: Station, person_id: str = DISPATCHER, months: tuple[object, object] = NOVEMBER
) -> Appraised:
    person = station.rules.directory.person(person_id) or Person(HERE, person_id)
    at = moment("2026-12-10 10:00")
    reader = Reader(person, station.rules, shanghai_day(at), at)
    period = Period(*months, (HERE, "shanxi"))  # type: ignore[arg-type]
    return await station.database.read(lambda conn: appraised(conn, reader, period))


async def test_a_case_of_the_month_gives_what_its_events_say(station: Station) -> None:
    case = await ended(station, await station.file())
    [fact] = (await counted(station)).facts
    assert (fact.number, fact.unit, fact.state) == (case.number, "luting-company", State.CLOSED)
    assert (fact.answer, fact.stars, fact.households, fact.silent_days) == ("solved", 4, 1, 0)
    assert fact.accepted_at == MONDAY + timedelta(minutes=10)
    assert fact.resolved_at == MONDAY + timedelta(minutes=20)
    assert (fact.opened, fact.ended, fact.excluded) == (True, True, "")
    assert fact.answer_due == case.clocks.answer


async def test_it_counts_where_it_was_opened_and_where_it_ended(station: Station) -> None:
    filed = await station.file()
    station.at = moment("2026-12-03 10:00")
    await ended(station, filed)
    [then] = (await counted(station)).facts
    [after] = (await counted(station, months=DECEMBER)).facts
    assert ((then.opened, then.ended), (after.opened, after.ended)) == (
        (True, False),
        (False, True),
    )


async def test_what_still_lies_there_is_silent_until_now(station: Station) -> None:
    await station.file()
    [fact] = (await counted(station)).facts
    # From 23 November to 10 December: twelve whole working days between.
    assert (fact.silent_days, fact.ended, fact.accepted_at) == (12, False, None)


async def test_everybody_counts_within_his_own_reach(station: Station) -> None:
    await ended(station, await station.file())
    for person_id, count in ((SECRETARY, 1), ("shen-street", 1), (ELSEWHERE, 0), ("nobody", 0)):
        assert len((await counted(station, person_id)).facts) == count, person_id


async def test_who_is_complained_of_counts_nothing_of_it(station: Station) -> None:
    case = await station.file()
    done = perform(case, Deed(Act.NOTE, SECRETARY, frozenset({Part.SUPERVISOR}), MONDAY))
    about = replace(done.case, about=(SECRETARY,))
    await keep(station, CaseChanged(about, done.event))
    assert (await counted(station, SECRETARY)).facts == ()
    assert len((await counted(station)).facts) == 1


async def test_homes_exclusion_and_whistles_are_counted(station: Station) -> None:
    case = await station.file()
    done = perform(case, Deed(Act.NOTE, SECRETARY, frozenset({Part.SUPERVISOR}), MONDAY))
    neighbours = (
        *case.parties,
        Party("a", Part.FOLLOWER, "h1"),
        Party("b", Part.FOLLOWER, "h1"),
        Party("c", Part.FOLLOWER),
    )
    call = Assist(AssistKind.WHISTLE, "urban_management", "dong", DISPATCHER, MONDAY, MONDAY)
    helped = replace(call, kind=AssistKind.ASSIST)
    there = replace(call, arrived_at=MONDAY)
    # After arriving a result is due: what counts is the time that the whistle named.
    late = MONDAY + timedelta(minutes=1)
    tardy = replace(call, asked_by="shen-street", arrive_by=MONDAY, due=late, arrived_at=late)
    changed = replace(
        done.case,
        parties=neighbours,
        assists=(call, there, tardy, helped),
        exclusion=Exclusion("at_law", "wang", MONDAY, "chen", holds=True),
    )
    await keep(station, CaseChanged(changed, done.event))
    found = await counted(station)
    [fact] = found.facts
    assert (fact.households, fact.excluded, fact.whistled) == (3, "at_law", 3)
    assert found.called == (Called("urban_management", 3, 2, 1),)
    assert found.blown == (Called("didang", 1, 1, 0), Called(HERE, 2, 1, 1))


async def test_a_return_is_booked_on_the_unit_that_returned(station: Station) -> None:
    case, officer = await station.file(), "dong-officer-urban-management"
    # Whom nobody knows any more is booked on the unit that holds it.
    for actor in (HOLDER, officer, "gone"):
        deed = Deed(Act.RETURN, actor, frozenset({Part.OUTSIDER}), MONDAY, "not_ours")
        done = perform(case, deed, lambda old: replace(old, queue="municipal_works"))
        await keep(station, done)
        case = done.case
    [fact] = (await counted(station)).facts
    assert fact.unit == "municipal_works"
    assert fact.returned_by == ("luting-company", "urban_management", "municipal_works")


async def test_what_was_proposed_and_not_decided_stays_in(station: Station) -> None:
    case = await station.file()
    done = perform(case, Deed(Act.NOTE, SECRETARY, frozenset({Part.SUPERVISOR}), MONDAY))
    asked = replace(done.case, exclusion=Exclusion("at_law", "wang", MONDAY))
    await keep(station, CaseChanged(asked, done.event))
    [fact] = (await counted(station)).facts
    assert fact.excluded == ""


async def test_of_no_communities_nothing_is_counted(station: Station) -> None:
    await station.file()
    person = station.rules.directory.person(DISPATCHER)
    assert person
    reader = Reader(person, station.rules, shanghai_day(MONDAY), MONDAY)
    found = await station.database.read(lambda conn: appraised(conn, reader, Period(*NOVEMBER, ())))
    assert found == Appraised((), (), ())
