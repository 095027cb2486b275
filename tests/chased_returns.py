"""What must be true of every return, whoever did what: who received it first answers for it."""

from collections.abc import Iterable

from domain.cases import Case
from domain.events import Event
from domain.returns import DECIDED, DECIDED_FROM
from domain.states import Act, Part


def is_rid_of_by_returns(old: Case, case: Case, fresh: Iterable[Event]) -> None:
    """Who holds a case outside the house is rid of it by returning it alone; each is counted.

    From the second on it goes past the grid; what the community decided goes to the street at most.
    """
    happened = tuple(fresh)
    returned = sum(event.act is Act.RETURN for event in happened)
    assert case.returns == old.returns + returned, f"{case.number}: a return is not counted"
    acts = {event.act for event in happened if event.part is Part.OUTSIDER}
    if not acts or (old.queue, old.holder) == (case.queue, case.holder):
        return
    if acts == {Act.ACCEPT}:
        assert case.queue == old.queue, f"{case.number} is given away by signing"
        return
    assert acts == {Act.RETURN}, f"{case.number} is given away by {acts}"
    assert case.returns < DECIDED_FROM or case.queue in ("community", "street")
    assert DECIDED not in old.tags or case.queue == "street", f"{case.number}: decided, undone"
