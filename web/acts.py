"""The forms of the acts that a page may offer: which fields each needs, what they may hold."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from domain.assists import Assist
from domain.calendar import shanghai_day
from domain.categories import Categories
from domain.directory import Directory
from domain.dissuasions import Way
from domain.exclusions import DECISIONS
from domain.exclusions import REASONS as EXCLUSIONS
from domain.letters import name_text, queue_text
from domain.pauses import Cause
from domain.people import Identity, Person, Role
from domain.places import Place
from domain.privacy import CaseView, Tier
from domain.returns import REASONS
from domain.rules import Rulebook
from domain.states import RESIDENTS, Act, Part, State, acts_for
from domain.turns import Text, Value

Option = tuple[str, str]
Group = tuple[str, tuple[Option, ...]]
Words = Callable[[Value], str]

_KINDS_OF_QUEUE = ("property", "committee", "grid", "community", "street")
_RESIDENTS = frozenset({Role.RESIDENT, Role.REPRESENTATIVE})


@dataclass(frozen=True, slots=True)
class ActForm:
    """One act as a form: ``note``, ``picker`` and ``photo`` label its fields, "" for none.

    ``many`` lets several options be picked; ``when`` and ``where`` label a day or time and a place
    that may be named beside them, ``must_when`` one that must.
    """

    name: str
    note: str = ""
    must_note: bool = False
    picker: str = ""
    photo: str = ""
    when: str = ""
    must_when: bool = False
    where: str = ""
    many: bool = False
    options: tuple[Group, ...] = ()
    is_first: bool = False


# In the order in which a page shows them; what comes first is most often wanted.
_FORMS = (
    ActForm("accept", note="first_words"),
    ActForm("take_part"),
    ActForm("arrive"),
    ActForm("helped", note="help_result", must_note=True, photo="photo"),
    ActForm("acknowledge"),
    ActForm("resume"),
    ActForm("reply", note="reply", must_note=True, photo="photo"),
    ActForm("resolve", note="result", must_note=True, photo="proof"),
    ActForm(
        "dissuade",
        note="result",
        must_note=True,
        picker="way",
        photo="photo",
        when="dissuaded_at",
        where="beside",
    ),
    ActForm("ask", note="reply", must_note=True),
    ActForm("hand_on", note="reason", must_note=True, picker="holder"),
    ActForm("extend", note="public_reason", must_note=True, picker="date"),
    ActForm("return", note="evidence", must_note=True, picker="return_reason", photo="photo"),
    ActForm("assist", note="reason", must_note=True, picker="helper"),
    ActForm(
        "whistle",
        note="reason",
        must_note=True,
        picker="called",
        when="arrive_by",
        where="meet_at",
        many=True,
    ),
    ActForm(
        "pause",
        note="pause_reason",
        must_note=True,
        picker="cause",
        when="pause_until",
        must_when=True,
    ),
    ActForm("move", note="reason", must_note=True, picker="grid"),
    ActForm("place", note="right_place", must_note=True),
    ActForm("end_mediation", note="reason", must_note=True),
    ActForm("note", note="note", must_note=True, photo="photo"),
    ActForm("reclassify", note="reason", picker="leaf"),
    ActForm("mediate", note="mediation_note", must_note=True),
    ActForm("merge", note="reason", picker="other"),
    ActForm("unmerge", note="reason", must_note=True),
    ActForm("refer", note="route", must_note=True),
    ActForm("reopen", note="reason", must_note=True),
    ActForm("exclude", note="evidence", must_note=True, picker="exclusion"),
    ActForm("review", note="note", picker="decision"),
    ActForm("reveal", note="reveal_reason", must_note=True),
)
_SUMMARISE = ActForm("summarise", note="summary", must_note=True)
# A lesson is taken back beside its case, a deposit is asked for on a page of its own.
ACTS = frozenset({"unlearn", "warranty", *(form.name for form in (*_FORMS, _SUMMARISE))})
# Acts of who was called, and for which state of his call each waits.
_AWAITED: Mapping[str, Callable[[Assist], bool]] = {
    "take_part": lambda each: each.awaits_acceptance,
    "arrive": lambda each: each.awaits_arrival,
    "helped": lambda each: each.done_at is None,
}
# Pickers of fixed codes, and the sentence that names each.
_CODES: Mapping[str, tuple[Iterable[str], str]] = {
    "return_reason": (REASONS, "passing.return_{}"),
    "cause": (tuple(Cause), "pausing.{}"),
    "way": (tuple(Way), "dissuading.{}"),
    "exclusion": (EXCLUSIONS, "excluding.{}"),
    "decision": (DECISIONS, "excluding.{}"),
}
# What somebody who opens such a case most likely came for.
_FIRST = {
    State.NEW: "accept",
    State.ASSIGNED: "accept",
    State.ACCEPTED: "reply",
    State.WAITING: "resume",
    State.PAUSED: "resume",
    State.IN_MEDIATION: "note",
}


def offered(view: CaseView, rules: Rulebook, words: Words) -> tuple[ActForm, ...]:
    """Return the forms that this reader may use on the case as it stands."""
    may = acts_for(view.state, view.parts - RESIDENTS)
    forms = [form for form in _FORMS if Act(form.name) in may and _is_fit(form, view, rules)]
    if Part.SUPERVISOR in view.parts and Act.NOTE in may:
        forms.append(_SUMMARISE)
    wants_photo = rules.categories.leaf(view.leaf).proof == "photo"
    forms.sort(key=lambda form: form.name != _FIRST.get(view.state))
    return tuple(
        replace(
            form,
            options=_options(form, view, rules, words),
            is_first=form.name == _FIRST.get(view.state),
            photo="must_proof" if form.name == "resolve" and wants_photo else form.photo,
        )
        for form in forms
    )


def _is_fit(form: ActForm, view: CaseView, rules: Rulebook) -> bool:
    if form.name == "dissuade":
        return rules.categories.leaf(view.leaf).dissuade
    if form.name == "review":
        return view.exclusion is not None and view.exclusion.awaits_review
    if form.name == "reveal":
        return view.tier is Tier.STAFF and view.identity is not Identity.ANONYMOUS
    return _is_awaited(form, view)


def _is_awaited(form: ActForm, view: CaseView) -> bool:
    if form.name == "mediate":
        return view.mediable
    waits = _AWAITED.get(form.name)
    return waits is None or any(waits(each) for each in view.assists)


def _options(form: ActForm, view: CaseView, rules: Rulebook, words: Words) -> tuple[Group, ...]:
    if form.picker == "leaf":
        return tuple(leaf_groups(rules.categories))
    if form.picker in ("holder", "helper"):
        return (_queues(view.place, rules, words), *_people(view.community_id, rules, words))
    if form.picker == "called":
        return (("queues", queue_options(view.place, rules, words)),)
    if form.picker == "grid":
        return (("grids", tuple(_grids(view, rules))),)
    chosen = _CODES.get(form.picker)
    return ((form.picker, tuple(_named(*chosen, words))),) if chosen else ()


def _grids(view: CaseView, rules: Rulebook) -> Iterator[Option]:
    for grid in rules.directory.grids:
        is_here = grid.community_id == view.community_id and grid.code != view.grid
        if is_here and grid.until >= shanghai_day(view.opened_at):
            yield grid.code, grid.name


def _named(codes: Iterable[str], key: str, words: Words) -> Iterator[Option]:
    for code in codes:
        yield code, words(Text(key.format(code)))


def leaf_groups(categories: Categories) -> Iterator[Group]:
    """Yield every leaf under the name of its top, in the order of the category file."""
    for top, name in categories.tops.items():
        leaves = (leaf for leaf in categories.leaves.values() if leaf.top == top)
        yield name, tuple((leaf.code, f"{leaf.code} {leaf.name}") for leaf in leaves)


def queue_options(place: Place, rules: Rulebook, words: Words) -> tuple[Option, ...]:
    """Return every queue by its name: the kinds of bodies, then the departments."""
    kinds = ((kind, words(queue_text(kind, place, rules))) for kind in _KINDS_OF_QUEUE)
    departments = ((item.code, item.name) for item in rules.directory.departments)
    return (*kinds, *departments)


def _queues(place: Place, rules: Rulebook, words: Words) -> Group:
    options = queue_options(place, rules, words)
    return "queues", tuple((f"q:{code}", name) for code, name in options)


def _people(community_id: str, rules: Rulebook, words: Words) -> Iterable[Group]:
    people = _staff_of(community_id, rules.directory)
    options = tuple(
        (f"p:{item.person_id}", words(name_text(item.person_id, rules))) for item in people
    )
    return (("people", options),) if options else ()


def _staff_of(community_id: str, directory: Directory) -> Iterator[Person]:
    for person in directory.staff:
        serves = any(post.role not in _RESIDENTS for post in person.posts)
        if serves and person.community_id in (community_id, directory.street_id):
            yield person
