"""What a simulation came to, as figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import mean, median, quantiles

from storage.figures import Kept

# More letters a week than this and a secretary stops reading them. [D]
AIM = 12


@dataclass(frozen=True, slots=True)
class Result:
    """The figures of one run; ``weekly`` are the letters of every secretary in every week.

    ``keys`` are letters a secretary and week by what they say, most frequent first.
    """

    communities: int
    days: int
    matters: int
    seed: int
    cases: int
    turns: int
    errors: int
    promises: Kept
    nudges: int
    climbs: int
    weekly: Sequence[int]
    answers: int
    keys: Mapping[str, float]
    seconds: float
    floor: float

    def plain(self) -> dict[str, object]:
        """Return the figures as JSON and sentences have them."""
        weekly = sorted(self.weekly) or [0]
        ended = self.promises.kept + self.promises.broken
        return {
            "communities": self.communities,
            "days": self.days,
            "matters": self.matters,
            "seed": self.seed,
            "cases": self.cases,
            "turns": self.turns,
            "errors": self.errors,
            "kept": self.promises.kept,
            "broken": self.promises.broken,
            "running": self.promises.running,
            "share": _share(self.promises.kept, ended),
            "nudges": round(self.nudges / max(self.cases, 1), 2),
            "climbs": round(self.climbs / max(self.cases, 1), 2),
            "mean": round(mean(weekly), 2),
            "median": median(weekly),
            "p95": quantiles([*weekly, weekly[-1]], n=20)[-1],
            "most": weekly[-1],
            "answers": round(self.answers / len(weekly), 2),
            "over": _share(sum(each > AIM for each in weekly), len(weekly)),
            "keys": {key: round(share, 2) for key, share in self.keys.items()},
            "day": round(1000 * self.seconds / self.days, 1),
            "floor": round(1000 * self.floor / self.days, 1),
            "ratio": round(self.seconds / self.floor, 1) if self.floor else 0,
        }


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}%" if whole else "-"
