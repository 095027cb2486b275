"""The code on letters that show a case to staff, and the trace that it leads to."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.rules import Rulebook
from domain.turns import Text
from domain.viewers import cases_shown, viewer_code
from storage.database import Connection
from storage.outbox import Claimed, mark_sent
from storage.views import record_views
from texts.catalog import Catalog


@dataclass(frozen=True, slots=True)
class Marking:
    """Marks letters to staff: in which words, under which rules."""

    catalog: Catalog
    rules: Callable[[], Rulebook]

    def marked(self, claimed: Claimed, words: str) -> str:
        """Return the words of the letter, with its reader's code where it shows a case."""
        if not self._shown(claimed):
            return words
        return self.catalog.render(
            Text("outbox.marked", {"words": words, "code": code_of(claimed)})
        )

    def keep_sent(
        self, conn: Connection, sent: Sequence[tuple[Claimed, str]], at: datetime
    ) -> None:
        """Keep that the letters went out, and who saw which case by them."""
        mark_sent(conn, sent, at)
        for place, (claimed, _) in enumerate(sent):
            keys = [(claimed.community_id, number) for number in self._shown(claimed)]
            # Two letters about one case may go out at once: each look has a moment of its own.
            seen_at = at + timedelta(microseconds=place)
            record_views(conn, keys, claimed.person_id, code_of(claimed), seen_at)

    def _shown(self, claimed: Claimed) -> tuple[str, ...]:
        if self.rules().directory.person(claimed.person_id) is None:
            return ()
        return cases_shown(claimed.letter, self.catalog.placeholders)


def code_of(claimed: Claimed) -> str:
    """Return the code of the letter."""
    return viewer_code(claimed.person_id, f"letter {claimed.community_id} {claimed.letter_id}")
