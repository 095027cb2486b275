"""Logs that tell what happened and never what a resident said."""

import logging
import re
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from traceback import walk_tb
from types import TracebackType
from typing import TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from domain.privacy import mask_numbers

# What opens a door stands in addresses: a bot's token, the secret of a sign-in link.
_SECRETS = re.compile(r"\d{6,}:[\w-]{20,}|(?<=sign-in/)[\w-]+|(?<=start=)[\w-]+")
# These libraries write addresses, whole requests or their own plug-ins at INFO. Whatever level
# somebody sets for them, what they were given is left out of their lines.
_TALKATIVE = (
    "aiohttp.access",
    "alembic.runtime.plugins",
    "apscheduler",
    "httpcore",
    "httpx",
    "telegram",
)


def set_up_logs(level: str, form: str, stream: TextIO = sys.stderr) -> None:
    """Write logs of our own and of every library as ``text`` or ``json`` lines to the stream."""
    shared: list[Processor] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        without_words,
    ]
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, _renderer(form)],
    )
    out = logging.StreamHandler(stream)
    out.setFormatter(formatter)
    logging.root.handlers = [out]
    logging.root.setLevel(level)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )


def _renderer(form: str) -> Processor:
    if form == "json":
        return structlog.processors.JSONRenderer(ensure_ascii=False)
    return structlog.dev.ConsoleRenderer(colors=False)


def without_words(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Put the kind and the lines of an exception in place of its message and its values.

    The key of a turn, which holds the channel's own name of the chat, is told by its digest. The
    last wall, behind which nothing of the kind should come: numbers and tokens are masked.
    """
    if "turn" in event:
        event["turn"] = sha256(str(event["turn"]).encode()).hexdigest()[:12]
    error = _error_of(event.pop("exc_info", None))
    event.pop("exc_text", None)
    record = event.get("_record")
    if record:
        record.exc_info = None
        # After its first line asyncio writes out tasks, with what their errors say.
        if record.name == "asyncio":
            event["event"] = str(event["event"]).partition("\n")[0]
        if record.name.startswith(_TALKATIVE):
            template = str(record.msg)
            event["event"] = record.funcName if event["event"] == template else template
    if error:
        event["error"] = " < ".join(type(each).__name__ for each in _chain(error))
        event["where"] = " > ".join(_lines(error.__traceback__))
    # The line and its number are the machine's own words.
    own = {"_record", "where", "error", "timestamp", "level"}
    return {name: value if name in own else _masked(value) for name, value in event.items()}


def _masked(value: object) -> object:
    return mask_numbers(_SECRETS.sub("***", value)) if isinstance(value, str) else value


def _error_of(found: object) -> BaseException | None:
    if found is True or found == 1:
        return sys.exc_info()[1]
    if isinstance(found, tuple):
        found = found[1]
    return found if isinstance(found, BaseException) else None


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: list[BaseException] = []
    step: BaseException | None = error
    while step and step not in seen:
        seen.append(step)
        step = step.__cause__ or step.__context__
    return iter(seen)


def _lines(trace: TracebackType | None) -> Iterator[str]:
    for frame, line in walk_tb(trace):
        path = Path(frame.f_code.co_filename)
        yield f"{path.parent.name}/{path.name}:{line}"
