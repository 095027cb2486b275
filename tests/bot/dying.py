"""Where a process dies, and a messenger that keeps count of what came over the wire."""

from collections import Counter
from dataclasses import dataclass, field

from bot.points import Passing, Point
from domain.refusals import Unreachable
from domain.turns import Arrived, Sealed


class Died(BaseException):
    """The process ended here, as by a kill."""


@dataclass(frozen=True, slots=True)
class Death:
    """Where a process dies, at the how-manieth passing of that point."""

    point: Point
    passings: int = 1


def deadly(death: Death | None) -> Passing:
    """Return what dies there, or goes on everywhere."""
    passed: Counter[Point] = Counter()

    def passing(point: Point) -> None:
        passed[point] += 1
        if death and point is death.point and passed[point] == death.passings:
            raise Died

    return passing


@dataclass
class Wire:
    """The messenger: what came over the wire, and how it fails next."""

    channel: str = "test"
    sent: list[tuple[str, int, str]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    unknown: int = 0

    async def send(self, letter: Sealed, arrived: Arrived) -> None:
        """Take a letter, or fail as was chosen.

        Raises:
            Unreachable: too many, or nobody knows whether it came.
        """
        fault = self.faults.pop() if self.faults else ""
        if fault == "too many":
            raise Unreachable(fault, retry_after=3)
        self.sent.append((letter.address.handle, letter.letter_id, letter.text))
        if fault:
            self.unknown += 1
            raise Unreachable(fault)
        arrived()
