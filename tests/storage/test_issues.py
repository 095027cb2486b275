from dataclasses import replace

from domain.issues import Issue, IssueChanged, IssueKind, Terms, Way, agreed
from domain.turns import Step
from storage.database import Database
from storage.issues import load_issues
from storage.records import record_strike
from tests.domain.builders import MONDAY
from tests.storage.station import HERE
from tests.storage.test_mediations import begun

KEY = (HERE, "DQ000001", 1)
MONEY = Issue(*KEY, 1, IssueKind.MONEY, "吊顶怎么赔")
REPAIR = Issue(*KEY, 2, IssueKind.REPAIR, "水管谁修")


async def test_issues_come_back_in_order_with_their_terms(database: Database) -> None:
    terms = Terms("三天内付清", 4_000_000_000, "respondent")
    settled = agreed(MONEY, terms, Way.OPTION, MONDAY)
    changes = (begun(), IssueChanged(REPAIR), IssueChanged(MONEY), IssueChanged(settled))
    await database.write(lambda conn: record_strike(conn, HERE, Step(changes=changes), MONDAY))
    found = await database.read(lambda conn: load_issues(conn, [KEY, (HERE, "DQ000001", 2)]))
    assert found == {KEY: (settled, REPAIR), (HERE, "DQ000001", 2): ()}


async def test_an_issue_is_written_as_it_stands_last(database: Database) -> None:
    step = Step(changes=(begun(), IssueChanged(MONEY)))
    await database.write(lambda conn: record_strike(conn, HERE, step, MONDAY))
    renamed = replace(MONEY, title="赔多少")
    step = Step(changes=(IssueChanged(renamed),))
    await database.write(lambda conn: record_strike(conn, HERE, step, MONDAY))
    assert await database.read(lambda conn: load_issues(conn, [KEY])) == {KEY: (renamed,)}
    assert await database.read(lambda conn: load_issues(conn, [])) == {}
