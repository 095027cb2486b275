"""The mediation agreement (调解协议): what both sides promise, who signed which words and when.

What a written agreement must hold, when it takes effect and how long the court may be asked is
docs/sources.md#mediation.
"""

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta

from domain.calendar import shanghai_day
from domain.mediation_states import Role
from domain.refusals import Refused

READ_FOR = timedelta(hours=2)
"""So long a side has the final words before it can sign them."""

SETTLED_ALONE = timedelta(hours=72)
"""After a change of account or device a signature wants a second look for so long."""

SIDES = (Role.APPLICANT, Role.RESPONDENT)


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who is bound: a person by the real name, or a company (法人) with who speaks for it."""

    name: str
    speaker: str = ""
    office: str = ""

    @property
    def is_company(self) -> bool:
        """Say whether somebody signs for it."""
        return bool(self.speaker)


@dataclass(frozen=True, slots=True)
class Term:
    """One promise: who owes what, how much in fen, until which day (Shanghai), shown by what.

    ``due`` is None for what holds from now on without an end. ``owed`` is APPLICANT, RESPONDENT or
    ``both``. The other moments tell how it went: ``told_at`` when who owes said that it is done,
    ``met_at`` when who may say so confirmed it, by ``met_by``.
    """

    owed: str
    words: str
    fen: int = 0
    due: date | None = None
    told_at: datetime | None = None
    told_by: str = ""
    evidence: tuple[str, ...] = ()
    met_at: datetime | None = None
    met_by: str = ""
    chased: int = 0

    @property
    def confirms(self) -> tuple[Role, ...]:
        """Return who may say that it was met: the other side; of a common promise either."""
        return tuple(side for side in SIDES if side.value != self.owed)

    @property
    def is_open(self) -> bool:
        """Say whether something must still be done by a day."""
        return self.due is not None and self.met_at is None


@dataclass(frozen=True, slots=True)
class Reading:
    """When a side was shown which words, and by whom if it did not read them itself."""

    side: Role
    at: datetime
    digest: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """One side's name under exact words.

    ``by`` brought a signature on paper, before ``witness``; it counts once ``checked_by``, who is
    somebody else, heard it from the side itself. ``must_check`` asks the same of an account that
    was bound anew just before.
    """

    side: Role
    at: datetime
    digest: str
    by: str = ""
    witness: str = ""
    must_check: bool = False
    checked_by: str = ""
    checked_at: datetime | None = None

    @property
    def holds(self) -> bool:
        """Say whether it counts."""
        return bool(self.checked_by) or not (self.by or self.must_check)


@dataclass(frozen=True, slots=True)
class Agreement:
    """One agreement, being written, signed or in force.

    ``edition`` counts every change of its words; ``issued_at`` is when the final words went to
    both sides, ``in_force`` when it took effect. ``joined`` are the sides that want the court to
    confirm it, ``declined`` those that do not, ``court`` how that stands; ``again`` are those that
    want to go on mediating after a breach.
    """

    edition: int = 0
    is_oral: bool = False
    parties: tuple[Signatory, ...] = ()
    facts: str = ""
    terms: tuple[Term, ...] = ()
    readings: tuple[Reading, ...] = ()
    signatures: tuple[Signature, ...] = ()
    issued_at: datetime | None = None
    issued_by: str = ""
    sealed_by: str = ""
    seal: str = ""
    in_force: datetime | None = None
    joined: tuple[Role, ...] = ()
    declined: tuple[Role, ...] = ()
    court: str = ""
    court_reminded: int = 0
    again: tuple[Role, ...] = ()

    @property
    def digest(self) -> str:
        """Return the SHA-256 (hex) over every word that is signed; what came after is not in it."""
        terms = [[each.owed, each.words, each.fen, str(each.due or "")] for each in self.terms]
        parties = [asdict(each) for each in self.parties]
        words = [self.edition, self.is_oral, parties, self.facts, terms]
        plain = json.dumps(words, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(plain.encode()).hexdigest()

    @property
    def mark(self) -> str:
        """Return the first eight signs of the digest, which people can compare."""
        return self.digest[:8].upper()

    @property
    def is_signed(self) -> bool:
        """Say whether both sides signed these very words and both signatures count."""
        holding = {each.side for each in self.signatures if each.holds}
        return holding == set(SIDES) and {each.digest for each in self.signatures} == {self.digest}

    @property
    def missing(self) -> tuple[str, ...]:
        """Return what the law asks for and is not written yet."""
        lacks = {
            "parties": len(self.parties) != len(SIDES),
            "facts": not self.facts,
            "terms": not self.terms,
        }
        return tuple(name for name, is_missing in lacks.items() if is_missing)

    def signature(self, side: Role) -> Signature | None:
        """Return the signature of a side, None if there is none."""
        return next((each for each in self.signatures if each.side is side), None)

    def reading(self, side: Role) -> Reading | None:
        """Return when the side was shown the words as they stand, None if it was not."""
        found = (each for each in self.readings if each.side is side)
        return next((each for each in found if each.digest == self.digest), None)

    def may_sign_from(self, side: Role) -> datetime | None:
        """Return from when the side may sign, None as long as it was not shown the words."""
        reading = self.reading(side)
        if reading is None:
            return None
        return reading.at if self.is_oral else reading.at + READ_FOR


def edited(agreement: Agreement, after: Agreement) -> Agreement:
    """Return the agreement with other words: a new edition, which nobody read or signed yet."""
    return replace(
        after,
        edition=agreement.edition + 1,
        readings=(),
        signatures=(),
        issued_at=None,
        issued_by="",
    )


def issued(agreement: Agreement, by: str, at: datetime) -> Agreement:
    """Return the agreement as final words, under which the mediator's name stands.

    Raises:
        Refused: ``agreeing.incomplete`` if something is missing, ``agreeing.wants_paper`` if an
            oral one promises anything for another day.
    """
    if agreement.missing:
        raise Refused("agreeing.incomplete")
    later = (each.due != shanghai_day(at) for each in agreement.terms)
    if agreement.is_oral and any(later):
        raise Refused("agreeing.wants_paper")
    return replace(agreement, issued_at=at, issued_by=by)


def shown(agreement: Agreement, reading: Reading) -> Agreement:
    """Return the agreement after a side was shown the words; the first time counts."""
    if agreement.issued_at is None or reading.digest != agreement.digest:
        raise Refused("agreeing.changed")
    if agreement.reading(reading.side):
        return agreement
    return replace(agreement, readings=(*agreement.readings, reading))


def signed(agreement: Agreement, signature: Signature) -> Agreement:
    """Return the agreement with one more signature under its words.

    Raises:
        Refused: ``agreeing.changed`` for other words, ``agreeing.unread`` if the side was not
            shown them, ``agreeing.too_early``, ``agreeing.signed_already``.
    """
    if agreement.issued_at is None or signature.digest != agreement.digest:
        raise Refused("agreeing.changed")
    from_ = agreement.may_sign_from(signature.side)
    if from_ is None:
        raise Refused("agreeing.unread")
    if signature.at < from_:
        raise Refused("agreeing.too_early")
    if agreement.signature(signature.side):
        raise Refused("agreeing.signed_already")
    return replace(agreement, signatures=(*agreement.signatures, signature))


def checked(agreement: Agreement, side: Role, by: str, at: datetime) -> Agreement:
    """Return the agreement after somebody heard from the side itself that it signed.

    Raises:
        Refused: ``agreeing.nothing_to_check``, ``agreeing.check_other`` if who brought it checks.
    """
    signature = agreement.signature(side)
    if signature is None or signature.holds:
        raise Refused("agreeing.nothing_to_check")
    if signature.by == by:
        raise Refused("agreeing.check_other")
    good = replace(signature, checked_by=by, checked_at=at)
    signatures = tuple(good if each is signature else each for each in agreement.signatures)
    return replace(agreement, signatures=signatures)
