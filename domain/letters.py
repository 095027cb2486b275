"""Letters about a case: what each reader may know, said once, at a decent hour."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from domain.calendar import shanghai_day
from domain.cases import Case, Party
from domain.people import Person
from domain.places import Place
from domain.privacy import CaseView, Tier, mask_name, view_case, words_for
from domain.rules import Rulebook
from domain.states import Part
from domain.turns import Choice, Letter, Text, Value

UNKNOWN = "cases.unknown"
_SEES_HOME = frozenset({Tier.OWN, Tier.STAFF})


@dataclass(frozen=True, slots=True)
class Notice:
    """What a letter about a case says beside the case itself."""

    key: str
    values: Mapping[str, Value] = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()
    urgent: bool = False
    dedupe: str = ""


def to_staff(
    people: Iterable[Person], case: Case, notice: Notice, rules: Rulebook, at: datetime
) -> tuple[Letter, ...]:
    """Return one letter a person, each with what that person may see; none for who may see nothing.

    Ordinary letters wait for the end of the quiet hours.
    """
    day = shanghai_day(at)
    views = ((person, view_case(case, person, rules, day)) for person in people)
    return tuple(
        Letter(
            to=person.person_id,
            key=notice.key,
            values={**case_values(view, rules), **notice.values},
            choices=notice.choices,
            case_number=case.number,
            urgent=notice.urgent,
            not_before=None if notice.urgent else rules.calendar.quiet_ends(at),
            dedupe=notice.dedupe,
        )
        for person, view in views
        if view
    )


def to_parties(case: Case, notice: Notice, rules: Rulebook, at: datetime) -> tuple[Letter, ...]:
    """Return one letter to everybody whose matter it is; neutral ones to who asked for that.

    Who follows a case that came to be about himself hears no more of it.
    """
    day = shanghai_day(at)
    people = ((each, rules.directory.person(each.person_id)) for each in case.parties)
    return tuple(
        _to_party(party, case, notice, rules, at)
        for party, staff in people
        if party.part is Part.REPORTER
        or not (staff or _person(party, case)).is_among(case.about, day)
    )


def _person(party: Party, case: Case) -> Person:
    return Person(case.community_id, party.person_id)


def _to_party(party: Party, case: Case, notice: Notice, rules: Rulebook, at: datetime) -> Letter:
    not_before = None if notice.urgent else rules.calendar.quiet_ends(at)
    if party.neutral:
        return Letter(party.person_id, "neutral.notice", not_before=not_before)
    view = view_case(case, _person(party, case), rules, shanghai_day(at))
    return Letter(
        to=party.person_id,
        key=notice.key,
        values={**(case_values(view, rules) if view else {}), **notice.values},
        choices=notice.choices,
        case_number=case.number,
        urgent=notice.urgent,
        not_before=not_before,
        dedupe=notice.dedupe,
    )


def photo_of(letter: Letter) -> str:
    """Return the id of the kept photo that the letter shows, "" for none."""
    photo = letter.values.get("photo", "")
    return photo if isinstance(photo, str) else ""


def mentions_of(letter: Letter) -> tuple[tuple[str, Mapping[str, Value]], ...]:
    """Return every case that a letter names, by number, with what it says of that case."""
    if letter.key == UNKNOWN:
        # It says the same of a number that is free and of one of others: nothing.
        return ()
    about = letter.values
    if letter.case_number and "number" not in about:
        about = {**about, "number": letter.case_number}
    return tuple(_mentions(about))


def _mentions(value: Value | Mapping[str, Value]) -> Iterator[tuple[str, Mapping[str, Value]]]:
    values = value.values if isinstance(value, Text) else value
    if isinstance(values, Mapping):
        number = values.get("number")
        if isinstance(number, str):
            yield number, values
        values = tuple(values.values())
    if isinstance(values, tuple):
        for each in values:
            yield from _mentions(each)


def may_still_read(
    values: Mapping[str, Value], case: Case, reader: Person, rules: Rulebook, day: date
) -> bool:
    """Say whether the reader may read today what a kept letter says of the case.

    Whom the case is about by now reads nothing of it; who lost a post, no more than is left to him.
    """
    view = view_case(case, reader, rules, day)
    if view is None and reader.is_among(case.about, day):
        return False
    tier = view.tier if view else Tier.NONE
    inside = view is not None and view.sees_inside
    is_own = view is not None and values.get("sender") == reader.person_id
    if not inside and (values.get("reason") or (values.get("photo") and not is_own)):
        return False
    if _is_home(values.get("place")) and tier not in _SEES_HOME:
        return False
    told = (values.get(name) for name in ("words", "comment"))
    said = (words for words in told if isinstance(words, str))
    return all(words in (words_for(tier, words), case.summary) for words in said)


def _is_home(place: Value | None) -> bool:
    return isinstance(place, Text) and bool(place.values.get("unit") or place.values.get("room"))


def case_values(view: CaseView, rules: Rulebook) -> dict[str, Value]:
    """Return the values that a sentence about the case may use, all from the reader's view."""
    return {
        "number": view.number,
        "matter": matter_name(view.leaf, rules),
        "place": place_text(view.place, rules),
        "words": words_of(view, rules),
        "holder": name_text(view.holder, rules),
        "queue": queue_text(view.queue, view.place, rules),
        "promised": view.promised or "",
        "state": Text(f"state.{view.state}"),
    }


def words_of(view: CaseView, rules: Rulebook) -> Value:
    """Return the resident's words, or what and where in the station's own words."""
    if not view.is_summary:
        return view.words
    if view.summary:
        return view.summary
    where = place_text(view.place, rules)
    return Text("case.summary", {"matter": matter_name(view.leaf, rules), "place": where})


def matter_name(leaf: str, rules: Rulebook) -> str:
    """Return the leaf's name as people say it."""
    return rules.categories.leaf(leaf).name


def name_text(person_id: str, rules: Rulebook) -> Value:
    """Return a member of staff as "李**" with the post, or that nobody holds it yet."""
    person = rules.directory.person(person_id)
    if person is None or not person.posts:
        return Text("staff.nobody")
    post = person.posts[0]
    return Text("staff.named", {"name": mask_name(person.name), "post": Text(f"role.{post.role}")})


def queue_text(queue: str, place: Place, rules: Rulebook) -> Value:
    """Return the name of a queue: department, body of the place, or its kind."""
    department = rules.directory.department(queue)
    if department:
        return department.name
    area = rules.directory.area_of(place)
    codes = {"property": area.company, "committee": area.committee} if area else {}
    body = rules.directory.body(codes.get(queue, ""))
    return body.name if body else Text(f"queue.{queue or 'community'}")


def place_text(place: Place, rules: Rulebook) -> Value:
    """Return the place in words, as far as it is known."""
    compound = rules.directory.compound(place.compound)
    values: dict[str, Value] = {
        "compound": compound.name if compound else "",
        "building": place.building,
        "unit": place.unit,
        "room": place.room,
    }
    known = "".join(letter for letter, part in zip("cbur", values.values(), strict=True) if part)
    return Text(f"place.{known or 'unknown'}", values)
