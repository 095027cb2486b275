"""What an error of the database means for the rest of the station."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import (
    DBAPIError,
    IntegrityError,
    InterfaceError,
    OperationalError,
    StatementError,
)

from domain.refusals import NotSaved, Stale

# PostgreSQL: unique violation, serialization failure, deadlock.
_FASTER = frozenset({"23505", "40001", "40P01"})
_FASTER_ON_SQLITE = frozenset({"SQLITE_CONSTRAINT_PRIMARYKEY", "SQLITE_CONSTRAINT_UNIQUE"})
# The file is none, or is damaged.
_BROKEN_ON_SQLITE = frozenset({"SQLITE_NOTADB", "SQLITE_CORRUPT"})


class NotDurable(NotSaved):
    """The database would forget accepted turns after a power cut, so it is not opened."""


@contextmanager
def clashes_named() -> Iterator[None]:
    """Raise what the engine knows: somebody was faster, or the store cannot be reached.

    Raises:
        Stale: the same row was written by somebody else first.
        NotSaved: the disk is full, the file is locked for long or broken, the server is gone.
    """
    try:
        yield
    except DBAPIError as error:
        if was_faster(error):
            raise Stale(str(error.orig)) from error
        if _is_gone(error):
            raise NotSaved(str(error.orig)) from error
        raise
    except StatementError as error:
        # A value could not be sealed.
        raise error.orig if isinstance(error.orig, NotSaved) else error from error
    except OSError as error:
        raise NotSaved(str(error)) from error


def was_faster(error: DBAPIError) -> bool:
    """Say whether the error only means that somebody else wrote first."""
    if getattr(error.orig, "sqlstate", None) in _FASTER:
        return True
    name = getattr(error.orig, "sqlite_errorname", "")
    return isinstance(error, IntegrityError) and name in _FASTER_ON_SQLITE


def _is_gone(error: DBAPIError) -> bool:
    if getattr(error.orig, "sqlite_errorname", "") in _BROKEN_ON_SQLITE:
        return True
    return isinstance(error, (OperationalError, InterfaceError)) or error.connection_invalidated
