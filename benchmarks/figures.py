"""Figures: how a measurement is taken and how it is told."""

import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One line: what was measured, and its ``ratio`` to the bare tool, "" for none."""

    name: str
    measured: str
    ratio: str = ""

    def __str__(self) -> str:
        return f"  {self.name:<58} {self.measured:>18}  {self.ratio}".rstrip()


def seconds_of(work: Callable[[], object]) -> float:
    """Return how long the work took, in seconds of the wall."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def medians(rounds: int, works: Mapping[str, Callable[[], float]]) -> dict[str, float]:
    """Return the median of each work's own result, the works taken in turns.

    A noisy machine slows what runs side by side alike: only the ratios are worth much.
    """
    found: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            found[name].append(work())
    return {name: statistics.median(results) for name, results in found.items()}


def rate(name: str, per_second: float, beside: float, what: str) -> Figure:
    """Return a figure of so many a second, with its ratio to the rate ``beside``."""
    return Figure(name, f"{per_second:,.0f} /s", f"{per_second / beside:.2f} of {what}")


def span(name: str, seconds: float, beside: float = 0.0, what: str = "") -> Figure:
    """Return a figure in milliseconds, with its ratio to the time ``beside`` if there is one."""
    ratio = f"{seconds / beside:.2f} times {what}" if beside else ""
    return Figure(name, f"{1000 * seconds:,.2f} ms", ratio)
