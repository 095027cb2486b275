"""Danger first: whom to call, people alarmed at once, then one tap whether it is happening now."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from domain.cases import Case, perform
from domain.ladder import people_at, people_of
from domain.letters import Notice, matter_name, place_text, to_staff
from domain.parts import is_accused, parts_of
from domain.people import Person, Role, ScopeKind
from domain.presses import Press, press_on
from domain.reading import Candidate, Emergency
from domain.states import OPEN, Act, acts_for
from domain.turns import Choice, Dialogue, Letter, Step, Text
from handlers import belongings, comments, filing, missing, waiting
from handlers.talk import Talk, choice

# A second cry about the same danger within this time is the same matter.
_SAME_DANGER = timedelta(hours=2)

# Dangers whose words stay with few: the people who serve, nobody who lives next door.
# An unclear danger may be one of them.
_SENSITIVE = frozenset({"violence_home", "child_harm", "self_harm", "violence", "unclear"})

# What the committee itself must report to the police if a child is in it
# (docs/sources.md#mediation).
_REPORTED = frozenset({"violence_home", "child_harm"})

# Who is woken beside the holder; a sensitive danger leaves out all but the first three.
_WOKEN: tuple[tuple[Role, ScopeKind], ...] = (
    (Role.SECRETARY, ScopeKind.GRID),
    (Role.DISPATCHER, ScopeKind.COMMUNITY),
    (Role.GRID_HEAD, ScopeKind.GRID),
    (Role.GRID_WORKER, ScopeKind.GRID),
    (Role.CAPTAIN, ScopeKind.MICROGRID),
)
_FEW = 3

_LIFT = "trapped"

# Departments that a danger calls beside its own queue.
_CALLED: Mapping[str, tuple[str, ...]] = {
    "violence_home": ("women_federation",),
    "child_harm": ("civil_affairs",),
    "gas": ("gas_company",),
    "missing_elder": ("police",),
    "disaster": ("emergency_bureau",),
}


def alarmed(talk: Talk) -> Step:
    """Tell whom to call, file the danger, wake everybody who can help, ask if it is happening."""
    danger = talk.reading.emergency
    if danger is None:
        return comments.or_new(talk)
    same = _same(talk, danger)
    return _again(talk, same, danger) if same else _filed(talk, danger)


def _same(talk: Talk, danger: Emergency) -> Case | None:
    since = talk.desk.at - _SAME_DANGER
    mine = (case for case in belongings.own_open(talk) if case.opened_at >= since)
    return next((case for case in mine if case.leaf == danger.leaf), None)


def _filed(talk: Talk, danger: Emergency) -> Step:
    reading = talk.reading._replace(
        candidates=(Candidate(danger.leaf, 100),), certain=True, matters=()
    )
    talk = replace(talk, reading=reading)
    opened = filing.opened_from(talk, talk.turn.text, reading, talk.desk.free_number)
    case = opened.case
    first = _advice(talk, case, danger)
    question = missing.place_question(talk, case) or Step(
        says=(_now_question(talk, case),), dialogue=_stays(talk, case)
    )
    kept = waiting.attachments_to(talk, case.number)
    step = Step((first, *_woken(talk, case, danger)), (opened, *kept))
    return step.joined(question)


def _stays(talk: Talk, case: Case) -> Dialogue:
    return talk.at_stage("danger", {"number": case.number})


def told(talk: Talk) -> Step:
    """Take what is said next by whoever cried for help as said of the danger, not as a new matter.

    Unless it names another building, or comes hours later.
    """
    if talk.turn.reply_to or talk.reading.case_numbers:
        return comments.on_named(talk)
    number = talk.desk.dialogue.notes.get("number", "")
    if talk.reading.intent == "yes":
        return still_now(talk, Press("now", number))
    case = belongings.own(talk, number)
    building = talk.reading.place.building
    elsewhere = building and building != case.place.building
    late = talk.desk.at - case.opened_at > _SAME_DANGER
    if elsewhere or late or case.state not in OPEN:
        return comments.or_new(talk)
    step = comments.added_or_fresh(talk, case)
    notes = {**(step.dialogue.notes if step.dialogue else {}), "number": case.number}
    return replace(step, dialogue=talk.at_stage("danger", notes))


def _again(talk: Talk, case: Case, danger: Emergency) -> Step:
    step = comments.added(talk, case)
    says = (_advice(talk, case, danger), *step.says[1:], *_woken(talk, case, danger))
    return replace(step, says=says)


def _advice(talk: Talk, case: Case, danger: Emergency) -> Letter:
    values = {
        **filing.filed_values(talk, case),
        "numbers": "、".join(danger.numbers) or "110",
        "advice": Text(f"emergency.{danger.kind}"),
    }
    return talk.letter("emergency.first", values)


def _now_question(talk: Talk, case: Case) -> Letter:
    return talk.letter("emergency.is_it_now", {"number": case.number}, _now_buttons(case))


def _now_buttons(case: Case) -> tuple[Choice, ...]:
    return (
        choice("emergency.now", press_on(case, "now")),
        choice("emergency.past", press_on(case, "past")),
    )


def _woken(talk: Talk, case: Case, danger: Emergency) -> tuple[Letter, ...]:
    sensitive = danger.kind in _SENSITIVE
    people = list(people_at(case, 0, talk.rules, talk.day))
    for role, scope in _WOKEN[:_FEW] if sensitive else _WOKEN:
        people += _serving(talk, case, role, scope)
    speaker = talk.desk.person.person_id
    once = {person.person_id: person for person in people if person.person_id != speaker}
    accept = (choice("staff.accept", press_on(case, "do", "accept")),)
    key = "emergency.sensitive_alarm" if sensitive else "emergency.alarm"
    report = Text("emergency.must_report") if danger.kind in _REPORTED else ""
    notice = Notice(key, {"report": report}, urgent=True)
    woken: tuple[Letter, ...] = ()
    for person in once.values():
        fit = replace(notice, choices=accept) if _may_accept(talk, case, person) else notice
        woken += to_staff((person,), case, fit, talk.rules, talk.desk.at)
    told = {letter.to for letter in woken}
    called = _called_in(talk, case, danger)
    return woken + tuple(letter for letter in called if letter.to not in told)


def _may_accept(talk: Talk, case: Case, person: Person) -> bool:
    parts = parts_of(case, person, talk.rules, talk.day)
    return Act.ACCEPT in acts_for(case.state, parts)


def _called_in(talk: Talk, case: Case, danger: Emergency) -> tuple[Letter, ...]:
    """Departments beside the queue get what is needed to come, and none of the words."""
    values = {
        "number": case.number,
        "matter": matter_name(case.leaf, talk.rules),
        "place": place_text(case.place.without_home(), talk.rules),
    }
    directory = talk.rules.directory
    people = [
        person
        for code in _CALLED.get(danger.kind, ())
        for person in directory.serving(Role.OFFICER, ScopeKind.DEPARTMENT, code, talk.day)
    ]
    if danger.kind not in _SENSITIVE:
        people += _property_of(talk, case)
    area = directory.area_of(case.place)
    if area and danger.kind == _LIFT:
        # 维保: who repairs the lift opens it sooner than anybody else.
        people += directory.serving(Role.PROPERTY, ScopeKind.BODY, area.maintenance, talk.day)
    return tuple(
        Letter(person.person_id, "emergency.called_in", values, urgent=True)
        for person in people
        if not is_accused(case, person, talk.day)
    )


def _serving(talk: Talk, case: Case, role: Role, scope: ScopeKind) -> tuple[Person, ...]:
    codes = {ScopeKind.GRID: case.grid, ScopeKind.MICROGRID: case.microgrid}
    code = codes.get(scope, case.community_id)
    return talk.rules.directory.serving(role, scope, code, talk.day)


def _property_of(talk: Talk, case: Case) -> tuple[Person, ...]:
    area = talk.rules.directory.area_of(case.place)
    if area is None:
        return ()
    return talk.rules.directory.serving(Role.PROPERTY, ScopeKind.BODY, area.company, talk.day)


def still_now(talk: Talk, press: Press) -> Step:
    """Take "正在发生": everybody who was woken hears it once more."""
    case = belongings.own(talk, press.number)
    return _told(talk, case, "emergency.told_now", "emergency.confirmed_now")


def is_past(talk: Talk, press: Press) -> Step:
    """Take "已经过去": staff are told, the case stays and a human decides how pressing it is."""
    case = belongings.own(talk, press.number)
    return _told(talk, case, "emergency.told_past", "emergency.confirmed_past")


def _told(talk: Talk, case: Case, own_key: str, staff_key: str) -> Step:
    if case.state not in OPEN:
        return talk.say("cases.is_over", {"number": case.number})
    done = perform(case, replace(talk.deed(Act.COMMENT, case), reason=staff_key))
    notice = Notice(staff_key, urgent=True)
    secretaries = people_of(case, Role.SECRETARY, talk.rules, talk.day)
    people = (*people_at(case, 0, talk.rules, talk.day), *secretaries)
    once = {person.person_id: person for person in people}
    letters = to_staff(once.values(), done.case, notice, talk.rules, talk.desk.at)
    says = talk.letter(own_key, filing.filed_values(talk, done.case))
    return Step((says, *letters), (done,), talk.resting())
