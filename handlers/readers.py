"""Who may see what (谁能看到): told before anything is sent; of one case by its very readers."""

from collections.abc import Iterator

from domain.cases import Case
from domain.letters import name_text
from domain.presses import Press, press_on
from domain.privacy import Tier, tier_of
from domain.turns import Step, Text, Value
from handlers import belongings
from handlers.talk import Talk, choice

# In the order in which it is read: who sees most stands first.
_TIERS = (Tier.STAFF, Tier.DEPARTMENT, Tier.CAPTAIN, Tier.OUTSIDE)
_MOST_OFFERED = 4


def asked(talk: Talk) -> Step:
    """Tell who sees what of anything told here; the speaker's open cases can be asked about."""
    mine = belongings.own_open(talk)[:_MOST_OFFERED]
    buttons = tuple(
        choice("readers.of_case", press_on(case, "readers"), {"number": case.number})
        for case in mine
    )
    return Step((talk.letter("readers.all", {}, buttons),), dialogue=talk.resting())


def of_case(talk: Talk, press: Press) -> Step:
    """Tell who may see the speaker's own case today, by post, and how much of it."""
    case = belongings.own(talk, press.number)
    values: dict[str, Value] = {"number": case.number, "lines": tuple(_lines(talk, case))}
    return talk.say("readers.these", values)


def _lines(talk: Talk, case: Case) -> Iterator[Text]:
    found: dict[Tier, list[str]] = {tier: [] for tier in _TIERS}
    for person in talk.rules.directory.staff:
        tier = tier_of(case, person, talk.rules, talk.day)
        # Staff may report as residents, too: that they did is nobody's to read.
        if tier in found and not case.party(person.person_id):
            found[tier].append(person.person_id)
    for tier, people in found.items():
        if people:
            first = name_text(people[0], talk.rules)
            key = f"readers.{tier}" if len(people) == 1 else f"readers.{tier}_more"
            yield Text(key, {"who": first, "count": len(people)})
