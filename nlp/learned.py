"""The learned layer: readable weights on top of the lexicon; no library at run time."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

FADES_AT = 300
"""As many labels as give the learned layer half of the say."""

WHOLE = 100
"""Shorter messages, in characters, lean on the lexicon for longer."""

ECHO = 0.5
"""The echo's say beside the lexicon that taught it."""

Said = Mapping[str, float]
Weights = Mapping[str, tuple[float, Mapping[str, float]]]


@dataclass(frozen=True, slots=True)
class Model:
    """Linear weights by feature and leaf.

    ``weights`` holds for each feature how rare it is (its inverse document frequency) and its
    weight for each leaf; ``labels`` is how many labelled messages taught it; ``temperature``
    turns its points into probabilities; ``bias`` are the points of a leaf before any feature.
    """

    leaves: tuple[str, ...]
    weights: Weights = field(repr=False)
    bias: Mapping[str, float] = field(default_factory=dict)
    labels: int = 0
    temperature: float = 1.0
    version: str = ""

    def known(self, said: Said) -> dict[str, float]:
        """Return the features that the model knows, scaled to length 1."""
        weights = self.weights
        found = {name: worth * weights[name][0] for name, worth in said.items() if name in weights}
        length = math.sqrt(sum(worth * worth for worth in found.values())) or 1.0
        return {name: worth / length for name, worth in found.items()}

    def points(self, said: Said) -> dict[str, float]:
        """Return the points of every leaf for the features of one message."""
        points = {leaf: self.bias.get(leaf, 0.0) for leaf in self.leaves}
        for name, worth in self.known(said).items():
            for leaf, weight in self.weights[name][1].items():
                points[leaf] += worth * weight
        return points

    def chances(self, said: Said) -> dict[str, float]:
        """Return the probability of every leaf, 0 to 1."""
        return softmax(self.points(said), self.temperature)

    def told_by(self, said: Said, leaf: str) -> dict[str, float]:
        """Return what each feature of the message says for the leaf, in points, most first."""
        known = self.known(said)
        told = {name: worth * self.weights[name][1].get(leaf, 0.0) for name, worth in known.items()}
        return dict(sorted(told.items(), key=lambda pair: -pair[1]))


@dataclass(frozen=True, slots=True)
class LearnedLayer:
    """What was learned for the whole city, for single communities, and without any label.

    ``models`` go by community id, the city's under ""; a community without a model of its own
    falls back to the city's. ``echo`` was taught by the lexicon's own verdicts on messages that
    nobody has labelled: it carries the lexicon over to words and spellings beside its terms.
    """

    models: Mapping[str, Model] = field(default_factory=dict)
    echo: Model | None = None

    @property
    def version(self) -> str:
        """Return the versions of all models in one word."""
        every = [*self.models.values(), *([self.echo] if self.echo else [])]
        return "+".join(model.version for model in every)

    def model_for(self, community_id: str) -> Model | None:
        """Return the community's own model, else the city's, else None."""
        return self.models.get(community_id) or self.models.get("")

    def mixed_with(
        self, lexicon: Mapping[str, float], said: Said, length: int, community_id: str = ""
    ) -> dict[str, float]:
        """Return the lexicon's probabilities mixed with what was learned.

        ``length`` is the message's, in characters.
        """
        first = mixed(lexicon, self.echo.chances(said), ECHO) if self.echo else dict(lexicon)
        model = self.model_for(community_id)
        return mixed(first, model.chances(said), share(model.labels, length)) if model else first


def share(labels: int, length: int = WHOLE) -> float:
    """Return the say of a model beside the lexicon, 0 to 1: n / (n + 300)."""
    counted = labels * min(1.0, length / WHOLE)
    return counted / (counted + FADES_AT)


def softmax(points: Mapping[str, float], temperature: float = 1.0) -> dict[str, float]:
    """Return probabilities for the points; higher temperatures make them more alike."""
    highest = max(points.values(), default=0.0)
    raised = {leaf: math.exp((worth - highest) / temperature) for leaf, worth in points.items()}
    whole = sum(raised.values())
    return {leaf: worth / whole for leaf, worth in raised.items()}


def mixed(first: Mapping[str, float], second: Mapping[str, float], says: float) -> dict[str, float]:
    """Return the geometric mean of two sets of probabilities; ``says`` is the second's say."""
    least = 1e-6
    leaves = dict.fromkeys([*first, *second])
    return softmax(
        {
            leaf: (1 - says) * math.log(first.get(leaf, 0.0) + least)
            + says * math.log(second.get(leaf, 0.0) + least)
            for leaf in leaves
        }
    )
