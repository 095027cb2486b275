"""``make mutants``: break the rules that ``tests/seeded*.py`` name; a test must notice."""

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests import seeded, seeded_deeds, seeded_mediation, seeded_votes
from tests.seeded import Mutant

_PLACES = (seeded, seeded_mediation, seeded_deeds, seeded_votes)
MUTANTS: tuple[Mutant, ...] = tuple(mutant for place in _PLACES for mutant in place.MUTANTS)
_PATIENCE = 240
ROOT = Path(__file__).resolve().parents[1]
_KEPT = ("domain", "handlers", "jobs", "nlp", "storage", "texts", "web", "bot", "tests", "docs")


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
