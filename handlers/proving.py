"""Buttons about what was done and how well: records, exclusion, reveals, readers, relapses."""

from collections.abc import Callable, Mapping

from domain.presses import Press
from domain.turns import Step
from handlers import dissuading, excluding, readers, relapsing, revealing
from handlers.talk import Talk

PRESSES: Mapping[str, Callable[[Talk, Press], Step]] = {
    "dissuade": dissuading.dissuade,
    "record": dissuading.record,
    "exclude": excluding.exclude,
    "review": excluding.review,
    "reveal": revealing.reveal,
    "readers": readers.of_case,
    "held": relapsing.held,
    "relapsed": relapsing.relapsed,
}
# What only staff may press.
OF_STAFF = frozenset({"dissuade", "exclude", "review", "reveal"})
