from dataclasses import replace
from datetime import timedelta

from domain.cases import Case
from domain.mediation_stages import Stage
from domain.mediations import MediationChanged
from domain.mediators import Mediator, Nearness
from storage.database import Database
from storage.mediations import write_mediations
from storage.rosters import roster_for
from tests.domain.builders import MONDAY, demo_rules, opened
from tests.storage.test_mediations import begun

YE = "ye-mediator-dq"


def led(number: str, stage: Stage, days: int) -> MediationChanged:
    first = begun(number)
    changed = replace(
        first.mediation, mediator=YE, stage=stage, since=MONDAY - timedelta(days=days)
    )
    return replace(first, mediation=changed)


async def roster(database: Database, case: Case, *past: MediationChanged) -> dict[str, Mediator]:
    await database.write(lambda conn: write_mediations(conn, past))
    now, rules = begun("DQ000009").mediation, demo_rules()
    found = await database.read(lambda conn: roster_for(conn, now, case, rules, MONDAY))
    return {each.person_id: each for each in found}


async def test_open_ones_rest_and_who_was_met_are_counted(database: Database) -> None:
    past = (
        led("DQ000001", Stage.SHUTTLE, 3),
        led("DQ000002", Stage.CLOSED_PERFORMED, 9),
        led("DQ000003", Stage.CLOSED_PERFORMED, 400),
    )
    found = await roster(database, opened().case, *past)
    assert (found[YE].open_cases, found[YE].idle_days, found[YE].met["wang"]) == (1, 3, 2)
    assert found[YE].expertise == frozenset({"住建", "水电"})
    assert found[YE].nearness is Nearness.COMMUNITY
    rested = found["jin-mediator-dq2"]
    assert (rested.open_cases, rested.idle_days, rested.last_on) == (0, 14, "")


async def test_who_handles_the_case_itself_is_marked(database: Database) -> None:
    case = replace(opened().case, holder=YE)
    found = await roster(database, case)
    assert found[YE].enforced
    assert not found["jin-mediator-dq2"].enforced
