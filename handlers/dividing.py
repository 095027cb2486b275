"""One matter in two parts (一案拆两部分): the authority punishes, mediation settles the damage."""

from dataclasses import replace

from domain.cases import Case, CaseChanged, perform
from domain.letters import Notice, name_text
from domain.opening import Draft, matter_of, open_case
from domain.reading import Candidate, Reading
from domain.refusals import Refused
from domain.states import Act, Part
from domain.turns import Step, Value
from handlers import filing
from handlers.acts import residents_told
from handlers.talk import Talk

_DIVIDED = "divided:"
_STAYS = frozenset({"confidential", "anonymous", "sensitive"})


def divided(talk: Talk, case: Case, leaf: str) -> Step:
    """Open a case for the compensation under ``leaf``; the first one stays with who punishes.

    Both run on clocks of their own, and only the reporter hears of the second.

    Raises:
        Refused: ``passing.divided_before`` with the number of the other part.
    """
    for tag in case.tags:
        if tag.startswith(_DIVIDED):
            raise Refused("passing.divided_before", number=tag.removeprefix(_DIVIDED))
    opened = _opened(talk, case, leaf)
    parted = opened.case
    deed = talk.deed(
        Act.NOTE, case, internal=f"赔偿部分另立{parted.number}。{talk.turn.text.strip()}"
    )
    marked = case.tags | {f"{_DIVIDED}{parted.number}"}
    done = perform(case, deed, lambda old: replace(old, tags=marked))
    punishes = name_text(case.holder, talk.rules)
    values: dict[str, Value] = {
        "number": case.number,
        "holder": punishes,
        "parted": parted.number,
        "mediates": name_text(parted.holder, talk.rules),
    }
    told = Notice("passing.divided", {"first": case.number, "punishes": punishes})
    letters = (*residents_told(talk, parted, told), *filing.told_staff(talk, parted))
    says = talk.letter("passing.you_divided", values)
    return Step((says, *letters), (done, opened), talk.resting())


def _opened(talk: Talk, case: Case, leaf: str) -> CaseChanged:
    """Return the part about money: the same words, place and reporter, as safe as before."""
    prefix = talk.rules.directory.community(case.community_id).prefix
    reading = Reading(
        text=case.text,
        candidates=(Candidate(leaf, 100),),
        certain=True,
        place=case.place,
        tags=case.tags & _STAYS,
        about=matter_of(case, talk.rules.categories).about,
    )
    reporter = next(party for party in case.parties if party.part is Part.REPORTER)
    draft = Draft(
        community_id=case.community_id,
        number=f"{prefix}{talk.desk.free_number:06d}",
        text=case.text,
        leaf=leaf,
        place=case.place,
        party=reporter,
        reading=reading,
    )
    return open_case(draft, talk.rules, talk.desk.at)
