"""``make mutants``: break rules of delivery and visibility one by one; a test must fail each time.

Each line is a file, words of it, what stands there instead, and the tests that should notice.
"""

import argparse
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

_PATIENCE = 240
ROOT = Path(__file__).resolve().parents[1]
_KEPT = ("domain", "handlers", "jobs", "nlp", "storage", "texts", "web", "bot", "tests", "docs")


@dataclass(frozen=True, slots=True)
class Mutant:
    """One rule broken on purpose."""

    file: str
    right: str
    wrong: str
    tests: str


def _of(file: str, tests: str, *changes: tuple[str, str]) -> tuple[Mutant, ...]:
    return tuple(Mutant(file, right, wrong, tests) for right, wrong in changes)


MUTANTS: tuple[Mutant, ...] = (
    *_of(
        "bot/engine.py",
        "tests/bot/test_engine.py tests/bot/test_engine_not_saved.py",
        ("became = await self._take_alone(heard)", "became = NotSaved()"),
        ("self._lanes.put_back(waiting.owner, waiting)", "waiting.not_saved()"),
        ('raise NotSaved("the station is stopping")', "pass"),
        ("            _give_up(self._lanes.clear())", "            self._lanes.clear()"),
        ("return Reading(text=turn.text)", "raise"),
    ),
    *_of(
        "bot/batches.py",
        "tests/bot/test_batches.py tests/bot/test_engine.py",
        ("if desk.person.person_id in self._people:", "if not desk.person.person_id:"),
        ("if not names & self._cases:", "if names is not None:"),
        ("free_number=desk.free_number + opened", "free_number=desk.free_number"),
        ("        check_step(desk, step)\n", ""),
        ('dedupe=f"failed:{number}"', 'dedupe=""'),
    ),
    *_of(
        "bot/outbox.py",
        "tests/bot/test_outbox.py",
        ("why=BEHIND, pause=returned.pause or timedelta(0)", "why=BEHIND, pause=None"),
        ("is_too_old = age > HORIZON and not claimed.letter.urgent", "is_too_old = age > HORIZON"),
        ("if shut.for_good:", "if not shut.for_good:"),
        ("mark_address_dead(conn, each.claimed, at)", "pass"),
        ("        del self._returned[: len(returned)]\n", ""),
    ),
    *_of(
        "bot/strikes.py",
        "tests/bot/test_strikes.py",
        ("        if self._claim(conn, name):\n", "        if name:\n"),
        ("self.last[:] = cases[-1:]", "self.last[:] = []"),
        ("if not holds_strike(conn, Claim(self.job.name, self.slot, self.owner)):", "if not conn:"),
    ),
    *_of(
        "bot/schedule.py",
        "tests/bot/test_schedule.py",
        ("since = since if since <= now else self._opened", "since = since"),
        ("if last and job.catch_up else", "if last else"),
    ),
    *_of(
        "bot/telegram/polling.py",
        "tests/bot/telegram/test_polling.py",
        ("self._offset = min(self._open) if self._open else", "self._offset ="),
        ("if not await self.may_ask():", "if not self.may_ask:"),
    ),
    *_of(
        "bot/leases.py",
        "tests/bot/test_leases.py",
        ("if self._held and fresh:", "if fresh or self._held:"),
        ("            return False\n", "            return True\n"),
    ),
    *_of(
        "storage/leases.py",
        "tests/storage/test_leases.py",
        ("STRIKES.c.leased_until <= at)", "STRIKES.c.leased_until >= at)"),
    ),
    *_of(
        "storage/outbox.py",
        "tests/storage/test_outbox.py tests/storage/test_epochs.py",
        ("        ~_IS_BLOCKED,\n", ""),
        ("        ~_IS_CROWDED,\n", ""),
        ("        ~IS_FROZEN,\n", ""),
        ("LETTERS.c.urgent.desc(), LETTERS.c.try_at", "LETTERS.c.try_at"),
        ("    if recalled:\n", "    if not recalled:\n"),
    ),
    *_of(
        "storage/epochs.py",
        "tests/storage/test_epochs.py",
        ("values(version=CASES.c.version + _LEAP)", "values(version=CASES.c.version)"),
        ("conn.execute(living.values(ended_at=at))", "pass"),
        ("conn.execute(unused.values(used_at=at))", "pass"),
    ),
    *_of(
        "storage/sqlite.py",
        "tests/storage/test_ledgers.py tests/storage/test_sqlite.py",
        ('url, begin="BEGIN IMMEDIATE", c', 'url, begin="BEGIN", c'),
        ("PRAGMA synchronous = FULL", "PRAGMA synchronous = NORMAL"),
    ),
    *_of(
        "storage/scope.py",
        "tests/storage/test_scope.py tests/test_rights.py",
        ("if not self.person_id or self.community_id not in", "if self.community_id not in"),
        ("return and_(_is_near(reach), or_(_is_party(reach.person_id), _is_served(reach)))",
         "return or_(_is_party(reach.person_id), _is_served(reach))"),
        ("return and_(_is_about_none(reach.seats[0].accused), or_(*seats))", "return or_(*seats)"),
        ("[post for post in posts if post.role is not Role.MEDIATOR]", "posts"),
        ("replace(seat, bodies=frozenset(), holds=False)", "seat"),
    ),
    *_of(
        "domain/parts.py",
        "tests/domain/test_parts.py tests/test_rights.py",
        ("    if is_accused(case, person, day):\n        return\n", ""),
        ("return post.role is Role.MEDIATOR and post.scope is ScopeKind.COMMUNITY", "return False"),
        ("    if not _is_near(case, person, rules):\n        return frozenset()\n", ""),
    ),
    *_of(
        "domain/privacy.py",
        "tests/domain/test_privacy.py tests/domain/test_privacy_events.py",
        ('    if tier not in _SEES_WORDS:\n        return ""\n', ""),
        ("in _INSIDE_ACTS and not view.sees_inside:", "in _INSIDE_ACTS and False:"),
        ('if party.identity is Identity.OPEN else ""', 'or ""'),
        ("place if tier in _SEES_HOME else place.without_home()", "place"),
    ),
    *_of(
        "domain/rights.py",
        "tests/domain/test_rights.py tests/test_rights.py",
        ("if change.event.seq > 1 and not joins", "if change.event.seq < 1 and not joins"),
        ("        return before is not None\n", "        return True\n"),
        ("            return is_keeper(person, day)\n", "            return True\n"),
    ),
    *_of(
        "web/staff.py",
        "tests/web/test_staff.py tests/test_rights.py tests/web/test_streams.py",
        ("not may_enter(_person(request), ground, shanghai_day(_now(request)))", "False"),
        ("    if missing:\n", "    if not missing:\n"),
    ),
)  # fmt: skip


