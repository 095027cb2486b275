"""The file of a mediation (卷宗) as one archive: the pieces in words, the agreement, the course.

Names of what lies in it are the same for every mediation and say nothing of anybody.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from domain.agreements import SIDES, Agreement
from domain.deeds import (
    act_name,
    file_number,
    real_name,
    role_text,
    side_text,
    stage_text,
    term_values,
)
from domain.dossiers import Checked, Dossier, Piece, checked
from domain.letters import matter_name
from domain.mediations import Side
from domain.rules import Rulebook
from domain.turns import Text, Value
from web import documents
from web.deeds import DeedWriter, as_document

# The same file gives the same bytes, whenever it is packed.
_PACKED_AT = (2000, 1, 1, 0, 0, 0)
_MARK = 8


class DossierWriter:
    """Writes one file down, piece after piece."""

    def __init__(self, file: Dossier, writer: DeedWriter, rules: Rulebook) -> None:
        """Keep what it is written from."""
        self._file, self._writer, self._rules = file, writer, rules
        self._agreement = file.mediation.agreement or Agreement()

    def pieces(self) -> tuple[Checked, ...]:
        """Return what is there and what is missing."""
        return checked(self._file)

    def document(self) -> bytes:
        """Return cover, contents and pieces as one document."""
        paper = documents.Document()
        paper.title(self._say("title"))
        paper.line(self._words(file_number(self._file.mediation, self._rules)))
        paper.heading(self._say("contents"))
        heads = tuple(self._say(f"head_{name}") for name in ("order", "piece", "state"))
        paper.table((heads, *self._contents()))
        for piece in self.pieces():
            lines = tuple(_PIECES[piece.piece](self))
            if lines:
                paper.heading(self._say(f"piece_{piece.piece}"))
                paper.table(lines)
        paper.foot(self._say("foot"))
        return paper.as_bytes()

    def _contents(self) -> Iterator[tuple[str, ...]]:
        for order, each in enumerate(self.pieces(), start=1):
            state = "there" if each.is_there else "missing" if each.is_wanted else "unwanted"
            yield str(order), self._say(f"piece_{each.piece}"), self._say(f"state_{state}")

    def _say(self, key: str, **values: Value) -> str:
        return self._writer.words(Text(f"web.dossier.{key}", values))

    def _words(self, value: Value) -> str:
        return self._writer.words(value)

    def _heads(self, *names: str) -> tuple[str, ...]:
        return tuple(self._say(f"head_{name}") for name in names)

    def _both(self) -> Iterator[tuple[str, Side]]:
        sides = (self._file.mediation.applicant, self._file.mediation.respondent)
        for side, each in zip(SIDES, sides, strict=True):
            yield self._words(side_text(side)), each

    def register(self) -> Iterator[tuple[str, ...]]:
        """Yield number, kind of matter, when and by whom it was taken up."""
        mediation = self._file.mediation
        began = self._file.events[0].at if self._file.events else mediation.since
        yield self._heads("matter", "began", "opener", "mediator")
        yield (
            self._words(matter_name(mediation.leaf, self._rules)),
            self._words(began),
            self._words(real_name(mediation.opener, self._rules)),
            self._words(real_name(mediation.mediator, self._rules)),
        )

    def consent(self) -> Iterator[tuple[str, ...]]:
        """Yield when and how each side said yes."""
        yield self._heads("side", "at", "way")
        for name, side in self._both():
            if side.consented_at:
                way = self._say(f"consent_{side.consented}")
                yield name, self._words(side.consented_at), way

    def rights(self) -> Iterator[tuple[str, ...]]:
        """Yield when each side confirmed the notice of its rights."""
        yield self._heads("side", "read")
        for name, side in self._both():
            if side.read_at:
                yield name, self._words(side.read_at)

    def minutes(self) -> Iterator[tuple[str, ...]]:
        """Yield what was written down of common talks, never of a caucus."""
        if self._file.minutes:
            yield self._heads("at", "words")
        for each in self._file.minutes:
            yield self._words(each.at), self._words(each.words)

    def agreement(self) -> Iterator[tuple[str, ...]]:
        """Yield every promise."""
        if self._agreement.terms:
            yield self._heads("order", "term", "due")
        for order, term in enumerate(self._agreement.terms, start=1):
            values = term_values(term)
            yield str(order), self._words(values["words"]), self._words(values["due"])

    def signatures(self) -> Iterator[tuple[str, ...]]:
        """Yield who signed which words, when and how."""
        if not self._agreement.issued_at:
            return
        yield self._heads("who", "name", "way", "at", "digest")
        mark = self._agreement.digest[: 2 * _MARK]
        for each in self._writer.signatures(self._file.mediation, self._agreement):
            yield each["who"], each["name"], each["way"], each["at"], mark if each["at"] else ""

    def performance(self) -> Iterator[tuple[str, ...]]:
        """Yield what was called done and what was confirmed, when."""
        if self._agreement.in_force:
            yield self._heads("order", "owes", "told", "met", "evidence")
            for order, term in enumerate(self._agreement.terms, start=1):
                yield (
                    str(order),
                    self._words(side_text(term.owed)),
                    self._words(term.told_at or ""),
                    self._words(term.met_at or ""),
                    str(len(term.evidence)),
                )

    def court(self) -> Iterator[tuple[str, ...]]:
        """Yield how the judicial confirmation stands."""
        agreement = self._agreement
        if agreement.joined or agreement.declined or agreement.court:
            yield self._heads("joined", "declined", "court")
            yield (
                self._sides(agreement.joined),
                self._sides(agreement.declined),
                self._say(f"court_{agreement.court}") if agreement.court else "",
            )

    def _sides(self, sides: Sequence[str]) -> str:
        return "、".join(self._words(side_text(each)) for each in sides)

    def revisits(self) -> Iterator[tuple[str, ...]]:
        """Yield what each side answered."""
        if self._file.mediation.revisits:
            yield self._heads("side", "days", "at", "kept", "conflict", "fair")
        for each in self._file.mediation.revisits:
            answers = tuple(self._say(f"answer_{sign}") for sign in each.answers)
            side = self._words(side_text(each.side))
            yield side, str(each.days), self._words(each.at), *answers

    def course(self) -> Iterator[tuple[str, ...]]:
        """Yield every step with the hash that holds it in the chain."""
        yield self._heads("order", "at", "role", "act", "stage", "hash")
        for each in self._file.events:
            yield (
                str(each.seq),
                self._words(each.at),
                self._words(role_text(each.role)),
                self._words(act_name(each.act)),
                self._words(stage_text(each.after)),
                each.hash[:_MARK],
            )

    def archive(self, evidence: Mapping[str, bytes]) -> bytes:
        """Return everything as one archive; ``evidence`` are the photos by their ids."""
        out = BytesIO()
        with ZipFile(out, "w", ZIP_DEFLATED) as packed:
            for name, content in self._contained(evidence):
                packed.writestr(ZipInfo(name, _PACKED_AT), content)
        return out.getvalue()

    def _contained(self, evidence: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
        yield "dossier.docx", self.document()
        mediation = self._file.mediation
        agreements = (*mediation.earlier, *((mediation.agreement,) if mediation.agreement else ()))
        for order, each in enumerate((each for each in agreements if each.issued_at), start=1):
            values = self._writer.values(replace(mediation, agreement=each), each)
            yield f"agreement-{order}.docx", as_document(values)
        chain = [
            {**asdict(each), "at": each.at.isoformat(), "hash": each.hash}
            for each in self._file.events
        ]
        yield "course.json", json.dumps(chain, ensure_ascii=False, indent=1).encode()
        for order, photo in enumerate(evidence.values(), start=1):
            yield f"evidence-{order}.jpg", photo


_PIECES: Mapping[Piece, Callable[[DossierWriter], Iterator[tuple[str, ...]]]] = {
    Piece.REGISTER: DossierWriter.register,
    Piece.CONSENT: DossierWriter.consent,
    Piece.RIGHTS: DossierWriter.rights,
    Piece.MINUTES: DossierWriter.minutes,
    Piece.AGREEMENT: DossierWriter.agreement,
    Piece.SIGNATURES: DossierWriter.signatures,
    Piece.PERFORMANCE: DossierWriter.performance,
    Piece.COURT: DossierWriter.court,
    Piece.REVISITS: DossierWriter.revisits,
    Piece.COURSE: DossierWriter.course,
}
