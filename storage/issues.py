"""Read and write the issues of mediations with the terms that were agreed."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import Connection, Row, select

from domain.issues import Issue, IssueKind, IssueStatus, Terms
from storage import writing
from storage.keys import among, keys_of
from storage.mediations import MediationKey
from storage.tables import MEDIATION_ISSUES

_T = MEDIATION_ISSUES.c
_BY_CASE = (
    select(MEDIATION_ISSUES).where(among(_T.community_id, _T.number)).order_by(_T.attempt, _T.issue)
)


def load_issues(
    conn: Connection, mediations: Collection[MediationKey]
) -> Mapping[MediationKey, tuple[Issue, ...]]:
    """Return the issues of each of those mediations, in their order."""
    found: defaultdict[MediationKey, list[Issue]] = defaultdict(list)
    if mediations:
        cases = {(community, number) for community, number, _ in mediations}
        for row in conn.execute(_BY_CASE, keys_of(cases)):
            found[row.community_id, row.number, row.attempt].append(_issue_of(row))
    return {key: tuple(found[key]) for key in mediations}


def write_issues(conn: Connection, issues: Sequence[Issue]) -> None:
    """Write each issue as it stands last."""
    last = {(each.community_id, each.number, each.attempt, each.issue): each for each in issues}
    writing.upsert_rows(conn, MEDIATION_ISSUES, list(map(_row, last.values())))


def _issue_of(row: Row[tuple[object, ...]]) -> Issue:
    return Issue(
        community_id=row.community_id,
        number=row.number,
        attempt=row.attempt,
        issue=row.issue,
        kind=IssueKind(row.kind),
        title=row.title,
        status=IssueStatus(row.status),
        terms=Terms(row.terms, row.amount, row.payer),
        way=row.way,
        settled_at=row.settled_at,
    )


def _row(issue: Issue) -> writing.Row:
    return {
        "community_id": issue.community_id,
        "number": issue.number,
        "attempt": issue.attempt,
        "issue": issue.issue,
        "kind": issue.kind.value,
        "title": issue.title,
        "status": issue.status.value,
        "terms": issue.terms.words,
        "amount": issue.terms.amount,
        "payer": issue.terms.payer,
        "way": issue.way,
        "digest": issue.digest,
        "settled_at": issue.settled_at,
    }
