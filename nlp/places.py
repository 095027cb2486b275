"""Find the place of a message in the directory: compound by name or landmark, then the parts."""

from dataclasses import dataclass, replace

import ahocorasick_rs as automata

from domain.directory import Building, Compound, Directory
from domain.places import Place, PlaceSource
from nlp.addresses import JOINTS, Address, floor_of, read_address
from nlp.mistyped import ALONE, Mistyped
from nlp.normalise import normalise
from nlp.telephones import without_telephones

BY_NAME = 95
BY_SOUND = 80
BY_LANDMARK = 60
PARTS_ONLY = 50
MOST = 12
"""So many names are looked at: a message that names more places hides the one it means."""

_LONGEST = 11
_NOWHERE = Place()
_RELATIVE = ("对面", "旁边", "隔壁", "附近", "斜对面", "马路对过", "后面", "前面", "边上")


@dataclass(frozen=True, slots=True)
class Named:
    """One name of a compound and how sure it makes us, 0 to 100."""

    compound: Compound
    confidence: int


class Places:
    """The names of one directory, compiled."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory
        names: dict[str, list[Named]] = {}
        for compound in directory.compounds:
            for name in (compound.name, *compound.aliases):
                names.setdefault(normalise(name), []).append(Named(compound, BY_NAME))
            for name in compound.landmarks:
                names.setdefault(normalise(name), []).append(Named(compound, BY_LANDMARK))
        names.pop("", None)
        self._found = automata.AhoCorasick(
            list(names), matchkind=automata.MatchKind.LeftmostLongest
        )
        self._named = tuple(names.values())
        self._mistyped = Mistyped(directory.compounds)

    def place(self, text: str, community_id: str = "") -> Place:
        """Return the place that the normalised text names, as far as the directory knows it."""
        text = without_telephones(text)
        best: tuple[int, int, Place] | None = None
        for number, start, end in self._found.find_matches_as_indexes(text)[:MOST]:
            for named in self._named[number]:
                place = self._placed(text, named, (start, end))
                home = named.compound.community_id == community_id
                rank = (place.confidence + (3 if home else 0), -start, place)
                best = rank if best is None or rank[:2] > best[:2] else best
        return best[2] if best else self._without_name(text, community_id)

    def _placed(self, text: str, named: Named, span: tuple[int, int]) -> Place:
        start, end = span
        address = read_address(text[end : _whole(text, end + 24)], bare=True)
        words = _joined(text, span, (end + address.start, end + address.end))
        if address.is_empty():
            address = read_address(text[:start] + "，" + text[end:])
            words = _joined(text, span, (address.start, address.end))
        confidence = named.confidence
        if text.startswith(_RELATIVE, end):
            confidence = min(confidence, BY_LANDMARK)
        place = Place(
            named.compound.code,
            words=words[:60],
            source=PlaceSource.TEXT,
            confidence=confidence,
        )
        return self._with_parts(place, address)

    def _with_parts(self, place: Place, address: Address) -> Place:
        building = self._building(place.compound, address.building)
        if building is None:
            lost = 20 if address.building else 0
            return replace(place, confidence=place.confidence - lost)
        unit = address.unit if _fits(address.unit, building.units) else ""
        return replace(
            place,
            building=building.number,
            unit=unit or ("1" if building.units == 1 else ""),
            floor=address.floor or floor_of(address.room),
            room=address.room,
        )

    def _building(self, compound: str, number: str) -> Building | None:
        if not number:
            return None
        exact = self._directory.index.buildings.get((compound, number))
        if exact:
            return exact
        return next(
            (
                building
                for building in self._directory.buildings
                if building.compound == compound and number in map(str.upper, building.aliases)
            ),
            None,
        )

    def _without_name(self, text: str, community_id: str) -> Place:
        address = read_address(text)
        if address.is_empty() and len(text) > ALONE:
            return _NOWHERE
        said = text if address.is_empty() else text[: address.start]
        meant = self._mistyped.nearest(said, community_id)
        if meant:
            words = text[: address.end] or text
            return self._with_parts(
                Place(meant.code, words=words, source=PlaceSource.TEXT, confidence=BY_SOUND),
                address,
            )
        if address.is_empty():
            return _NOWHERE
        return Place(
            "",
            address.building,
            address.unit,
            address.floor or floor_of(address.room),
            address.room,
            text[address.start : address.end],
            PlaceSource.TEXT,
            PARTS_ONLY,
        )


def _whole(text: str, end: int) -> int:
    """Return where the number ends that stands at ``end``, ``end`` if there is none."""
    most = min(len(text), end + _LONGEST)
    while end < most and text[end - 1].isdecimal() and text[end].isdecimal():
        end += 1
    return end


def _joined(text: str, name: tuple[int, int], parts: tuple[int, int]) -> str:
    """Return the words of name and address, of the name alone where others stand between."""
    first, last = sorted((name, parts))
    is_one = JOINTS.issuperset(text[first[1] : last[0]])
    return text[first[0] : last[1]] if is_one else text[name[0] : name[1]]


def _fits(number: str, most: int) -> bool:
    return not number.isdecimal() or 1 <= int(number) <= most
