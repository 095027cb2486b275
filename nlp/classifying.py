"""One message, one verdict: the lexicon's words first, what was learned on top of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from nlp.features import features
from nlp.learned import LearnedLayer, Said
from nlp.lexicon import Lexicon
from nlp.matching import Matcher
from nlp.normalise import lowered
from nlp.scoring import LEARNED, Scale, Tally, Told, chances, ordered, spread, tally
from nlp.segment import Segmenter

_SHOWN = 3
_NOTHING = LearnedLayer()


@dataclass(frozen=True, slots=True)
class Verdict:
    """The probability of each leaf, likeliest first, and the words that speak for it."""

    chance: Mapping[str, float]
    told: tuple[Told, ...]


class Classifier:
    """Tells the leaf of a normalised message."""

    def __init__(
        self,
        lexicon: Lexicon,
        segmenter: Segmenter,
        learned: LearnedLayer | None = None,
        scale: Scale | None = None,
    ) -> None:
        self.scale = scale or Scale()
        self._segmenter = segmenter
        self._matcher = Matcher(lexicon)
        self._leaves = lexicon.leaves
        self.learned = learned or _NOTHING

    def tally(self, plain: str, community_id: str = "") -> Tally:
        """Return what the lexicon alone says of the normalised text."""
        low = lowered(plain)
        hits = self._matcher.hits(low, community_id)
        return tally(hits, self.scale, len(low))

    def features(self, plain: str, found: Tally) -> Said:
        """Return the features of the normalised text, the lexicon's terms among them."""
        low = lowered(plain)
        return features(low, self._segmenter.cut(low), found.terms)

    def lexicon_chances(self, found: Tally) -> dict[str, float]:
        """Return the lexicon's own probabilities of all leaves."""
        return spread(chances(found, self.scale), self._leaves)

    def verdict(self, plain: str, community_id: str = "") -> Verdict:
        """Return the verdict on the normalised text."""
        found = self.tally(plain, community_id)
        layer = self.learned
        if layer.echo is None and layer.model_for(community_id) is None:
            return Verdict(chances(found, self.scale), found.told)
        said = self.features(plain, found)
        chance = layer.mixed_with(self.lexicon_chances(found), said, len(plain), community_id)
        best = ordered(chance)
        return Verdict(best, (*found.told, *self._learned_words(said, best, community_id)))

    def _learned_words(self, said: Said, best: Iterable[str], community_id: str) -> Iterable[Told]:
        model = self.learned.model_for(community_id) or self.learned.echo
        leaf = next(iter(best), "")
        told = model.told_by(said, leaf) if model else {}
        words = ((name, worth) for name, worth in told.items() if name.startswith("w:"))
        for name, worth in list(words)[:_SHOWN]:
            if worth > 0:
                yield Told(name[2:], leaf, worth, LEARNED)
