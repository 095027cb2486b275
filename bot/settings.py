"""What differs between one deployment and another, and nothing else."""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import time
from difflib import get_close_matches
from ipaddress import IPv4Address, IPv6Address
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from domain.calendar import OfficeHours
from domain.refusals import Refused

PREFIX = "YIZHAN_"
# A station that listens everywhere is reached from its own machine here.
LOOPBACK_OF = {str(IPv4Address(0)): "127.0.0.1", str(IPv6Address(0)): "::1"}


class Misconfigured(Exception):
    """The settings cannot be used; the message has one line for each fault."""


def _read_hours(value: object) -> object:
    """Read ``08:30-12:00,13:30-17:30``."""
    if not isinstance(value, str):
        return value
    try:
        windows = [window.split("-") for window in value.split(",")]
        return OfficeHours(
            tuple(
                (time.fromisoformat(opens.strip()), time.fromisoformat(closes.strip()))
                for opens, closes in windows
            )
        )
    except (Refused, ValueError):
        raise ValueError("should read like 08:30-12:00,13:30-17:30, earliest first") from None


def _own_url(known: Mapping[str, Any]) -> str:
    host = LOOPBACK_OF.get(known["host"], known["host"])
    return f"http://[{host}]:{known['port']}" if ":" in host else f"http://{host}:{known['port']}"


def _is_demo(known: Mapping[str, Any]) -> bool:
    return not known["directory_file"]


def _read_web_url(url: str) -> str:
    if not re.fullmatch(r"https?://[^/?#\s]+(/[^?#\s]*)?", url):
        raise ValueError("should start with http:// or https:// and have no ? or #")
    return url.rstrip("/")


def _read_database_url(url: str) -> str:
    if not re.fullmatch(r"sqlite:///.+|postgresql://.+", url):
        raise ValueError("should start with sqlite:/// or postgresql://")
    return url


def _read_token(token: SecretStr) -> SecretStr:
    if not re.fullmatch(r"([0-9]+:[\w-]{20,})?", token.get_secret_value(), re.ASCII):
        raise ValueError("should look like 123456789:AbC-d, as BotFather gave it")
    return token


def _read_name(name: str) -> str:
    if not re.fullmatch(r"(\w{5,32})?", name, re.ASCII):
        raise ValueError("should be the bot's user name, without @")
    return name


def _read_moment(moment: time) -> time:
    if moment.tzinfo is not None:
        raise ValueError("should be a time of the day in Asia/Shanghai, without an offset")
    return moment


def _read_groups(value: object) -> object:
    if not isinstance(value, str):
        return value
    pairs = [each.strip().partition("=") for each in value.split(",")]
    if not all(re.fullmatch(r"-[0-9]{1,18}", chat, re.ASCII) and name for name, _, chat in pairs):
        raise ValueError("should read like dongqiao=-1001234567890, communities and group ids")
    return {name: int(chat) for name, _, chat in pairs}


WebUrl = Annotated[str, AfterValidator(_read_web_url)]
Moment = Annotated[time, AfterValidator(_read_moment)]


class Settings(BaseSettings):
    """The settings, read from ``YIZHAN_*`` in the environment and in the file ``.env``.

    An empty value means the default. Moments of the day are read in Asia/Shanghai.
    """

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
    )

    state_dir: Path = Path("var")
    database_url: Annotated[str, AfterValidator(_read_database_url)] = "sqlite:///yizhan.db"
    key_file: str = ""
    host: str = "127.0.0.1"
    port: int = Field(8080, ge=0, le=65535)
    public_url: WebUrl = Field(default_factory=_own_url)
    directory_file: str = ""
    demo: bool = Field(default_factory=_is_demo)
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["text", "json"] = "text"
    telegram_token: Annotated[SecretStr, AfterValidator(_read_token)] = SecretStr("")
    telegram_name: Annotated[str, AfterValidator(_read_name)] = ""
    telegram_api_base: WebUrl = "https://api.telegram.org"
    telegram_client: Literal["ptb", "http"] = "ptb"
    telegram_mode: Literal["polling", "webhook"] = "polling"
    telegram_topics: Annotated[Mapping[str, int], NoDecode, BeforeValidator(_read_groups)] = Field(
        default_factory=dict
    )
    max_upload_mb: int = Field(20, ge=1, le=200)
    retention_days: int = Field(1095, ge=1)
    quiet_from: Moment = time(21)
    quiet_to: Moment = time(8)
    office_hours: Annotated[OfficeHours, NoDecode, BeforeValidator(_read_hours)] = OfficeHours()

    @property
    def database(self) -> str:
        """Return the database's URL; a relative SQLite path lies in ``state_dir``."""
        path = self.database_url.removeprefix("sqlite:///")
        if path in {self.database_url, ":memory:"}:
            return self.database_url
        return f"sqlite:///{self.state_dir / path}"

    @property
    def keys(self) -> Path:
        """Return the file with the keys of the personal fields."""
        return Path(self.key_file) if self.key_file else self.state_dir / "keys"

    @property
    def max_upload_bytes(self) -> int:
        """Return the largest upload in bytes."""
        return self.max_upload_mb * 1024 * 1024


def read_settings(env_file: Path | None = Path(".env")) -> Settings:
    """Read the settings from the environment and, below it, from ``env_file``.

    Raises:
        Misconfigured: If a name is unknown or a value cannot be used.
    """
    unknown = [_unknown(name) for name in sorted(os.environ) if _is_unknown(name)]
    try:
        settings = Settings(_env_file=env_file)
    except ValidationError as wrong:
        raise Misconfigured("\n".join([*unknown, *_faults(wrong)])) from None
    if unknown:
        raise Misconfigured("\n".join(unknown))
    return settings


def _names() -> Iterable[str]:
    return (PREFIX + name.upper() for name in Settings.model_fields)


def _is_unknown(name: str) -> bool:
    return name.upper().startswith(PREFIX) and name.upper() not in _names()


def _unknown(name: str) -> str:
    nearest, *_ = get_close_matches(name.upper(), list(_names()), n=1, cutoff=0)
    return f"{name.upper()}: there is no such setting; the nearest is {nearest}"


def _faults(wrong: ValidationError) -> Iterator[str]:
    for error in wrong.errors():
        field = str(error["loc"][0])
        if error["type"] == "extra_forbidden":
            yield _unknown(field)
        elif error["type"] != "default_factory_not_called":
            # The latter only follows from another fault, which has a line of its own.
            yield f"{PREFIX}{field.upper()}: {error['msg'].removeprefix('Value error, ')}"
