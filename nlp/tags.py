"""The second axis: what people want of us, how careful to be, and whom they complain about."""

import tomllib
from collections.abc import Iterable, Mapping
from importlib.resources.abc import Traversable

from nlp.lexicon import packaged_files
from nlp.phrases import Phrase, Phrases, read_phrase, written
from nlp.sieves import Sieve, Sifted

TAG_WITHIN = 14
REPROACH_WITHIN = 16
DEED_WITHIN = 18
OWNER_WITHIN = 14
BEFORE_WITHIN = 6


class Tags:
    """The tags, and the bodies and people that a message may complain about."""

    def __init__(
        self, tags: Iterable[Phrase], bodies: Iterable[Phrase], sieve: Sieve | None = None
    ) -> None:
        self._tags = Phrases(tags, sieve)
        self._bodies = Phrases(bodies, sieve)

    def tags(self, text: str | Sifted) -> frozenset[str]:
        """Return the tags of the normalised text."""
        return frozenset(found.label for found in self._tags.find(text))

    def about(self, text: str | Sifted) -> tuple[str, ...]:
        """Return the kinds of bodies and people that the normalised text complains about."""
        found = self._bodies.find(text)
        return tuple(dict.fromkeys(body.label for body in found))


def load_tags(folder: Traversable | None = None, sieve: Sieve | None = None) -> Tags:
    """Read ``tags.toml`` of the folder, which is the packaged one unless another is given."""
    source = (folder or packaged_files()) / "tags.toml"
    tables = tomllib.loads(source.read_text("utf-8"))
    about = tables.pop("about")
    tags = [read_phrase(name, table, TAG_WITHIN) for name, table in tables.items()]
    return Tags(tags, _bodies(about), sieve)


def _bodies(about: Mapping[str, Mapping[str, str]]) -> Iterable[Phrase]:
    told = {key: tuple(said) for key, said in about.items() if key not in ("names", "doers")}
    for kind, said in about["names"].items():
        names = tuple(said)
        does = kind in told["people"]
        greeted = _beside(names, (), told["greeted"] if does else ())
        wide = max(map(len, names))
        yield Phrase(kind, (), ((names, told["reproaches"]),), greeted, wide + REPROACH_WITHIN)
        yield Phrase(kind, (), ((told["before"], names),), told["not_before"], wide + BEFORE_WITHIN)
        yield from _doing(kind, names if does else tuple(about["doers"].get(kind, ())), told)


def _doing(
    kind: str, names: tuple[str, ...], told: Mapping[str, tuple[str, ...]]
) -> Iterable[Phrase]:
    """Yield what tells that somebody of the names does something himself."""
    deeds, spoken_to = told["deeds"], told["spoken_to"]
    addressed = _beside(names, spoken_to, (*told["greeted"], *told["polite"]))
    known = _beside(names, told["known_as"], told["itself"])
    own = (*_beside(names, (), told["owned"]), *(written(f"是{name}的") for name in names))
    wide = max(map(len, (*known, *own)), default=0)
    yield Phrase(kind, (), ((names, deeds),), addressed, wide + DEED_WITHIN)
    yield Phrase(kind, (), ((known, deeds),), (), wide + DEED_WITHIN)
    yield Phrase(kind, (), (((*deeds, *told["things"]), own),), (), wide + OWNER_WITHIN)


def _beside(names: Iterable[str], before: Iterable[str], behind: Iterable[str]) -> tuple[str, ...]:
    """Return the names as they stand beside other words; ``written`` as messages are read."""
    return tuple(
        written(phrase)
        for name in names
        for phrase in (*(f"{word}{name}" for word in before), *(f"{name}{word}" for word in behind))
    )
