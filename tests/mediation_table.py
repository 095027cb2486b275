"""A world in memory in which a mediation is lived through: conversations, and the clock's job."""

from dataclasses import dataclass, field, replace
from typing import Any

from domain.cases import CaseChanged
from domain.mediation_states import Stage
from domain.mediations import Mediation, MediationChanged, MediationEvent
from domain.people import Address
from domain.places import Place, PlaceSource
from domain.turns import Desk, Step, Turn
from jobs.mediation import look_after
from jobs.rounds import JobRound
from storage.scope import may_see_mediation
from tests.handlers.tabletop import World

NUMBER = "DQ000001"
SECRETARY = "wang-secretary-dq1"
MEDIATOR = "ye-mediator-dq"
OTHER_MEDIATOR = "jin-mediator-dq2"
ABOVE = Place("tiancheng", "3", "2", "6", "602", source=PlaceSource.CODE)


@dataclass
class Mediated(World):
    """The case of a leak between 502 and 602, in hand at the secretary's."""

    mediations: dict[str, Mediation] = field(default_factory=dict)
    events: list[MediationEvent] = field(default_factory=list)

    def desk(self, name: str, community: str) -> Desk:
        """Lay the desk of somebody, with the mediations in which he is something."""
        desk = super().desk(name, community)
        found = tuple(
            each
            for each in self.mediations.values()
            if may_see_mediation(each, desk.person, desk.cases, self.rules, self.at.date())
        )
        return replace(desk, mediations=found)

    def move(self, name: str, turn: Turn, change: CaseChanged | MediationChanged) -> None:
        """Keep a case or a mediation as it moved."""
        super().move(name, turn, change)
        if isinstance(change, MediationChanged):
            self.mediations[change.mediation.number] = change.mediation
            self.events.append(change.event)

    def strike(self) -> Step:
        """Strike the job now and keep what it changes."""
        work = JobRound(
            "dongqiao",
            tuple(self.cases.values()),
            self.rules,
            self.at,
            mediations=tuple(self.mediations.values()),
            neighbours=tuple(self.people.values()),
        )
        step = look_after(work)
        self.apply("clock", Turn("clock", "dongqiao", Address("test", "clock"), self.at), step)
        return step

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


def leaking(*, other: bool = True, **known: Any) -> Mediated:
    """Return the world after the secretary offered mediation of a leak to 502."""
    world = Mediated()
    world.resident("wang", home=Place("tiancheng", "3", "2", "5", "502"))
    if other:
        world.resident("li", **{"home": ABOVE, **known})
    world.say("wang", "天成花园3幢2单元502室，楼上漏水，吊顶塌了一块")
    world.act(SECRETARY, "accept", NUMBER)
    world.act(SECRETARY, "mediate", NUMBER, "天成花园3幢2单元602室，想谈赔偿")
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


def led() -> Mediated:
    """Return the world after both read their rights and a mediator was chosen."""
    world = accepted()
    world.press("wang", "我已了解")
    world.press("li", "我已了解")
    world.press(SECRETARY, "叶**")
    return world
