"""Fair waiting: one lane a person, served by going round, so that a flood delays only itself."""

from collections import OrderedDict, deque
from collections.abc import Sequence
from typing import Generic, TypeVar

from domain.people import Address
from storage.outbox import Claimed

Item = TypeVar("Item")


class Lanes(Generic[Item]):
    """Waiting items in the order of each owner's arrival; owners take turns."""

    def __init__(self) -> None:
        self._lanes: OrderedDict[str, deque[Item]] = OrderedDict()

    def __len__(self) -> int:
        return sum(map(len, self._lanes.values()))

    def __bool__(self) -> bool:
        return bool(self._lanes)

    def add(self, owner: str, item: Item) -> None:
        """Let the item wait behind everything of the same owner."""
        self._lanes.setdefault(owner, deque()).append(item)

    def put_back(self, owner: str, item: Item) -> None:
        """Let the item wait first of all, before everything else of the same owner."""
        self._lanes.setdefault(owner, deque()).appendleft(item)
        self._lanes.move_to_end(owner, last=False)

    def take(self, limit: int) -> list[Item]:
        """Take up to ``limit`` items, at most one an owner; the owners served go to the end."""
        owners = list(self._lanes)[:limit]
        return [self._first_of(owner) for owner in owners]

    def clear(self) -> list[Item]:
        """Take whatever is left."""
        left = [item for lane in self._lanes.values() for item in lane]
        self._lanes.clear()
        return left

    def _first_of(self, owner: str) -> Item:
        lane = self._lanes[owner]
        item = lane.popleft()
        self._lanes.move_to_end(owner)
        if not lane:
            del self._lanes[owner]
        return item


def by_address(claimed: Sequence[Claimed]) -> list[list[Claimed]]:
    """Return the letters of each address, which go one after another, in their order."""
    lanes: dict[tuple[str, Address], list[Claimed]] = {}
    for each in claimed:
        lanes.setdefault((each.community_id, each.address), []).append(each)
    return list(lanes.values())
