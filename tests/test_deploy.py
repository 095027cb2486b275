import re
import shutil
import subprocess
from pathlib import Path

from tests.conftest import do_without

UNIT = Path(__file__).resolve().parents[1] / "deploy" / "yizhan.service"
MOST = 1.5


def test_the_unit_is_closed_as_far_as_systemd_can_tell() -> None:
    program = shutil.which("systemd-analyze")
    if program is None:
        do_without("needs systemd-analyze: install Debian's package systemd")
    command = [program, "security", "--offline=yes", "--no-pager", str(UNIT)]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    found = re.search(r"exposure level for \S+: ([\d.]+)", said)
    assert found, said
    assert float(found[1]) <= MOST
