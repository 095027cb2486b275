"""The money of an agreement against the money that was settled: no fen more, no fen less."""

from collections import Counter
from collections.abc import Iterable, Sequence

from domain.agreements import Term
from domain.amounts import amounts_named
from domain.issues import Issue, IssueStatus


def sums_agree(terms: Sequence[Term], issues: Sequence[Issue]) -> bool:
    """Say whether each side promises exactly the money that both settled on.

    Of money in the words of an option the payer stands nowhere but there, so what is written may
    go beyond the settled sums only by sums that those words name. Without issues nothing was
    settled, and everything may be written.
    """
    settled = [each for each in issues if each.status is IssueStatus.AGREED]
    if not settled:
        return True
    written = _added((term.owed, term.fen) for term in terms)
    agreed = _added((each.terms.payer, each.terms.amount) for each in settled)
    named = [amount for each in settled for amount in amounts_named(each.terms.words)]
    if not named:
        return written == agreed
    is_less = any(written[side] < fen for side, fen in agreed.items())
    return not is_less and (written - agreed).total() in _sums_of(named)


def _added(sums: Iterable[tuple[str, int]]) -> Counter[str]:
    added: Counter[str] = Counter()
    for side, fen in sums:
        if fen:
            added[side] += fen
    return added


def _sums_of(amounts: Sequence[int]) -> set[int]:
    """Return every sum of one or more of the amounts."""
    found = {0}
    for each in amounts:
        found |= {each + other for other in found}
    return found - {0}
