"""Returning a case (退单): for which reasons, and when the community's word is the last one."""

# The second return goes to the community, whose decision stands (docs/sources.md#ladder).
DECIDED_FROM = 2
# A case of which the community has decided who handles it.
DECIDED = "decided"

OTHER = "other"
# Not for us to do, not in our area, filed under a wrong kind, several must do it together, already
# before a court or another authority, and whoever would judge his own matter.
REASONS = (
    "not_ours",
    "wrong_place",
    "wrong_kind",
    "needs_others",
    "at_law",
    "conflict",
    OTHER,
)
