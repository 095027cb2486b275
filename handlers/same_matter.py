"""Same matter (同一件事): one question to the neighbour who tells what is told already."""

from dataclasses import replace

from domain.alike import OFFERED, Alike, is_joinable, is_private
from domain.cases import Case, perform
from domain.ladder import people_of
from domain.letters import Notice, case_values, matter_name, place_text, to_staff
from domain.merging import grown
from domain.people import Role
from domain.presses import Press, check_version, press_on
from domain.privacy import view_case
from domain.states import Act, Part
from domain.turns import Step
from handlers import belongings
from handlers.merging import check_impartial, sooner_told, staff_told
from handlers.talk import Talk, choice


def question(talk: Talk, case: Case) -> Step | None:
    """Return the question whether the new case is the same matter as one that is open, if any.

    It names the matter, the place and how many homes told of it: no words, number or person.
    """
    near = _offered(talk, case)
    if near is None:
        return None
    buttons = (
        choice("merging.same_yes", press_on(case, "same", "yes")),
        choice("merging.same_no", press_on(case, "same", "no")),
    )
    values = {
        "number": case.number,
        "matter": matter_name(near.leaf, talk.rules),
        "place": place_text(near.place, talk.rules),
        "homes": near.households,
    }
    letter = talk.letter("merging.same_question", values, buttons)
    return talk.ask("", letter, {"number": case.number, "same": near.number})


def secretary_told(talk: Talk, case: Case) -> Step:
    """Return the letter that shows the secretary what the new case is like, with one tap to merge.

    Nobody is told while the resident himself is asked.
    """
    near = next(iter(talk.desk.alike), None)
    if near is None or _offered(talk, case) or not (case.grid and near.grid == case.grid):
        return Step()
    merge = choice("merging.merge_into", press_on(case, "merge", near.number), _named(near))
    notice = Notice("merging.looks_alike", {**_named(near), "likeness": near.likeness}, (merge,))
    people = people_of(case, Role.SECRETARY, talk.rules, talk.day)
    return Step(to_staff(people, case, notice, talk.rules, talk.desk.at))


def _named(near: Alike) -> dict[str, str]:
    return {"other": near.number}


def _offered(talk: Talk, case: Case) -> Alike | None:
    if is_private(case, talk.rules) or not is_joinable(case):
        return None
    close = (near for near in talk.desk.alike if near.is_offered and near.leaf == case.leaf)
    return next((near for near in close if near.likeness >= OFFERED), None)


def chosen(talk: Talk, press: Press) -> Step:
    """Join the reporter's case to the one he was asked about, or keep it by itself.

    Raises:
        Refused: ``merging.accused``, ``cases.unknown``, ``cases.moved_on``, or as ``perform``.
    """
    case = belongings.own(talk, press.number)
    into = talk.desk.joinable
    if press.argument != "yes":
        return talk.say("merging.kept_apart", {"number": case.number})
    if into is None or case.number != press.number:
        return talk.say("merging.same_gone", {"number": case.number})
    check_version(press, case)
    check_impartial(talk, into, case)
    return _joined(talk, case, into)


def _joined(talk: Talk, case: Case, into: Case) -> Step:
    at = talk.desk.at
    merged = perform(
        case,
        replace(talk.deed(Act.JOIN, case), reason=into.number),
        lambda old: replace(old, merged_into=into.number, closed_at=at, nudge=None),
    )
    follows = replace(talk.deed(Act.FOLLOW, into), parts=frozenset({Part.FOLLOWER}))
    done = perform(into, replace(follows, reason=case.number), lambda old: grown(old, case))
    view = view_case(done.case, talk.desk.person, talk.rules, talk.day)
    values = case_values(view, talk.rules) if view else {}
    says = talk.letter("merging.into", {**values, "merged": case.number})
    letters = (*staff_told(talk, case, done.case), *sooner_told(talk, into, done.case))
    return Step((says, *letters), (merged, done), talk.at_stage(""))
