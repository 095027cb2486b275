"""Buttons about what was done and how well: records, reveals, readers, relapses, deposits."""

from collections.abc import Callable, Mapping

from domain.presses import Press
from domain.turns import Step
from handlers import dissuading, readers, relapsing, revealing, warranting
from handlers.talk import Talk

PRESSES: Mapping[str, Callable[[Talk, Press], Step]] = {
    "record": dissuading.record,
    "reveal": revealing.reveal,
    "readers": readers.of_case,
    "held": relapsing.held,
    "relapsed": relapsing.relapsed,
    "warranty": warranting.moved,
}
# What only staff may press.
OF_STAFF = frozenset({"reveal", "warranty"})
