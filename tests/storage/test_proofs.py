from dataclasses import replace
from datetime import date

from domain.cases import Case, CaseChanged
from domain.dissuasions import Dissuasion, Way
from domain.exclusions import Exclusion
from domain.states import Act, Part
from domain.turns import Step
from domain.warranties import Claim, Covered, Stage, Taken, Warranty
from storage.proofs import exclusion_json, exclusion_of, warranty_json, warranty_of
from storage.records import record_strike
from tests.domain.builders import MONDAY
from tests.storage.station import HERE, Station, deed

DISSUADED = Dissuasion(MONDAY, "gao", Way.VISIT, "已劝|“好”", "保安,两名")
EXCLUDED = Exclusion("at_law", "wang", MONDAY, "chen", holds=True)


async def test_they_come_back_as_they_were(station: Station) -> None:
    filed = await station.file()
    noted = deed(filed, Act.NOTE, Part.HOLDER)
    kept: Case = replace(noted.case, dissuasions=(DISSUADED, DISSUADED), exclusion=EXCLUDED)
    step = Step(changes=(CaseChanged(kept, noted.event),))
    await station.database.write(lambda conn: record_strike(conn, HERE, step, station.at))
    found = await station.case(filed.number)
    assert (found.dissuasions, found.exclusion) == (kept.dissuasions, EXCLUDED)
    assert (filed.dissuasions, filed.exclusion) == ((), None)


def test_nothing_is_kept_as_nothing() -> None:
    assert exclusion_json(None) == {}
    assert exclusion_of({}) is None


def test_a_claim_to_the_deposit_comes_back_and_none_stays_none() -> None:
    claim = Claim(Covered.WATERPROOF, date(2022, 10, 1), date(2026, 11, 17))
    steps = (
        Taken(Stage.NOTICED, date(2026, 11, 17), MONDAY, "chen"),
        Taken(Stage.APPLIED, date(2026, 11, 23), MONDAY, "chen"),
    )
    warranty = Warranty(claim, "明湖置业有限公司", 23, steps, told=2)
    assert warranty_of(warranty_json(warranty)) == warranty
    assert warranty_of(warranty_json(None)) is None
