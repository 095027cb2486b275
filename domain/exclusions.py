"""Exclusion from the appraisal (剔除): only for a named reason, and never by one person alone."""

from dataclasses import dataclass
from datetime import datetime

# Already before a court or another authority; what the law forbids to grant; made up to harm
# somebody; a grid or community that it never belonged to (docs/sources.md#appraisal).
REASONS = ("at_law", "impossible", "malicious", "wrong_grid")
# What a second person says to it.
AGREED, REFUSED = DECISIONS = ("yes", "no")


@dataclass(frozen=True, slots=True)
class Exclusion:
    """What one proposed and another decided; the street decides alone.

    ``reviewed_by`` is "" while nobody has; ``holds`` whether the case is left out of the rates.
    """

    reason: str
    by: str
    at: datetime
    reviewed_by: str = ""
    holds: bool = False

    @property
    def awaits_review(self) -> bool:
        """Say whether a second person has still to decide."""
        return not self.reviewed_by
