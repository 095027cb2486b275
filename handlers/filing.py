"""Filing: a sentence becomes a case in somebody's hands, and its people are told."""

from dataclasses import replace

from domain.cases import Case, CaseChanged, Deed, perform
from domain.categories import UNKNOWN_LEAF
from domain.dwellings import home_key
from domain.explaining import strongest
from domain.ladder import is_pressing, people_at, people_of
from domain.letters import Notice, case_values, to_staff
from domain.opening import (
    Draft,
    also_about,
    first_party,
    matter_of,
    open_case,
    placed,
    start_clocks,
)
from domain.parts import is_accused
from domain.people import Identity, Role
from domain.presses import press_on
from domain.privacy import view_case
from domain.reading import Reading
from domain.returns import DECIDED
from domain.routing import accused, route
from domain.screening import also_stopped
from domain.states import Act, State
from domain.turns import Letter, Text, Value
from handlers.talk import Talk, choice

_WHO_READ_WORDS = frozenset({"captain", "grid_worker", "grid_head", "secretary"})


def opened_from(talk: Talk, words: str, reading: Reading, free_number: int) -> CaseChanged:
    """Return the new case of the speaker with these words under the next number."""
    person = talk.desk.person
    unnamed = Identity.ANONYMOUS if "anonymous" in reading.tags else person.identity
    community = talk.rules.directory.community(talk.turn.community_id)
    party = first_party(person.person_id, home_key(person.home), unnamed, neutral=person.neutral)
    draft = Draft(
        community_id=community.community_id,
        number=f"{community.prefix}{free_number:06d}",
        text=words,
        leaf=reading.leaf or UNKNOWN_LEAF,
        place=reading.place.completed_by(person.home),
        party=party,
        reading=reading,
    )
    return open_case(draft, talk.rules, talk.desk.at)


def filed_values(talk: Talk, case: Case) -> dict[str, Value]:
    """Return what the resident reads about the new case, its reasons included."""
    view = view_case(case, talk.desk.person, talk.rules, talk.day)
    values = case_values(view, talk.rules) if view else {}
    # Where it is tells nobody what it is, though what was learned may lean on it.
    reasons = (each for each in case.reasons if each.word not in case.place.words)
    words = tuple(each.word for each in strongest(reasons, case.leaf))
    because = Text("intake.because", {"words": "”“".join(words)})
    due = case.clocks.promised or talk.desk.at
    leaf = talk.rules.categories.leaf(case.leaf)
    numbers = "、".join(leaf.numbers)
    provisional = talk.rules.calendar.is_provisional(due.date())
    return {
        **values,
        "because": because if words else "",
        "unnamed": Text("intake.unnamed") if "confidential" in case.tags else "",
        "numbers": Text("intake.may_call", {"numbers": numbers}) if numbers else "",
        "advice": leaf.advice,
        "holiday": Text("intake.provisional") if provisional else "",
    }


def told_staff(talk: Talk, case: Case) -> tuple[Letter, ...]:
    """Return the letters to who holds the case and to the grid's secretary.

    A case that nobody holds is told to the community at once.
    """
    urgent = is_pressing(case)
    at, rules = talk.desk.at, talk.rules
    holders = people_at(case, 0, rules, talk.day)
    secretaries = people_of(case, Role.SECRETARY, rules, talk.day)
    others = [person for person in secretaries if person not in holders]
    accept = (choice("staff.accept", press_on(case, "do", "accept")),)
    letters = to_staff(
        holders, case, Notice("staff.new_case", choices=accept, urgent=urgent), rules, at
    )
    letters += to_staff(others, case, Notice("staff.told", urgent=urgent), rules, at)
    if not holders:
        alarm = Notice("staff.nobody_holds", choices=accept, urgent=urgent)
        community = people_of(case, Role.DISPATCHER, rules, talk.day)
        letters += to_staff(community, case, alarm, rules, at)
    return letters


def refiled(
    talk: Talk, case: Case, leaf_code: str, deed: Deed | None = None
) -> tuple[CaseChanged, ...]:
    """Return the case under another leaf, routed again; a promised date never moves back.

    Without a ``deed`` of staff the station itself does it.

    Raises:
        Refused: ``categories.unknown_leaf``, or as ``cases.perform`` does.
    """
    leaf = talk.rules.categories.leaf(leaf_code)
    priority = min(case.priority, leaf.priority) if case.priority == 0 else leaf.priority
    clocks = start_clocks(leaf, priority, case.opened_at, talk.rules.calendar)
    promises = [due for due in (case.clocks.promised, clocks.promised) if due]
    clocks = replace(clocks, promised=max(promises), resume=case.clocks.resume)
    filed = replace(case, leaf=leaf_code, priority=priority, clocks=clocks)
    matter = matter_of(filed, talk.rules.categories)
    about = (*case.about, *accused(matter, talk.rules, talk.day))
    filed = replace(filed, about=tuple(dict.fromkeys(about)))
    deed = deed or talk.station_deed(Act.RECLASSIFY, leaf_code)
    done = perform(case, deed, lambda _: filed)
    return (done, *rerouted(talk, done.case))


def heeding(talk: Talk, case: Case) -> Case:
    """Return the case as these words leave it: about more people, or barred from mediation."""
    return also_stopped(_accusing(talk, case), talk.reading.stops)


def _accusing(talk: Talk, case: Case) -> Case:
    """Return the case as being about the people, too, of whom the speaker complains now.

    Bodies read no words, and who is late with a repair is named in every second comment: it goes
    on with its work.
    """
    kinds = _WHO_READ_WORDS.intersection(talk.reading.about)
    return also_about(case, kinds, talk.rules, talk.day) if kinds else case


def out_of_accused_hands(talk: Talk, case: Case) -> tuple[CaseChanged, ...]:
    """Return the case in other hands if it is about who holds it by now."""
    holder = talk.rules.directory.person(case.holder)
    return rerouted(talk, case) if holder and is_accused(case, holder, talk.day) else ()


def rerouted(talk: Talk, case: Case) -> tuple[CaseChanged, ...]:
    """Return the case handed to whom its leaf and place name now.

    Nothing changes if somebody whom it is not about accepted it already, or was given it by the
    community that decided whose it is.
    """
    holder = talk.rules.directory.person(case.holder)
    is_settled = case.accepted_at or DECIDED in case.tags
    if is_settled and holder and not is_accused(case, holder, talk.day):
        return ()
    way = route(matter_of(case, talk.rules.categories), talk.rules, talk.day)
    if not way.holder:
        return ()
    act = Act.ASSIGN if case.state is State.NEW else Act.MOVE
    return (perform(case, talk.station_deed(act, way.reason), lambda old: placed(old, way)),)
