"""Taking a merged case out again (拆并单): it was another matter after all."""

from dataclasses import replace

from domain.cases import Case, perform
from domain.ladder import people_at
from domain.letters import Notice, to_staff
from domain.merging import parted
from domain.opening import matter_of, placed
from domain.presses import Press
from domain.routing import route
from domain.states import Act, Part
from domain.turns import Letter, Step
from handlers import filing
from handlers.acts import answered, pressed_case, residents_told, wanted_words
from handlers.talk import Talk


def unmerge(talk: Talk, press: Press) -> Step:
    """Make the merged case one of its own again, with the clocks that it always had.

    Its people leave the case that it had gone into; nobody there learns who they were.

    Raises:
        Refused: ``staff.words_needed``, ``cases.unknown``, or as every act of staff.
    """
    case = pressed_case(talk, press, Act.UNMERGE)
    reason = wanted_words(talk, press)
    into = talk.desk.case(case.merged_into)
    way = route(matter_of(case, talk.rules.categories), talk.rules, talk.day)
    # Where nobody serves by now, it goes back to who held it last: never to nobody.
    held = placed(case, way) if way.holder else case
    fresh = replace(held, merged_into="", closed_at=None, accepted_at=None)
    done = perform(case, talk.deed(Act.UNMERGE, case, internal=reason), lambda _: fresh)
    leaving = replace(
        talk.deed(Act.LEAVE, into), parts=frozenset({Part.SUPERVISOR}), reason=case.number
    )
    left = perform(into, leaving, lambda old: parted(old, case))
    letters = (
        *residents_told(talk, done.case, Notice("merging.on_its_own")),
        *filing.told_staff(talk, done.case),
        *_holder_told(talk, case, left.case),
    )
    return answered(talk, "merging.you_unmerged", done, letters, (left,))


def _holder_told(talk: Talk, case: Case, into: Case) -> tuple[Letter, ...]:
    notice = Notice("merging.shrank", {"merged": case.number, "homes": into.households})
    people = people_at(into, 0, talk.rules, talk.day)
    return to_staff(people, into, notice, talk.rules, talk.desk.at)
