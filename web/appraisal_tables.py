"""The appraisal in words: one table for page, spreadsheet and document alike."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from domain.appraisals import Called, Fact, Figures, Share, Weighting
from domain.letters import queue_text
from domain.places import Place
from domain.rankings import Ranked
from domain.rules import Rulebook
from domain.turns import Text, Value

Words = Callable[[Value], str]
Cell = str | int

GROUPS: Mapping[str, Callable[[Fact], str]] = {
    "community": lambda fact: fact.community_id,
    "grid": lambda fact: fact.grid,
    "unit": lambda fact: fact.unit,
    "leaf": lambda fact: fact.leaf,
}
# Where a return is booked on whoever returned, not on the group of the case.
RETURNED: Mapping[str, Callable[[Fact], Iterable[str]]] = {"unit": lambda fact: fact.returned_by}
COLUMNS = (
    "name",
    "rank",
    "score",
    "opened",
    "ended",
    "response",
    "solved",
    "satisfied",
    "accept_median",
    "answer_median",
    "solve_median",
    "reopened",
    "returned",
    "relapsed",
    "silent_days",
    "joined",
    "whistled",
    "apart",
)
_HOUR, _DAY = 60, 24 * 60
_HALF = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart: its name, tenths of a percent, and the words beside it."""

    name: str
    tenths: int
    words: str


@dataclass(frozen=True, slots=True)
class Telling:
    """Puts figures into words: under which rules, with which catalogue."""

    rules: Rulebook
    words: Words

    @property
    def weights(self) -> Weighting:
        """Return what counts how much."""
        return self.rules.categories.appraisal

    def name(self, kind: str, code: str) -> str:
        """Return the name of a group."""
        directory = self.rules.directory
        match kind:
            case "community":
                return str(directory.community(code).name)
            case "grid":
                grid = directory.grid(code)
                return grid.name if grid else self.words(Text("weekly.no_grid"))
            case "whistler":
                return self._whistler(code)
            case "leaf":
                return self.rules.categories.leaf(code).name
            case _:
                body = directory.body(code)
                return body.name if body else self.words(queue_text(code, Place(), self.rules))

    def _whistler(self, code: str) -> str:
        directory = self.rules.directory
        known = {each.community_id: each.name for each in directory.communities}
        return {directory.street_id: directory.street, **known}.get(
            code, self.words(Text("appraisal.none"))
        )

    def share(self, share: Share, fewest: int) -> str:
        """Return a share with its counts; below ``fewest`` cases the counts alone."""
        counts = {"count": share.count, "of": share.of}
        if not share.of:
            return self.words(Text("appraisal.none"))
        if share.of < fewest:
            return self.words(Text("appraisal.counts", counts))
        return self.words(Text("appraisal.share", {**counts, "share": percent(share)}))

    def satisfied(self, figures: Figures, fewest: int) -> str:
        """Return the mean of the stars with how many cases were rated, and how many well."""
        counts = {"count": figures.pleased.count, "of": figures.pleased.of}
        if not figures.pleased.of:
            return self.words(Text("appraisal.none"))
        if figures.pleased.of < fewest:
            return self.words(Text("appraisal.rated_counts", counts))
        share = percent(figures.satisfied)
        return self.words(Text("appraisal.rated_share", {**counts, "share": share}))

    def span(self, minutes: Fraction | None) -> str:
        """Return a span of minutes as people say it, rounded to whole minutes."""
        if minutes is None:
            return self.words(Text("appraisal.none"))
        whole = int(minutes + _HALF)
        if whole < _HOUR:
            return self.words(Text("appraisal.minutes", {"minutes": whole}))
        if whole < _DAY:
            values = {"hours": whole // _HOUR, "minutes": whole % _HOUR}
            return self.words(Text("appraisal.hours", values))
        values = {"days": whole // _DAY, "hours": whole % _DAY // _HOUR}
        return self.words(Text("appraisal.days", values))

    def apart(self, figures: Figures) -> str:
        """Return what ended without being rateable, by why."""
        found = sorted(figures.apart.items())
        lines = (f"{self.words(Text(f'appraisal.apart.{why}'))} {count}" for why, count in found)
        return "，".join(lines) or self.words(Text("appraisal.none"))

    def row(self, name: str, group: Ranked) -> tuple[Cell, ...]:
        """Return one line of the table, in the order of ``COLUMNS``."""
        figures, fewest, none = group.figures, self.weights.fewest, Text("appraisal.none")
        return (
            name,
            group.rank or self.words(none),
            self.words(none) if group.score is None else decimal(group.score),
            figures.opened,
            figures.ended,
            self.share(figures.response, fewest),
            self.share(figures.solved, fewest),
            self.satisfied(figures, fewest),
            self.span(figures.accept_median),
            self.span(figures.answer_median),
            self.span(figures.solve_median),
            figures.reopened,
            figures.returned,
            figures.relapsed,
            figures.silent_days,
            figures.joined_households,
            figures.whistled,
            self.apart(figures),
        )

    def bars(self, kind: str, groups: Iterable[Ranked]) -> Mapping[str, tuple[Bar, ...]]:
        """Return a chart of each rate: the groups that have enough cases for a share."""
        known = tuple(groups)
        fewest = self.weights.fewest
        return {
            "response": tuple(self._bars(kind, known, lambda each: each.response, fewest)),
            "solved": tuple(self._bars(kind, known, lambda each: each.solved, fewest)),
            "satisfied": tuple(self._bars(kind, known, lambda each: each.satisfied, 100 * fewest)),
        }

    def _bars(
        self, kind: str, groups: Iterable[Ranked], share: Callable[[Figures], Share], fewest: int
    ) -> Iterable[Bar]:
        for group in groups:
            mine = share(group.figures)
            if mine.of >= fewest:
                yield Bar(self.name(kind, group.code), tenths(mine), f"{percent(mine)}%")

    def whistles(self, kind: str, called: Iterable[Called]) -> tuple[tuple[Cell, ...], ...]:
        """Return a line for each ``unit`` called or ``whistler``: name, calls, came, in time."""
        return tuple(
            (self.name(kind, each.code), each.called, each.arrived, each.in_time) for each in called
        )


def tenths(share: Share) -> int:
    """Return the share in tenths of a percent, halves upwards."""
    return (2000 * share.count + share.of) // (2 * share.of)


def percent(share: Share) -> str:
    """Return the share as "91.2"."""
    whole, tenth = divmod(tenths(share), 10)
    return f"{whole}.{tenth}"


def decimal(score: Fraction) -> str:
    """Return the score with one decimal, halves upwards."""
    whole, tenth = divmod(int(10 * score + _HALF), 10)
    return f"{whole}.{tenth}"
