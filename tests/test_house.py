import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LOCKS = sorted((ROOT / "requirements").glob("*.lock"))
PIN = re.compile(r"([a-z0-9-]+)==([\w.]+)(?: ; ([\w. <>='!]+))? \\")
HASH = re.compile(r" {4}--hash=sha256:[0-9a-f]{64}(?: \\)?")


def asked_for() -> dict[str, list[str]]:
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text())
    project = pyproject["project"]
    extras = project["optional-dependencies"]
    return {"core": project["dependencies"], **extras, "dev": pyproject["dependency-groups"]["dev"]}


def test_there_is_a_lock_for_every_list_of_dependencies() -> None:
    assert {lock.stem for lock in LOCKS} == asked_for().keys()


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_lock_holds_names_versions_and_hashes_and_no_address(lock: Path) -> None:
    lines = lock.read_text().splitlines()
    assert [line for line in lines if not PIN.fullmatch(line) and not HASH.fullmatch(line)] == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_lock_pins_whatever_is_asked_for(lock: Path) -> None:
    pinned = {pin[1] for pin in PIN.finditer(lock.read_text())}
    names = {re.split(r"[\[<>=]", wish)[0] for wish in asked_for()[lock.stem]}
    assert names - pinned == set()


def test_locks_agree_on_every_version() -> None:
    versions: dict[tuple[str, str], set[str]] = {}
    for lock in LOCKS:
        for name, version, marker in PIN.findall(lock.read_text()):
            versions.setdefault((name, marker), set()).add(version)
    assert {pin: found for pin, found in versions.items() if len(found) > 1} == {}
