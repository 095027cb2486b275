import json
from collections.abc import Callable

from click.testing import Result

from domain.rights import PAGES


def test_every_page_is_printed(run: Callable[..., Result]) -> None:
    result = run("describe")
    assert result.exit_code == 0
    paths = json.loads(result.output)["paths"]
    told = {f"{method.upper()} {path}" for path, methods in paths.items() for method in methods}
    assert told == set(PAGES)
