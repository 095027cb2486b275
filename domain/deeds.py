"""The agreement in words, as both sides read it on the telephone, on paper and in the dossier."""

from collections.abc import Iterator
from datetime import date, datetime

from domain.agreements import SIDES, Agreement, Signatory, Signature, Term
from domain.calendar import shanghai_day
from domain.letters import matter_name
from domain.mediation_states import Role
from domain.mediations import Mediation
from domain.presses import Press
from domain.rules import Rulebook
from domain.turns import Choice, Text, Value

_FEN = 100
_ON_A_TERM = frozenset({"fulfil", "cannot", "received", "missing", "looked"})


def deed_values(mediation: Mediation, rules: Rulebook) -> dict[str, Value]:
    """Return the values of the sentences ``agreement.paper`` and ``agreement.oral``."""
    agreement = mediation.agreement or Agreement()
    return {
        "file": file_number(mediation, rules),
        "matter": matter_name(mediation.leaf, rules),
        "parties": tuple(_parties(agreement)),
        "facts": agreement.facts,
        "terms": tuple(_terms(agreement)),
        "mediator": real_name(agreement.issued_by or mediation.mediator, rules),
        "committee": committee_name(mediation, rules),
        "mark": agreement.mark,
    }


def deed_text(mediation: Mediation, rules: Rulebook) -> Text:
    """Return the whole agreement as one text."""
    kind = "oral" if mediation.agreement and mediation.agreement.is_oral else "paper"
    return Text(f"agreement.{kind}", deed_values(mediation, rules))


def file_number(mediation: Mediation, rules: Rulebook) -> Text:
    """Return the number of the file: year, committee, number of the case, which time."""
    digits = "".join(filter(str.isdigit, mediation.number)).lstrip("0")
    again = f"-{mediation.attempt}" if mediation.attempt > 1 else ""
    short = rules.directory.community(mediation.community_id).name.removesuffix("社区")
    year = shanghai_day(mediation.since).year
    return Text("agreement.file", {"year": year, "short": short, "count": digits + again})


def committee_name(mediation: Mediation, rules: Rulebook) -> str:
    """Return the name of the community's mediation committee, whose seal makes it valid."""
    day = shanghai_day(mediation.since)
    bodies = rules.directory.bodies_in(mediation.community_id, "mediation", day)
    return bodies[0].name if bodies else ""


def real_name(person_id: str, rules: Rulebook) -> str:
    """Return the name of who mediated or sealed: under an agreement it stands whole."""
    person = rules.directory.person(person_id)
    return person.name if person else ""


def _parties(agreement: Agreement) -> Iterator[Text]:
    for side, each in zip(SIDES, agreement.parties, strict=False):
        yield Text(f"agreement.{side}", {"name": party_name(each)})


def party_name(party: Signatory) -> Value:
    """Return the name of a person, or of a company with who signs for it."""
    if not party.is_company:
        return party.name
    return Text(
        "agreement.company", {"name": party.name, "speaker": party.speaker, "office": party.office}
    )


def _terms(agreement: Agreement) -> Iterator[Text]:
    for ordinal, term in enumerate(agreement.terms, start=1):
        yield Text("agreement.term", {"ordinal": ordinal, **term_values(term)})


def term_values(term: Term) -> dict[str, Value]:
    """Return what one term says: its words, the sum, the day."""
    paid = Text("agreement.sum", {"money": money_text(term.fen)}) if term.fen else ""
    due = Text("agreement.due", {"day": day_text(term.due)}) if term.due else ""
    return {"words": term.words, "sum": paid, "due": due or Text("agreement.always")}


def act_choice(mediation: Mediation, act: str, argument: object = "") -> Choice:
    """Return the button for an act on one edition of the words, or on one promise by number."""
    words = f"{act}/{argument}" if argument != "" else act
    press = Press("mediation", mediation.number, mediation.version, words)
    values: dict[str, Value] = {"number": str(argument)} if act in _ON_A_TERM else {}
    return Choice(Text(f"mediation.button_{act}", values), str(press))


def money_text(fen: int) -> str:
    """Return the sum in yuan, with fen only where there are any."""
    yuan, rest = divmod(fen, _FEN)
    return f"{yuan}.{rest:02}" if rest else str(yuan)


def day_text(day: date | datetime) -> Text:
    """Return a Shanghai day with its year."""
    known = shanghai_day(day) if isinstance(day, datetime) else day
    return Text("agreement.day", {"year": known.year, "month": known.month, "day": known.day})


def side_text(side: str) -> Text:
    """Return what a side is called in an agreement."""
    return Text(f"agreement.side_{side}")


def role_text(role: str) -> Text:
    """Return what somebody is called who did a step of a mediation."""
    return Text(f"agreement.role_{role}")


def act_name(act: str) -> Text:
    """Return what a step of a mediation is called."""
    return Text(f"agreement.did_{act}")


def stage_text(stage: str) -> Text:
    """Return what a stage of a mediation is called."""
    return Text(f"mediation.stage_{stage}")


def signature_values(signature: Signature) -> dict[str, Value]:
    """Return who signed, when and in which way, and under which words."""
    way = "assisted" if signature.by else "checked" if signature.must_check else "self"
    return {
        "side": side_text(signature.side),
        "at": signature.at,
        "way": Text(f"agreement.signed_{way}", {"witness": signature.witness}),
        "mark": signature.digest[:8].upper(),
    }


def own_name(agreement: Agreement, side: Role) -> Value:
    """Return what the side is called in the agreement, "" as long as nobody wrote it."""
    names = dict(zip(SIDES, agreement.parties, strict=False))
    return party_name(names[side]) if side in names else ""
