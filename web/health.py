"""How the station is: for a supervisor, a balancer, a collector of figures, and the duty desk."""

import asyncio
import resource
import shutil
import time
from collections.abc import Mapping
from http import HTTPStatus
from ipaddress import ip_address
from pathlib import Path

from aiohttp import web

from domain.alarms import ALARMS, ringing
from domain.refusals import NotSaved
from storage.gauges import measured
from web.console import console_page
from web.pages import PAGES
from web.parts import PARTS
from web.staff import staff_of

# Who waits longer for the database than this counts it as gone, in seconds.
_PATIENCE = 5.0
_LARGE = 100
_FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Real-IP")

routes = web.RouteTableDef()


@routes.get("/livez")
async def live(request: web.Request) -> web.Response:
    """Say that the event loop turns; whoever asks learns nothing more."""
    del request
    return web.json_response({"alive": True})


@routes.get("/readyz")
async def ready(request: web.Request) -> web.Response:
    """Say whether messages are taken here: 503 where they are not, and why by name."""
    gauges = await _gauges(request)
    state, why = _state(request, gauges)
    down = state == "down"
    status = HTTPStatus.SERVICE_UNAVAILABLE if down else HTTPStatus.OK
    return web.json_response({"state": state, "why": why}, status=status)


@routes.get("/metrics")
async def figures(request: web.Request) -> web.Response:
    """Tell every figure as Prometheus reads it, on this machine only.

    Raises:
        HTTPForbidden: somebody asks from elsewhere, or through a proxy.
    """
    if not _is_here(request):
        raise web.HTTPForbidden
    gauges = await _gauges(request)
    lines = [
        f"# TYPE yizhan_{name} gauge\nyizhan_{name} {value:g}"
        for name, value in sorted({**gauges, **_process()}.items())
    ]
    alarms = {each.gauge for each in ringing(gauges)}
    lines.append("# TYPE yizhan_alarm gauge")
    lines += [
        f'yizhan_alarm{{gauge="{each.gauge}"}} {int(each.gauge in alarms)}' for each in ALARMS
    ]
    lines += request.app[PARTS].figures()
    body = "\n".join(lines) + "\n"
    return web.Response(text=body, content_type="text/plain", charset="utf-8")


@routes.get("/console/duty")
async def duty(request: web.Request) -> web.Response:
    """Show what the duty desk looks at; the page turns red by itself when it grows old."""
    staff = await staff_of(request)
    gauges = await _gauges(request)
    alarms = {each.gauge for each in ringing(gauges)}
    say = request.app[PAGES].say
    rows = tuple(
        (say(f"web.duty.{each.gauge}"), _short(gauges.get(each.gauge, -1)), each.gauge in alarms)
        for each in ALARMS
    )
    values = {"rows": rows, "at": request.app[PARTS].now(), "is_red": bool(alarms)}
    return await console_page(request, staff, "duty.html", values)


def _short(value: float) -> str:
    return f"{round(value, 2):g}" if value < _LARGE else f"{value:.0f}"


async def _gauges(request: web.Request) -> dict[str, float]:
    parts = request.app[PARTS]
    now, begin = parts.now(), time.perf_counter()
    try:
        async with asyncio.timeout(_PATIENCE):
            await parts.database.write(lambda _conn: None)
            found = await parts.database.read(lambda conn: measured(conn, now))
    except (NotSaved, TimeoutError):
        return {}
    disk = shutil.disk_usage(parts.database.state_dir)
    return {
        **found,
        **parts.ages(),
        "database_seconds": time.perf_counter() - begin,
        "disk_used_ratio": 1 - disk.free / disk.total,
    }


def _state(request: web.Request, gauges: Mapping[str, float]) -> tuple[str, list[str]]:
    why = [each.gauge for each in ringing(gauges)]
    if not gauges:
        return "down", ["database_seconds"]
    if not request.app[PARTS].is_ready():
        return "down", ["not_ready"]
    return ("degraded" if why else "ready"), why


def _process() -> dict[str, float]:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    folder = Path("/proc/self/fd")
    return {
        "process_cpu_seconds": usage.ru_utime + usage.ru_stime,
        "process_peak_kilobytes": usage.ru_maxrss,
        "process_open_files": len(tuple(folder.iterdir())) if folder.is_dir() else 0,
    }


def _is_here(request: web.Request) -> bool:
    if any(name in request.headers for name in _FORWARDED):
        return False
    return bool(request.remote) and ip_address(str(request.remote)).is_loopback
