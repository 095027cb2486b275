import json
import re
from collections.abc import Callable

from click.testing import Result

Run = Callable[..., Result]


def test_a_link_is_made_for_a_member_of_staff(run: Run) -> None:
    result = run("link", "chen-dispatcher-dq")
    assert result.exit_code == 0, result.output
    assert re.search(r"社区调度员.*：http://127.0.0.1:0/console/sign-in/[\w-]{43}\n", result.output)


def test_without_a_name_everybody_is_listed(run: Run) -> None:
    assert "chen-dispatcher-dq　陈**（社区调度员）" in run("link").output
    assert json.loads(run("link", "--json").output)["chen-dispatcher-dq"] == "陈**（社区调度员）"


def test_programs_read_the_link_as_json(run: Run) -> None:
    told = json.loads(run("link", "chen-dispatcher-dq", "--json").output)
    assert told["person"] == "chen-dispatcher-dq"
    assert "/console/sign-in/" in told["link"]


def test_a_stranger_gets_no_link(run: Run) -> None:
    result = run("link", "nobody")
    assert result.exit_code == 1
    assert "nobody" in result.output
