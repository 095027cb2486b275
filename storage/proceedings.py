"""Read and write what is said and asked in mediations: words, accords and, beside them, bids."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, TypeAlias, assert_never

from sqlalchemy import Connection, Row, Select, and_, bindparam, select, update

from domain.accord_kinds import Kind
from domain.accords import Accord, AccordChanged, AccordState, AnswerGiven
from domain.dossiers import Minutes
from domain.issues import Issue, IssueChanged
from domain.mediation_stages import Role
from domain.proceedings import (
    Bid,
    BidPlaced,
    BidsDestroyed,
    LettersRecalled,
    Proceedings,
    ProceedingsChange,
    Room,
    Word,
    WordSaid,
)
from storage import writing
from storage.bids import destroy_bids, place_bids
from storage.issues import load_issues, write_issues
from storage.keys import among, keys_of
from storage.mediations import MediationKey, plain, with_moments
from storage.tables import LETTERS, MEDIATION_ACCORDS, MEDIATION_WORDS

_Found: TypeAlias = Mapping[MediationKey, list[Row[Any]]]
_ACCORDS = (
    select(MEDIATION_ACCORDS)
    .where(among(MEDIATION_ACCORDS.c.community_id, MEDIATION_ACCORDS.c.number))
    .order_by(MEDIATION_ACCORDS.c.accord)
)
_MINUTES = (
    select(MEDIATION_ACCORDS.c.body)
    .where(
        MEDIATION_ACCORDS.c.community_id == bindparam("community"),
        MEDIATION_ACCORDS.c.number == bindparam("case"),
        MEDIATION_ACCORDS.c.attempt == bindparam("time"),
        MEDIATION_ACCORDS.c.kind == Kind.MINUTES.value,
        MEDIATION_ACCORDS.c.state == AccordState.DONE.value,
    )
    .order_by(MEDIATION_ACCORDS.c.accord)
)
_WORDS = (
    select(MEDIATION_WORDS)
    .where(among(MEDIATION_WORDS.c.community_id, MEDIATION_WORDS.c.number))
    .order_by(MEDIATION_WORDS.c.word)
)
_THIS = and_(
    MEDIATION_ACCORDS.c.community_id == bindparam("community"),
    MEDIATION_ACCORDS.c.number == bindparam("case"),
    MEDIATION_ACCORDS.c.attempt == bindparam("time"),
    MEDIATION_ACCORDS.c.accord == bindparam("question"),
)


@dataclass(slots=True)
class Gathering:
    """Changes of proceedings in the order in which they came."""

    issues: list[Issue] = field(default_factory=list)
    accords: list[Accord] = field(default_factory=list)
    answers: list[AnswerGiven] = field(default_factory=list)
    words: list[Word] = field(default_factory=list)
    bids: list[Bid] = field(default_factory=list)
    destroyed: list[BidsDestroyed] = field(default_factory=list)
    recalled: list[LettersRecalled] = field(default_factory=list)

    def gather(self, change: ProceedingsChange) -> None:
        """Take one change."""
        match change:
            case IssueChanged(issue):
                self.issues.append(issue)
            case AccordChanged(accord):
                self.accords.append(accord)
            case AnswerGiven():
                self.answers.append(change)
            case WordSaid(word):
                self.words.append(word)
            case _:
                self._gather_secret(change)

    def _gather_secret(self, change: BidPlaced | BidsDestroyed | LettersRecalled) -> None:
        match change:
            case BidPlaced(bid):
                self.bids.append(bid)
            case BidsDestroyed():
                self.destroyed.append(change)
            case LettersRecalled():
                self.recalled.append(change)
            case _:
                assert_never(change)

    def write(self, conn: Connection) -> None:
        """Write all; who reads the mediation's own row first holds them together."""
        write_issues(conn, self.issues)
        last = {_key(each): each for each in self.accords}
        writing.upsert_rows(conn, MEDIATION_ACCORDS, list(map(_accord_row, last.values())))
        for answer in self.answers:
            _seal(conn, answer)
        writing.insert_rows(conn, MEDIATION_WORDS, [asdict(each) for each in self.words])
        place_bids(conn, self.bids)
        destroy_bids(conn, self.destroyed)
        for each in self.recalled:
            _recall(conn, each)


