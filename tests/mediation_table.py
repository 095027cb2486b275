"""A world in memory in which a mediation is lived through: conversations, and the clock's job."""

from dataclasses import dataclass, field, replace
from typing import Any, get_args

from domain.mediation_roles import roles_in
from domain.mediation_states import Stage
from domain.mediations import Mediation, MediationChanged, MediationEvent
from domain.people import Address
from domain.places import Place, PlaceSource
from domain.proceedings import LettersRecalled, Proceedings, ProceedingsChange, seen_by
from domain.turns import Desk, MatterChange, Step, Turn
from jobs.mediation import look_after
from jobs.rounds import JobRound
from storage.scope import may_see_mediation
from tests.handlers.tabletop import World
from tests.mediation_hall import Hall, roster

NUMBER = "DQ000001"
SECRETARY = "wang-secretary-dq1"
MEDIATOR = "ye-mediator-dq"
OTHER_MEDIATOR = "jin-mediator-dq2"
ABOVE = Place("tiancheng", "3", "2", "6", "602", source=PlaceSource.CONFIRMED)


@dataclass
class Mediated(World):
    """The case of a leak between 502 and 602, in hand at the secretary's."""

    mediations: dict[str, Mediation] = field(default_factory=dict)
    events: list[MediationEvent] = field(default_factory=list)
    hall: Hall = field(default_factory=Hall)

    def desk(self, name: str, community: str) -> Desk:
        """Lay the desk of somebody, with the mediations in which he is something."""
        desk = super().desk(name, community)
        found = tuple(
            each
            for each in self.mediations.values()
            if may_see_mediation(each, desk.person, desk.cases, self.rules, self.at.date())
        )
        seen = {each.number: self._seen(each, desk) for each in found if each.is_open}
        return replace(desk, mediations=found, proceedings=seen)

    def _seen(self, mediation: Mediation, desk: Desk) -> Proceedings:
        case = next((each for each in desk.cases if each.number == mediation.number), None)
        roles = roles_in(mediation, desk.person, case, self.rules, self.at.date())
        person = desk.person.person_id
        return seen_by(self.hall.known(person), roles, person)

    def move(self, name: str, turn: Turn, change: MatterChange) -> None:
        """Keep a case, a mediation or an issue as it moved."""
        super().move(name, turn, change)
        if isinstance(change, MediationChanged):
            self.mediations[change.mediation.number] = change.mediation
            self.events.append(change.event)
        elif isinstance(change, LettersRecalled):
            self.hall.recall(change, self.letters)
        elif isinstance(change, get_args(ProceedingsChange)):
            self.hall.keep(change)

    def strike(self) -> Step:
        """Strike the job now and keep what it changes."""
        work = JobRound(
            "dongqiao",
            tuple(self.cases.values()),
            self.rules,
            self.at,
            mediations=tuple(self.mediations.values()),
            neighbours=tuple(self.people.values()),
            proceedings={NUMBER: self.hall.known()},
            rounds=self.hall.rounds(),
            roster=roster(self.rules, self.at.date()),
            advisers=tuple(each for each in self.people.values() if each.advises),
        )
        step = look_after(work)
        self.apply("clock", Turn("clock", "dongqiao", Address("test", "clock"), self.at), step)
        return step

    def both(self, label: str = "同意") -> Step:
        """Let both sides press the same button, and the clock look."""
        for side in ("wang", "li"):
            self.press(side, label)
        return self.strike()

    def on(self, who: str, act: str, words: str = "") -> list[str]:
        """Let somebody do an act of the mediation, with words."""
        return self.say(who, words, press=f"mediation:{NUMBER}:-1:{act}")

    def mediation(self) -> Mediation:
        """Return the mediation as it stands."""
        return self.mediations[NUMBER]

    def stage(self) -> Stage:
        """Return its stage."""
        return self.mediation().stage

    def wait(self, **span: float) -> Step:
        """Let time pass and strike once."""
        self.pass_time(**span)
        return self.strike()


def press(world: Mediated, who: str, act: str) -> str:
    """Let somebody do an act of the mediation; return what he hears at once, as one text."""
    return "\n".join(world.on(who, act))


