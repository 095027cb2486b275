"""What the station understood of one message, with the words that made it think so."""

from dataclasses import dataclass
from typing import NamedTuple

from domain.places import Place

# What stands around a place in "我家住在3幢的" and adds nothing to it.
_AROUND_PLACES = frozenset("我们家住在是就这那里儿的了呢啊呀哦嗯，。、,.!！~ ")


class Reason(NamedTuple):
    """One matched word: what it speaks for and how strongly.

    ``weight`` is in hundredths of the lexicon's unit, so that nothing here is a float;
    ``source`` is ``lexicon`` or ``learned``.
    """

    word: str
    leaf: str
    weight: int
    source: str = "lexicon"


class Candidate(NamedTuple):
    """One leaf that the message may belong to; ``percent`` is its probability, 0 to 100."""

    leaf: str
    percent: int


@dataclass(frozen=True, slots=True)
class Emergency:
    """Words that speak of danger to life, body or property.

    ``kind`` names the danger (``trapped``, ``gas``, ``fire``, ``violence_home`` …), ``leaf`` its
    category, ``numbers`` whom to call. ``guarded`` means that the words are negated, past,
    hypothetical or quoted: an ordinary case with a tag, no alarm.
    """

    kind: str
    leaf: str
    numbers: tuple[str, ...]
    words: tuple[str, ...]
    guarded: bool = False


class Reading(NamedTuple):
    """Everything that was understood of one message.

    ``text`` is the normalised text; the original stays in the turn. ``certain`` says that the
    first candidate may be filed without asking: its percentage is ``certain_from`` or more, from
    which on 95 in 100 were right. ``tags`` come from the second axis: ``ask``,
    ``complain``, ``suggest``, ``help``, ``praise``, ``repeat``, ``still`` (goes on with what was
    told), ``dispute``, ``sensitive``, ``confidential`` (asks to stay unnamed), ``anonymous``.
    ``intent`` is what the words want of the station itself (``my_cases``, ``help``, ``human``,
    ``cancel``, ``greeting``, ``thanks``, ``yes``, ``no``, ``withdraw``, ``solved``,
    ``not_solved``, ``my_grid``, ``my_record``, ``forget_me``, ``hide``, ``who_complained``,
    ``rate:N``), empty for a plain message.
    ``matters`` are the parts when the message holds several, else empty, and ``matter_leaves``
    the likeliest leaf of each ("" where no word matched). ``about`` are kinds of bodies or people
    that the message complains about: ``property``, ``committee``, ``captain``, ``grid_worker``,
    ``grid_head``, ``secretary``. ``stops`` are the kinds of the stop-list of mediation that the
    words speak of (``violence``, ``child``, ``court`` …). ``presses`` are the ways in which the
    words would press a side of a mediation (``threat``, ``others``, ``hurry`` …).
    """

    text: str = ""
    candidates: tuple[Candidate, ...] = ()
    certain: bool = False
    reasons: tuple[Reason, ...] = ()
    emergency: Emergency | None = None
    place: Place = Place()
    case_numbers: tuple[str, ...] = ()
    tags: frozenset[str] = frozenset()
    intent: str = ""
    matters: tuple[str, ...] = ()
    matter_leaves: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    presses: tuple[str, ...] = ()
    version: str = ""
    certain_from: int = 80

    @property
    def leaf(self) -> str:
        """Return the likeliest leaf, or "" when no word matched."""
        return self.candidates[0].leaf if self.candidates else ""

    def is_place_alone(self) -> bool:
        """Say whether the words name a place and nothing that happened there."""
        rest = self.text.replace(self.place.words, "", 1)
        return bool(self.place.words) and _AROUND_PLACES.issuperset(rest)

    def is_alarm(self) -> bool:
        """Say whether the words speak of a danger that is happening now."""
        return self.emergency is not None and not self.emergency.guarded
