"""A case, its events and its parties as rows and back."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping

from domain.assists import Assist, AssistKind
from domain.cases import Case, Party
from domain.categories import Priority
from domain.clocks import Clocks, DueKind, Nudge
from domain.events import Event
from domain.pauses import Pause
from domain.people import Identity
from domain.places import Place, PlaceSource
from domain.reading import Reason
from domain.states import FINAL, Act, Part, State
from storage import proofs
from storage.columns import from_micros, to_micros
from storage.writing import Row

# Fields that lie in a column of their own name and need no translation.
_CASE_AS_IS = (
    "community_id",
    "number",
    "text",
    "summary",
    "leaf",
    "opened_at",
    "grid",
    "microgrid",
    "queue",
    "holder",
    "level",
    "returns",
    "reopened",
    "extended",
    "asked",
    "merged_into",
    "relapse_of",
    "spoke_last",
    "first_queue",
    "outcome",
    "accepted_at",
    "answered_at",
    "resolved_at",
    "closed_at",
    "waiting_since",
    "follow_up_at",
    "version",
    "seq",
    "head",
)
_CLOCKS = tuple(field.name for field in fields(Clocks))
_ASSISTS = tuple(field.name for field in fields(Assist))
_MOMENTS = frozenset(
    {"asked_at", "arrive_by", "due", "again_at", "accepted_at", "arrived_at", "done_at"}
)
_HOME = ("compound", "building", "unit", "floor", "room")


def case_row(case: Case, at: datetime) -> Row:
    """Return the row of a case whose latest event is of that moment."""
    next_due = case.next_due
    is_final = case.state in FINAL
    return {
        **{name: getattr(case, name) for name in _CASE_AS_IS},
        **{name: getattr(case.place, name) for name in _HOME},
        "place_words": case.place.words,
        "place_source": case.place.source.value,
        "place_confidence": case.place.confidence,
        "priority": int(case.priority),
        "state": case.state.value,
        "is_open": not is_final,
        "about": bar(case.about),
        "reasons": [[each.word, each.leaf, each.weight, each.source] for each in case.reasons],
        "tags": sorted(case.tags),
        "clocks": _clocks_json(case.clocks),
        "nudge": _nudge_json(case.nudge),
        "past_nudges": list(map(_nudge_json, case.past_nudges)),
        "pauses": list(map(_pause_json, case.pauses)),
        "dissuasions": list(map(proofs.dissuasion_json, case.dissuasions)),
        "exclusion": proofs.exclusion_json(case.exclusion),
        "warranty": proofs.warranty_json(case.warranty),
        "assists": [_assist_json(each) for each in case.assists],
        "helping": bar(sorted({seat for each in case.assists for seat in each.seats})),
        "ended_at": (case.closed_at or at) if is_final else None,
        "warranty_due_at": case.warranty.due_at if case.warranty and not is_final else None,
        "next_due_at": next_due[0] if next_due else None,
        "next_due_kind": next_due[1].value if next_due else "",
    }


def case_of(row: RowMapping, parties: Sequence[Party]) -> Case:
    """Return the case of a row and its parties."""
    return Case(
        **{name: row[name] for name in _CASE_AS_IS},
        priority=Priority(row["priority"]),
        state=State(row["state"]),
        place=Place(
            **{name: row[name] for name in _HOME},
            words=row["place_words"],
            source=PlaceSource(row["place_source"]),
            confidence=row["place_confidence"],
        ),
        about=unbar(row["about"]),
        parties=tuple(parties),
        reasons=tuple(Reason(*each) for each in row["reasons"]),
        tags=frozenset(row["tags"]),
        clocks=Clocks(**{name: from_micros(at) for name, at in row["clocks"].items()}),
        nudge=_nudge_of(row["nudge"]),
        past_nudges=tuple(filter(None, map(_nudge_of, row["past_nudges"]))),
        pauses=tuple(
            Pause(cause, from_micros(since), from_micros(until))
            for cause, since, until in row["pauses"]
        ),
        assists=tuple(map(assist_of, row["assists"])),
        dissuasions=tuple(map(proofs.dissuasion_of, row["dissuasions"])),
        exclusion=proofs.exclusion_of(row["exclusion"]),
        warranty=proofs.warranty_of(row["warranty"]),
    )


def event_row(event: Event, digest: str) -> Row:
    """Return the row of an event, its own hash (``digest``) beside it."""
    return {
        "community_id": event.community_id,
        "number": event.number,
        "seq": event.seq,
        "at": event.at,
        "actor": event.actor,
        "part": event.part.value,
        "act": event.act.value,
        "before": event.before.value,
        "after": event.after.value,
        "reason": event.reason,
        "public": event.public,
        "internal": event.internal,
        "previous": event.previous,
        "hash": digest,
    }


def event_of(row: RowMapping) -> Event:
    """Return the event of a row."""
    words = {field.name: row[field.name] for field in fields(Event)}
    return Event(
        **words
        | {
            "part": Part(row["part"]),
            "act": Act(row["act"]),
            "before": State(row["before"]),
            "after": State(row["after"]),
        }
    )


def party_row(case: Case, position: int, party: Party) -> Row:
    """Return the row of somebody whose matter the case is."""
    return {
        "community_id": case.community_id,
        "number": case.number,
        "person_id": party.person_id,
        "position": position,
        "part": party.part.value,
        "household": party.household,
        "identity": party.identity.value,
        "neutral": party.neutral,
        "answer": party.answer,
        "stars": party.stars,
        "through": bar(party.through),
    }


def party_of(row: RowMapping) -> Party:
    """Return the party of a row."""
    return Party(
        person_id=row["person_id"],
        part=Part(row["part"]),
        household=row["household"],
        identity=Identity(row["identity"]),
        neutral=row["neutral"],
        answer=row["answer"],
        stars=row["stars"],
        through=unbar(row["through"]),
    )


def bar(codes: Sequence[str]) -> str:
    """Return the codes between bars, "|a|b|", "" for none."""
    return f"|{'|'.join(codes)}|" if codes else ""


def unbar(barred: str) -> tuple[str, ...]:
    """Return the codes that were put between bars."""
    return tuple(barred.strip("|").split("|")) if barred else ()


def _clocks_json(clocks: Clocks) -> dict[str, int]:
    dues = {name: getattr(clocks, name) for name in _CLOCKS}
    return {name: to_micros(due) for name, due in dues.items() if due}


def _nudge_json(nudge: Nudge | None) -> dict[str, Any]:
    if nudge is None:
        return {}
    return {
        "kind": nudge.kind.value,
        "due": to_micros(nudge.due),
        "level": nudge.level,
        "again_at": to_micros(nudge.again_at),
        "count": nudge.count,
        "acknowledged": nudge.acknowledged,
    }


def _nudge_of(plain: Mapping[str, Any]) -> Nudge | None:
    if not plain:
        return None
    return Nudge(
        **{
            **plain,
            "kind": DueKind(plain["kind"]),
            "due": from_micros(plain["due"]),
            "again_at": from_micros(plain["again_at"]),
        }
    )


def _pause_json(pause: Pause) -> list[Any]:
    return [pause.cause, to_micros(pause.since), to_micros(pause.until)]


def _assist_json(assist: Assist) -> dict[str, Any]:
    plain = {name: getattr(assist, name) for name in _ASSISTS}
    moments = {name: to_micros(at) for name in _MOMENTS if (at := plain[name]) is not None}
    words = {name: value for name, value in plain.items() if name not in _MOMENTS}
    return {**words, **moments, "kind": assist.kind.value}


def assist_of(plain: Mapping[str, Any]) -> Assist:
    """Return the call of a map."""
    moments = {name: from_micros(plain[name]) for name in _MOMENTS if name in plain}
    return Assist(**{**plain, **moments, "kind": AssistKind(plain["kind"])})
