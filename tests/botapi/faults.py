"""What goes wrong, by method and count: scripts of faults."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, TypeAlias

from aiohttp import web

from tests.botapi.refusals import Refusal

ANY = "*"


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: ``before`` the call was done or after it.

    ``kind`` is ``status`` (an HTTP error with a page in it), ``refuse`` (an error of the API),
    ``cut`` (the connection ends without an answer), ``hang`` (no answer for ``seconds``),
    ``garbage`` (200 with something that is no JSON) or ``none`` (this call goes well).
    """

    kind: str
    code: int = 502
    words: str = "Bad Gateway"
    seconds: float = 0
    retry_after: int = 0
    is_before: bool = True


Played: TypeAlias = Callable[[], Any]


class Faults:
    """Faults that wait to be played, by method."""

    def __init__(self) -> None:
        self._waiting: dict[str, deque[Fault]] = defaultdict(deque)

    def script(self, method: str, *faults: Fault, times: int = 1) -> None:
        """Let the next calls of the method (``*``: of any) meet these faults."""
        self._waiting[method.lower()].extend(faults * times)

    def take(self, method: str) -> Fault | None:
        """Return the fault that this call meets."""
        for name in (method.lower(), ANY):
            if self._waiting[name]:
                fault = self._waiting[name].popleft()
                return None if fault.kind == "none" else fault
        return None

    @property
    def are_left(self) -> bool:
        """Say whether some were never met."""
        return any(self._waiting.values())


async def play(fault: Fault, request: web.Request) -> web.Response:
    """Let the call fail as the fault says."""
    match fault.kind:
        case "hang":
            await asyncio.sleep(fault.seconds)
        case "refuse":
            extra = {"retry_after": fault.retry_after} if fault.retry_after else {}
            refusal = Refusal(fault.code, fault.words, **extra)
            return web.json_response(refusal.body(), status=fault.code)
        case "garbage":
            return web.Response(text="<html>all is well</html>", content_type="text/html")
        case "cut":
            pass
        case _:
            page = f"<html>{HTTPStatus(fault.code).phrase}</html>"
            return web.Response(status=fault.code, text=page, content_type="text/html")
    if request.transport:
        request.transport.abort()
    return web.Response(status=HTTPStatus.BAD_GATEWAY)
