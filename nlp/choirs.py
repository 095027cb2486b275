"""All that speaks for leaves, heard together: words, their sound, and what was learned."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from nlp.ears import LEAST, Again, Ear, Numbers, Tones, counted
from nlp.learned import Model, echo_share, share
from nlp.scoring import ordered
from nlp.sounds import ALONE, SAYS, SURE, Sounds
from nlp.vocabularies import Vocabulary

KEPT = 8
"""So many of the likeliest leaves are told of."""

UNLIKELY = 0.002
"""A leaf less likely than this is not told of where nothing was learned from people."""

_NO_MORE: Again = MappingProxyType({})
_NO_WORDS: Mapping[str, int] = MappingProxyType({})


class Heard(NamedTuple):
    """The features of one message among those that were learned, and its words by themselves.

    ``length`` is the message's, in characters.
    """

    numbers: Numbers = ()
    again: Again = _NO_MORE
    words: Mapping[str, int] = _NO_WORDS
    length: int = 0


NOTHING = Heard()


class Choir:
    """What was learned for one community, and the sound of the station's own leaves.

    The probabilities that each tells are mixed as their geometric mean, each by its say: their
    logarithms are added up.
    """

    def __init__(
        self, leaves: Iterable[str], sounds: Sounds | None, echo: Model | None, model: Model | None
    ) -> None:
        models = [each for each in (echo, model) if each]
        named = [leaf for each in models for leaf in each.leaves]
        self._tones = Tones([*leaves, *(sounds.leaves if sounds else ()), *named])
        self._sounds = sounds
        self._sound = sounds.ear(self._tones) if sounds else None
        self._vocabulary = Vocabulary(name for each in models for name in each.weights)
        self._echo, self._model = map(self._ear, (echo, model))
        self._echoes = echo_share(echo) if echo else 0.0
        self._labels = model.labels if model else 0
        self.learned = bool(models)

    def _ear(self, model: Model | None) -> Ear | None:
        return Ear(model, self._vocabulary.names, self._tones) if model else None

    def hear(self, low: str, words: Iterable[str], terms: Iterable[str]) -> Heard:
        """Return what is known of the lowered text, its words and its terms of the lexicon."""
        said = list(words)
        numbers, again = counted(self._vocabulary.heard(low, said, terms))
        return Heard(numbers, again, self._vocabulary.words(said), len(low))

    def sound(self, words: Mapping[str, float], low: str) -> Numbers:
        """Return the sound of the lowered text where it has a say; ``words`` are probabilities.

        A lexicon that is sure decides alone, and without any word only a clear sound counts.
        """
        if not (self._sounds and self._sound) or max(words.values(), default=0.0) >= SURE:
            return ()
        numbers = self._sounds.numbers(low)
        if words:
            return numbers
        raised = self._tones.raised(self._sound.voice(numbers, 1.0, {}))
        return numbers if max(raised) > ALONE * sum(raised) else ()

    def chance(
        self, words: Mapping[str, float], sound: Numbers, heard: Heard
    ) -> Mapping[str, float]:
        """Return the probabilities of the likeliest leaves, likeliest first.

        ``words`` are those by the lexicon alone; where nothing else speaks they stay as they are.
        """
        if not (sound or self.learned):
            return words
        labelled = share(self._labels, heard.length)
        left = (1 - self._echoes) * (1 - labelled)
        whole = 0
        if self._sound and sound:
            whole += self._sound.voice(sound, SAYS * left, {})
        if self._echo:
            says = self._echoes * (1 - labelled)
            whole += self._echo.voice(heard.numbers, says, heard.again)
        if self._model:
            whole += self._model.voice(heard.numbers, labelled, heard.again)
        return self._best(words, whole, left * (1 - SAYS) if sound else left)

    def _best(self, words: Mapping[str, float], whole: int, says: float) -> Mapping[str, float]:
        """Return the probabilities of the likeliest leaves: the words' mixed with what was said."""
        places, leaves = self._tones.places, self._tones.leaves
        raised = self._tones.raised(whole)
        rest = max(0.0, 1 - sum(words.values())) / len(leaves) + LEAST
        for leaf, worth in words.items():
            raised[places[leaf]] *= (worth / rest + 1) ** says
        every = sum(raised)
        least = max(0.0 if self.learned else UNLIKELY * every, sorted(raised)[-KEPT:][0])
        told = zip(leaves, raised, strict=True)
        return ordered({leaf: worth / every for leaf, worth in told if worth >= least})

    def told(self, heard: Heard, leaf: str) -> Iterator[tuple[str, float]]:
        """Yield the words of the message that speak for the leaf, the strongest first."""
        ear = self._model or self._echo
        if ear:
            length = ear.length(heard.numbers, heard.again)
            told = [
                ((1 + heard.again.get(number, 0.0)) * ear.told(number, leaf) / length, word)
                for word, number in heard.words.items()
            ]
            yield from ((word, worth) for worth, word in sorted(told, reverse=True) if worth > 0)
