"""How the Bot API says no."""

from typing import Any, NoReturn


class Refusal(Exception):
    """One refusal: HTTP code, the words that clients know it by, and what they may do next."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> dict[str, Any]:
        """Return the answer's JSON."""
        body: dict[str, Any] = {
            "ok": False,
            "error_code": self.code,
            "description": self.description,
        }
        return {**body, "parameters": self.parameters} if self.parameters else body


def bad(words: str, **parameters: int) -> NoReturn:
    """Refuse with 400."""
    raise Refusal(400, f"Bad Request: {words}", **parameters)


def forbidden(words: str) -> NoReturn:
    """Refuse with 403."""
    raise Refusal(403, f"Forbidden: {words}")


def conflict(words: str) -> NoReturn:
    """Refuse with 409."""
    raise Refusal(409, f"Conflict: {words}")


def too_many(seconds: int) -> NoReturn:
    """Refuse with 429."""
    raise Refusal(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


def not_found() -> NoReturn:
    """Refuse with 404."""
    raise Refusal(404, "Not Found: method not found")
