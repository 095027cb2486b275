"""The file (卷宗) of a mediation: its pieces in their order, and what is missing in it.

What a file must hold is docs/sources.md#dossier. Caucus and bids have no piece of their own:
they are never in it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.mediation_states import AGREED, Do, Role, Stage
from domain.mediations import Mediation, MediationEvent


class Piece(StrEnum):
    """One piece of the file, in the order in which they lie."""

    REGISTER = "register"  # 受理登记
    CONSENT = "consent"  # 双方同意
    RIGHTS = "rights"  # 权利义务告知
    MINUTES = "minutes"  # 调解笔录
    AGREEMENT = "agreement"  # 调解协议书
    SIGNATURES = "signatures"  # 签字与盖章
    PERFORMANCE = "performance"  # 履行
    COURT = "court"  # 司法确认
    REVISITS = "revisits"  # 回访
    COURSE = "course"  # 经过


@dataclass(frozen=True, slots=True)
class Minutes:
    """What was written down of a common talk."""

    at: datetime
    words: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything that goes into the file."""

    mediation: Mediation
    events: tuple[MediationEvent, ...]
    minutes: tuple[Minutes, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """Whether one piece is wanted by now and whether it is there."""

    piece: Piece
    is_wanted: bool
    is_there: bool

    @property
    def is_missing(self) -> bool:
        """Say whether it should be there and is not."""
        return self.is_wanted and not self.is_there


_AFTERWARDS = AGREED | {Stage.CLOSED_PERFORMED, Stage.CLOSED_UNPERFORMED}


def _consented(file: Dossier) -> bool:
    sides = (file.mediation.applicant, file.mediation.respondent)
    return all(each.consented_at for each in sides)


def _signed(file: Dossier) -> bool:
    agreement = file.mediation.agreement
    return agreement is not None and agreement.is_signed and agreement.in_force is not None


def _sealed(file: Dossier) -> bool:
    agreement = file.mediation.agreement
    return agreement is not None and (agreement.is_oral or bool(agreement.sealed_by))


def _met(file: Dossier) -> bool:
    agreement = file.mediation.agreement
    return agreement is not None and all(not each.is_open for each in agreement.terms)


def _asked_court(file: Dossier) -> bool:
    return any(each.act in (Do.APPLY, Do.WAIVE, Do.COURT) for each in file.events)


def _revisited(file: Dossier) -> bool:
    sides = {each.side for each in file.mediation.revisits}
    return sides == {Role.APPLICANT, Role.RESPONDENT}


_THERE: Mapping[Piece, Callable[[Dossier], bool]] = {
    Piece.REGISTER: lambda _file: True,
    Piece.CONSENT: _consented,
    Piece.RIGHTS: lambda file: file.mediation.has_both_read,
    Piece.MINUTES: lambda file: bool(file.minutes),
    Piece.AGREEMENT: _signed,
    Piece.SIGNATURES: _sealed,
    Piece.PERFORMANCE: _met,
    Piece.COURT: _asked_court,
    Piece.REVISITS: _revisited,
    Piece.COURSE: lambda file: bool(file.events),
}
_ALWAYS = frozenset({Piece.REGISTER, Piece.CONSENT, Piece.RIGHTS, Piece.COURSE})
_BINDING = frozenset({Piece.MINUTES, Piece.AGREEMENT, Piece.SIGNATURES})
_PERFORMED = frozenset({Piece.PERFORMANCE, Piece.REVISITS})


def _is_wanted(piece: Piece, stage: Stage) -> bool:
    if piece in _ALWAYS:
        return True
    if piece in _BINDING:
        return stage in _AFTERWARDS
    return piece in _PERFORMED and stage is Stage.CLOSED_PERFORMED


def checked(file: Dossier) -> tuple[Checked, ...]:
    """Return every piece with whether it is wanted and there."""
    stage = file.mediation.stage
    return tuple(
        Checked(piece, _is_wanted(piece, stage), there(file)) for piece, there in _THERE.items()
    )


def missing(pieces: Sequence[Checked]) -> tuple[Piece, ...]:
    """Return what should be there and is not."""
    return tuple(each.piece for each in pieces if each.is_missing)
