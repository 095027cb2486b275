"""The agreement as a Word document, out of a template in Word's own format, and as values."""

from collections.abc import Mapping
from datetime import datetime
from importlib import import_module
from io import BytesIO
from typing import Any

from domain.agreements import SIDES, Agreement
from domain.calendar import SHANGHAI
from domain.deeds import (
    committee_name,
    day_text,
    deed_values,
    own_name,
    real_name,
    side_text,
    signature_values,
)
from domain.mediations import Mediation
from domain.rules import Rulebook
from domain.turns import Text, Value
from texts.catalog import Catalog
from web.pages import HERE
from web.sheets import clean

TEMPLATE = HERE / "templates" / "printed" / "agreement.docx"
_HEADS = ("facts", "terms", "effect", "who", "name", "way", "at")


class DeedWriter:
    """Puts an agreement into words for paper, with one catalogue and one rulebook."""

    def __init__(self, catalog: Catalog, rules: Rulebook) -> None:
        """Keep both."""
        self._catalog = catalog
        self._rules = rules

    def words(self, value: Value) -> str:
        """Return the value as it stands on paper, where a moment has its year."""
        if isinstance(value, datetime):
            return value.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
        if isinstance(value, Text):
            plain = {name: self.words(each) for name, each in value.values.items()}
            return self._catalog.render(Text(value.key, plain))
        if isinstance(value, tuple):
            return "\n".join(map(self.words, value))
        return clean(str(value))

    def say(self, key: str, **values: Value) -> str:
        """Return a sentence of the catalogue."""
        return self.words(Text(f"web.deed.{key}", values))

    def values(self, mediation: Mediation, agreement: Agreement) -> dict[str, Any]:
        """Return everything that stands on the paper, in words."""
        plain = deed_values(mediation, self._rules)
        committee = committee_name(mediation, self._rules)
        sealed = "sealed" if agreement.sealed_by else "unsealed"
        kind = "oral" if agreement.is_oral else "paper"
        return {
            **{f"head_{name}": self.say(f"head_{name}") for name in _HEADS},
            "title": self.say(f"title_{kind}"),
            "file": self.say("file", file=plain["file"]),
            "parties": self._lines(plain["parties"]),
            "matter": self.say("matter", matter=plain["matter"]),
            "facts": self.words(plain["facts"]),
            "terms": self._lines(plain["terms"]),
            "effect": self.say(f"effect_{kind}", committee=committee),
            "signatures": self.signatures(mediation, agreement),
            "committee": self.say(sealed, committee=committee),
            "day": self.words(day_text(agreement.in_force)) if agreement.in_force else "",
            "check": self.say("check", digest=agreement.digest, edition=agreement.edition),
        }

    def _lines(self, value: Value) -> list[str]:
        return list(map(self.words, value)) if isinstance(value, tuple) else []

    def signatures(self, mediation: Mediation, agreement: Agreement) -> list[dict[str, str]]:
        """Return a line for each side, the mediator and the seal; unsigned ones stay empty."""
        lines = [self._side(agreement, index) for index in range(len(SIDES))]
        mediator = real_name(agreement.issued_by, self._rules)
        issued = self.words(agreement.issued_at) if agreement.issued_at else ""
        sealing = real_name(agreement.sealed_by, self._rules)
        sealed = self.words(agreement.in_force) if agreement.in_force and sealing else ""
        lines.append(self._line(self.say("mediator"), mediator, "issued", issued))
        if not agreement.is_oral:
            name = committee_name(mediation, self._rules)
            lines.append(self._line(name, sealing, "sealed_by", sealed))
        return lines

    def _side(self, agreement: Agreement, index: int) -> dict[str, str]:
        side = SIDES[index]
        signature = agreement.signature(side)
        known: Mapping[str, Value] = signature_values(signature) if signature else {}
        return {
            "who": self.words(side_text(side)),
            "name": self.words(own_name(agreement, side)),
            "way": self.words(known.get("way", "")),
            "at": self.words(known.get("at", "")),
        }

    def _line(self, who: str, name: str, way: str, at: str) -> dict[str, str]:
        return {"who": who, "name": name, "way": self.say(way) if at else "", "at": at}


def as_document(values: Mapping[str, Any]) -> bytes:
    """Return the agreement as a file for Word."""
    # Loaded only when somebody asks for one.
    template = import_module("docxtpl").DocxTemplate(TEMPLATE)
    template.render(dict(values), autoescape=True)
    out = BytesIO()
    template.save(out)
    return out.getvalue()