def main() -> int:
    """Break each rule in a copy of the project; return 1 if a broken one passes its tests."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="files whose name holds these words")
    only = parser.parse_args().only
    chosen = [each for each in MUTANTS if only in each.file]
    with TemporaryDirectory(prefix="yizhan-mutants-") as folder:
        copy = Path(folder)
        for name in _KEPT:
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "pyproject.toml", copy)
        survived = [each for each in chosen if not _is_killed(each, copy)]
    _say(f"{len(chosen) - len(survived)} of {len(chosen)} mutants killed")
    return 1 if survived else 0


def _is_killed(mutant: Mutant, copy: Path) -> bool:
    file = copy / mutant.file
    words = file.read_text(encoding="utf-8")
    file.write_text(words.replace(mutant.right, mutant.wrong, 1), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-k", "not postgresql"]
    try:
        ran = subprocess.run(
            [*command, *mutant.tests.split()],
            cwd=copy,
            env={**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
        )
        is_killed = ran.returncode == 1
    except subprocess.TimeoutExpired:
        # A test that never ends has noticed, too.
        is_killed = True
    file.write_text(words, encoding="utf-8")
    _say(f"{'killed' if is_killed else 'SURVIVED':8} {mutant.file}: {mutant.right.strip()[:70]}")
    return is_killed


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