def leaking(
    *, other: bool = True, words: str = "天成花园3幢2单元602室，想谈赔偿", **known: Any
) -> Mediated:
    """Return the world after the secretary offered mediation of a leak to 502."""
    world = Mediated()
    world.resident("wang", home=Place("tiancheng", "3", "2", "5", "502"))
    if other:
        world.resident("li", **{"home": ABOVE, **known})
    world.say("wang", "天成花园3幢2单元502室，楼上漏水，吊顶塌了一块")
    world.act(SECRETARY, "accept", NUMBER)
    world.act(SECRETARY, "mediate", NUMBER, words)
    return world


def against(company: str) -> Mediated:
    """Return the world after the applicant agreed to mediate with a company."""
    world = Mediated()
    world.resident("wang", home=Place("tiancheng", "3", "2", "5", "502"))
    world.say("wang", "天成花园3幢2单元502室，外墙渗水到屋里")
    world.act(SECRETARY, "accept", NUMBER)
    world.act(SECRETARY, "mediate", NUMBER, f"请{company}来谈维修")
    world.press("wang", "同意调解")
    world.press("wang", "不写")
    world.strike()
    return world


def invited(**more: Any) -> Mediated:
    """Return the world after the applicant agreed and the other side was asked."""
    world = leaking(**more)
    world.press("wang", "同意调解")
    world.say("wang", "修好水管就行")
    world.strike()
    return world


def accepted() -> Mediated:
    """Return the world after both agreed."""
    world = invited()
    world.press("li", "同意调解")
    return world


PARTIES = "甲方 王秀英\n乙方 李明"
FACTS = "602室水管接头漏水，泡坏502室吊顶；602室承担修理和赔偿"
PAYS = "乙方 12月4日前 转账赔甲方2600元"
REPAIRS = "乙方 11月30日前 换好水管接头"


def choosing() -> Mediated:
    """Return the world after both read their rights and got the list of mediators."""
    world = accepted()
    world.both("我已了解")
    return world


def led() -> Mediated:
    """Return the world after both chose the same mediator."""
    world = choosing()
    for side in ("wang", "li"):
        world.press(side, "选叶**（人民调解员）")
        world.press(side, "就这些")
    world.strike()
    return world


def talking() -> Mediated:
    """Return the world in which the mediator passes words between both sides."""
    world = led()
    world.on(MEDIATOR, "shuttle")
    return world


def together() -> Mediated:
    """Return the world in which both agreed to talk in one room."""
    world = talking()
    world.on(MEDIATOR, "meet")
    world.both()
    return world


def written(*terms: str, oral: bool = False) -> Mediated:
    """Return the world after the mediator wrote the agreement and looked it over."""
    world = led()
    world.on(MEDIATOR, "draft/oral" if oral else "draft")
    for words in (PARTIES, FACTS, *(terms or (REPAIRS, PAYS))):
        world.say(MEDIATOR, words)
    return world


def given(*terms: str, oral: bool = False) -> Mediated:
    """Return the world after both sides got the final words."""
    world = written(*terms, oral=oral)
    world.press(MEDIATOR, "发给双方看")
    return world


def signed_by_both(*terms: str) -> Mediated:
    """Return the world after both read for two hours and signed."""
    world = given(*terms)
    for name in ("wang", "li"):
        world.press(name, "我看完全文了")
    world.pass_time(hours=2)
    for name in ("wang", "li"):
        world.press(name, "我同意，签字")
    return world


def in_force(*terms: str) -> Mediated:
    """Return the world after the committee put its seal under the agreement."""
    world = signed_by_both(*terms)
    world.press(OTHER_MEDIATOR, "核对无误，盖章")
    return world


def without_account(*terms: str) -> Mediated:
    """Return the world after an agreement was read to a side that answers at its door."""
    world = invited(other=False)
    for days in (0, 2, 2, 1):
        world.wait(days=days)
    captain = world.mediation().captain
    world.press(captain, "愿意谈")
    world.say(captain, "赵阿姨")
    world.press(SECRETARY, "本人愿意")
    world.press("wang", "我已了解")
    world.press(SECRETARY, "已念给对方听")
    world.strike()
    world.press("wang", "选叶**（人民调解员）")
    world.press("wang", "就这些")
    world.press(SECRETARY, "同意")
    world.strike()
    world.on(MEDIATOR, "draft")
    for words in (PARTIES, FACTS, *(terms or ("乙方 12月8日前 换好水管接头",))):
        world.say(MEDIATOR, words)
    world.press(MEDIATOR, "发给双方看")
    world.press(captain, "已念给对方听")
    world.press("wang", "我看完全文了")
    world.pass_time(hours=2)
    return world
