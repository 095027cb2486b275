"""The learned layer: readable weights on top of the lexicon; no library at run time."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

FADES_AT = 300
"""As many labels as give the learned layer half of the say."""

WHOLE = 100
"""Shorter messages, in characters, lean on the lexicon for longer."""

ECHO = 0.5
"""The echo's say beside the lexicon that taught it, once it has heard enough."""

ECHO_FADES_AT = 20
"""As many messages a leaf as give the echo half of its say."""

Said = Mapping[str, float]
Weights = Mapping[str, tuple[float, Mapping[str, float]]]


@dataclass(frozen=True, slots=True)
class Model:
    """Linear weights by feature and leaf.

    ``weights`` holds for each feature how rare it is (its inverse document frequency) and its
    weight for each leaf; ``labels`` is how many labelled messages taught it; ``temperature``
    turns its points into probabilities; ``bias`` are the points of a leaf before any feature.
    Of messages that the whole reading gives a leaf from ``certain`` on, 95 in 100 were right
    where neither had seen them; 0 where nobody measured it.
    """

    leaves: tuple[str, ...]
    weights: Weights = field(repr=False)
    bias: Mapping[str, float] = field(default_factory=dict)
    labels: int = 0
    temperature: float = 1.0
    version: str = ""
    certain: float = 0.0

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

    def is_empty(self) -> bool:
        """Say whether nothing was learned at all."""
        return not self.models and self.echo is None

    def model_for(self, community_id: str) -> Model | None:
        """Return the community's own model, else the city's, else None."""
        return self.models.get(community_id) or self.models.get("")


def share(labels: int, length: int = WHOLE) -> float:
    """Return the say of a model beside the lexicon, 0 to 1: n / (n + 300)."""
    counted = labels * min(1.0, length / WHOLE)
    return counted / (counted + FADES_AT)


def echo_share(echo: Model) -> float:
    """Return the say of an echo, 0 to 1; its ``labels`` count the messages that it heard."""
    heard = echo.labels / max(1, len(echo.leaves))
    return ECHO * heard / (heard + ECHO_FADES_AT)


def softmax(points: Mapping[str, float], temperature: float = 1.0) -> dict[str, float]:
    """Return probabilities for the points; higher temperatures make them more alike."""
    highest = max(points.values(), default=0.0)
    raised = {leaf: math.exp((worth - highest) / temperature) for leaf, worth in points.items()}
    whole = sum(raised.values())
    return {leaf: worth / whole for leaf, worth in raised.items()}