def load_proceedings(
    conn: Connection, mediations: Collection[MediationKey]
) -> Mapping[MediationKey, Proceedings]:
    """Return all that was said and asked in each mediation but bids, for the clock alone.

    Whoever lays it before a person goes through ``domain.proceedings.seen_by``.
    """
    if not mediations:
        return {}
    issues = load_issues(conn, mediations)
    accords, words = _rows(conn, _ACCORDS, mediations), _rows(conn, _WORDS, mediations)
    return {
        key: Proceedings(
            issues[key],
            tuple(_accord_of(row.body) for row in accords[key]),
            tuple(map(_word_of, words[key])),
        )
        for key in mediations
    }


def minutes_of(conn: Connection, mediation: MediationKey) -> tuple[Minutes, ...]:
    """Return the minutes (调解记录) that both sides approved, oldest first, and nothing else."""
    community, number, attempt = mediation
    place = {"community": community, "case": number, "time": attempt}
    found = (_accord_of(body) for body in conn.scalars(_MINUTES, place))
    return tuple(Minutes(each.asked_at, each.words) for each in found)


def _rows(conn: Connection, wanted: Select[Any], mediations: Collection[MediationKey]) -> _Found:
    found: defaultdict[MediationKey, list[Row[Any]]] = defaultdict(list)
    cases = {(community, number) for community, number, _ in mediations}
    for row in conn.execute(wanted, keys_of(cases)):
        found[row.community_id, row.number, row.attempt].append(row)
    return found


def _seal(conn: Connection, given: AnswerGiven) -> None:
    """Put the answer to the others unread; for words that have changed it counts no more."""
    place = {
        "community": given.community_id,
        "case": given.number,
        "time": given.attempt,
        "question": given.accord,
    }
    body = conn.scalar(select(MEDIATION_ACCORDS.c.body).where(_THIS), place)
    if body is None or (body["version"], body["state"]) != (given.version, AccordState.ASKED):
        return
    answers = {**body["answers"], given.role.value: given.said}
    conn.execute(
        update(MEDIATION_ACCORDS).where(_THIS).values(body={**body, "answers": answers}), place
    )


def _recall(conn: Connection, recalled: LettersRecalled) -> None:
    letters = LETTERS.c
    states = ("waiting", "sent") if recalled.sent_too else ("waiting",)
    wanted = [
        letters.community_id == recalled.community_id,
        letters.dedupe.startswith(recalled.about, autoescape=True),
        letters.state.in_(states),
    ]
    if recalled.person_id:
        wanted.append(letters.person_id == recalled.person_id)
    conn.execute(
        update(LETTERS)
        .where(*wanted)
        .values(state="recalled", why="recalled", placeholders={}, choices=[], rendered="")
    )


def _key(accord: Accord) -> tuple[str, str, int, int]:
    return accord.community_id, accord.number, accord.attempt, accord.accord


def _accord_row(accord: Accord) -> writing.Row:
    return {
        "community_id": accord.community_id,
        "number": accord.number,
        "attempt": accord.attempt,
        "accord": accord.accord,
        "kind": accord.kind.value,
        "state": accord.state.value,
        "due_at": accord.due_at if accord.is_live else None,
        "body": plain(asdict(accord)),
    }


def _accord_of(body: dict[str, Any]) -> Accord:
    told = with_moments(body)
    told["kind"], told["state"] = Kind(told["kind"]), AccordState(told["state"])
    told["asked"] = tuple(map(Role, told["asked"]))
    told["answers"] = {Role(role): said for role, said in told["answers"].items()}
    told["names"] = tuple(told["names"])
    told["ties"] = tuple(told.get("ties", ()))
    return Accord(**told)


def _word_of(row: Row[Any]) -> Word:
    said = (row.said_at, row.text)
    place = (row.community_id, row.number, row.attempt, row.word)
    return Word(*place, Room(row.room), Role(row.role), row.person_id, *said)
