"""Which list of cases a turn asks for: laid on the desk by storage, said by the conversations."""

from dataclasses import dataclass, field

from domain.cases import Case
from domain.places import Place
from domain.presses import Press
from domain.reading import Reading

ON_A_PAGE = 8
SEARCH = "find"
LIST = "list"
# What storage lays; "mine" is reckoned from the cases that lie on the desk anyway.
LAID = ("near", "overdue", "unassigned")
_MOST_PAGES = 1_000
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class CaseWish:
    """One page (from 0) of one list, or of what was looked for by words and place."""

    chosen: str
    page: int = 0
    words: str = ""
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class CaseShelf:
    """The cases of one page, and how many the whole list has."""

    cases: tuple[Case, ...] = ()
    total: int = 0


def wish_of(press: str, stage: str, reading: Reading, words: str) -> CaseWish | None:
    """Return what is asked for by a press or, where a search waits for its words, by the words."""
    if press:
        act, _, rest = press.partition(":")
        argument = rest.partition(":")[2].partition(":")[2]
        return _pressed(act, argument)
    if stage == SEARCH and words.strip():
        place = reading.place if reading.place.is_known() else Place()
        return CaseWish(SEARCH, 0, words.strip()[:_LONGEST], place)
    return None


def _pressed(act: str, argument: str) -> CaseWish | None:
    if act == LIST:
        chosen, _, page = argument.partition("/")
        return CaseWish(chosen, _page(page)) if chosen in LAID else None
    if act == SEARCH and argument:
        page, place, words = (*argument.split("/", 2), "", "")[:3]
        compound, _, building = place.partition(".")
        return CaseWish(SEARCH, _page(page), words[:_LONGEST], Place(compound, building))
    return None


def _page(written: str) -> int:
    is_number = written.isdecimal() and written.isascii() and len(written) <= len(str(_MOST_PAGES))
    return min(int(written), _MOST_PAGES) if is_number else 0


def press_for(wish: CaseWish, page: int) -> str:
    """Return the press that asks for another page of the same wish."""
    if wish.chosen == SEARCH:
        place = f"{wish.place.compound}.{wish.place.building}"
        return str(Press(SEARCH, argument=f"{page}/{place}/{wish.words}"))
    return str(Press(LIST, argument=f"{wish.chosen}/{page}"))
