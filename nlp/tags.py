"""The second axis: what people want of us, how careful to be, and whom they complain about."""

import tomllib
from collections.abc import Iterable, Mapping
from importlib.resources.abc import Traversable

from nlp.lexicon import packaged_files
from nlp.phrases import Phrase, Phrases, read_phrase
from nlp.sieves import Sieve, Sifted

TAG_WITHIN = 14
REPROACH_WITHIN = 16
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
    reproaches = tuple(about["reproaches"])
    before = tuple(about["before"])
    for kind, said in about["names"].items():
        names = tuple(said)
        longest = max(map(len, names))
        yield Phrase(kind, (), ((names, reproaches),), (), longest + REPROACH_WITHIN)
        yield Phrase(kind, (), ((before, names),), (), longest + BEFORE_WITHIN)
