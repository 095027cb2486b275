from dataclasses import replace

from domain.cases import Case, CaseChanged
from domain.dissuasions import Dissuasion, Way
from domain.exclusions import Exclusion
from domain.states import Act, Part
from domain.turns import Step
from storage.proofs import exclusion_json, exclusion_of
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
