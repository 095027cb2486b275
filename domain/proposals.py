"""Words that the lexicon may lack: what people say of a matter and hardly of any other.

Plain log-odds with a prior, over the pieces of two to six characters of reports whose leaf people
settled. Only pieces that three homes used are ever looked at, so that none is anybody's own words.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from domain.grams import runs
from domain.lessons import OwnTerm
from domain.places import Place

MOST = 20
HOMES = 3
LEAST_ODDS = 1.5
_LENGTHS = range(2, 7)
_PRIOR = 0.5
_MUCH = 0.8
# People are called so; no word of a lexicon names one.
_PERSON = re.compile("某|阿姨|叔叔|大爷|大妈|先生|女士|师傅|老师|经理|主任|书记|医生|老板")

Piece = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Told:
    """One report: the words, their place, the leaf that people settled on, whose home told it."""

    text: str
    place: Place
    leaf: str
    home: str
    corrected: bool = False


@dataclass(slots=True)
class _Count:
    messages: int = 0
    corrected: int = 0
    homes: set[str] | None = None


def propose(
    told: Sequence[Told], known: Collection[Piece], names: Collection[str]
) -> tuple[OwnTerm, ...]:
    """Return at most twenty words, most telling first.

    ``known`` are words with the leaf that they already speak for, or that people decided on;
    ``names`` are those of places and people, which no word may hold.
    """
    counts, elsewhere = _counted(told), Counter[str]()
    for (term, _), count in counts.items():
        elsewhere[term] += count.messages
    sizes = Counter(each.leaf for each in told)
    found = [
        _term(piece, count, _odds(count.messages, sizes[piece[1]], elsewhere[piece[0]], len(told)))
        for piece, count in counts.items()
        if count.corrected and len(count.homes or ()) >= HOMES and not _is_known(piece, known)
    ]
    telling = [
        each for each in found if each.odds >= 100 * LEAST_ODDS and not _names(each.term, names)
    ]
    telling.sort(key=lambda each: (-each.odds * math.log(1 + each.messages), each.term))
    return tuple(_longest(telling)[:MOST])


def _counted(told: Iterable[Told]) -> Mapping[Piece, _Count]:
    counts: defaultdict[Piece, _Count] = defaultdict(_Count)
    for each in told:
        for term in _pieces(each):
            count = counts[term, each.leaf]
            count.messages += 1
            count.corrected += each.corrected
            count.homes = {*(count.homes or ()), each.home}
    return counts


def _pieces(each: Told) -> set[str]:
    return {
        run[at : at + length]
        for run in runs(each.text, each.place)
        for length in _LENGTHS
        for at in range(len(run) - length + 1)
    }


def _odds(here: int, size: int, everywhere: int, whole: int) -> float:
    there, others = everywhere - here, whole - size
    mine = (here + _PRIOR) / (size - here + _PRIOR)
    theirs = (there + _PRIOR) / (others - there + _PRIOR)
    return math.log(mine / theirs)


def _term(piece: Piece, count: _Count, odds: float) -> OwnTerm:
    homes = len(count.homes or ())
    return OwnTerm(*piece, messages=count.messages, homes=homes, odds=round(100 * odds))


def _is_known(piece: Piece, known: Collection[Piece]) -> bool:
    return any(leaf == piece[1] and piece[0] in word for word, leaf in known)


def _names(term: str, names: Collection[str]) -> bool:
    return bool(_PERSON.search(term)) or any(name in term or term in name for name in names)


def _longest(terms: Sequence[OwnTerm]) -> list[OwnTerm]:
    """Leave out what is hardly ever said outside of a longer word that is proposed, too."""
    return [
        each
        for each in terms
        if not any(
            each.leaf == other.leaf
            and each.term != other.term
            and each.term in other.term
            and other.messages >= _MUCH * each.messages
            for other in terms
        )
    ]
