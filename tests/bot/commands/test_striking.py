import json
from collections.abc import Callable

import pytest
from click.testing import Result

from jobs.table import JOBS

Run = Callable[..., Result]


@pytest.mark.parametrize("job", [job.name for job in JOBS])
def test_a_job_strikes_once_for_a_moment(run: Run, job: str) -> None:
    first, second = (run("strike", job, "--at", "2026-12-01T09:00") for _ in range(2))
    assert first.exit_code == 0, first.output
    assert "已按 2026-12-01T09:00+08:00 执行" in first.output
    assert "不再执行" in second.output


def test_without_a_moment_it_strikes_now(run: Run) -> None:
    told = json.loads(run("strike", "chase", "--json").output)
    assert (told["job"], told["struck"]) == ("chase", True)


def test_an_unknown_job_or_moment_is_a_fault_of_usage(run: Run) -> None:
    assert run("strike", "dance").exit_code == 2
    assert run("strike", "chase", "--at", "soon").exit_code == 2
