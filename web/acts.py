"""The forms of the acts that a page may offer: which fields each needs, what they may hold."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from domain.categories import Categories
from domain.directory import Directory
from domain.letters import name_text, queue_text
from domain.people import Person, Role
from domain.places import Place
from domain.privacy import CaseView
from domain.rules import Rulebook
from domain.states import Act, Part, State, acts_for
from domain.turns import Value

Option = tuple[str, str]
Group = tuple[str, tuple[Option, ...]]
Words = Callable[[Value], str]

_KINDS_OF_QUEUE = ("property", "committee", "grid", "community", "street")
_RESIDENTS = frozenset({Role.RESIDENT, Role.REPRESENTATIVE})


@dataclass(frozen=True, slots=True)
class ActForm:
    """One act as a form: ``note``, ``picker`` and ``photo`` label its fields, "" for none."""

    name: str
    note: str = ""
    must_note: bool = False
    picker: str = ""
    photo: str = ""
    options: tuple[Group, ...] = ()
    is_first: bool = False


# In the order in which a page shows them; what comes first is most often wanted.
_FORMS = (
    ActForm("accept", note="first_words"),
    ActForm("acknowledge"),
    ActForm("resume"),
    ActForm("reply", note="reply", must_note=True, photo="photo"),
    ActForm("resolve", note="result", must_note=True, photo="proof"),
    ActForm("ask", note="reply", must_note=True),
    ActForm("hand_on", note="reason", must_note=True, picker="holder"),
    ActForm("extend", note="public_reason", must_note=True, picker="date"),
    ActForm("return", note="reason", must_note=True),
    ActForm("end_mediation", note="reason", must_note=True),
    ActForm("note", note="note", must_note=True, photo="photo"),
    ActForm("reclassify", note="reason", picker="leaf"),
    ActForm("mediate", note="reason", must_note=True),
    ActForm("merge", note="reason", picker="other"),
    ActForm("refer", note="route", must_note=True),
    ActForm("reopen", note="reason", must_note=True),
)
_SUMMARISE = ActForm("summarise", note="summary", must_note=True)
ACTS = frozenset(form.name for form in (*_FORMS, _SUMMARISE))
# What somebody who opens such a case most likely came for.
_FIRST = {
    State.NEW: "accept",
    State.ASSIGNED: "accept",
    State.ACCEPTED: "reply",
    State.WAITING: "resume",
    State.IN_MEDIATION: "end_mediation",
}


def offered(view: CaseView, rules: Rulebook, words: Words) -> tuple[ActForm, ...]:
    """Return the forms that this reader may use on the case as it stands."""
    may = acts_for(view.state, view.parts)
    forms = [form for form in _FORMS if Act(form.name) in may]
    if Part.SUPERVISOR in view.parts and Act.NOTE in may:
        forms.append(_SUMMARISE)
    forms.sort(key=lambda form: form.name != _FIRST.get(view.state))
    return tuple(
        replace(
            form,
            options=_options(form, view, rules, words),
            is_first=form.name == _FIRST.get(view.state),
        )
        for form in forms
    )


def _options(form: ActForm, view: CaseView, rules: Rulebook, words: Words) -> tuple[Group, ...]:
    if form.picker == "leaf":
        return tuple(leaf_groups(rules.categories))
    if form.picker == "holder":
        return (_queues(view.place, rules, words), *_people(view.community_id, rules, words))
    return ()


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
