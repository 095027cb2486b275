"""Look up many keys in one statement, by the index of the key.

SQLite reads a whole table for ``(a, b) IN (VALUES …)`` but not for ``a IN (…) AND b IN (…)``. The
second also finds rows that mix the parts of two keys: whoever asks picks out his own by key, and
nobody deletes or changes rows by it.
"""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, and_, bindparam


def among(*columns: ColumnElement[str]) -> ColumnElement[bool]:
    """Return the condition that each column holds that part of some key."""
    return and_(
        *(
            column.in_(bindparam(f"part_{place}", expanding=True))
            for place, column in enumerate(columns)
        )
    )


def parts_of_keys(keys: Iterable[tuple[str, ...]]) -> dict[str, list[str]]:
    """Return what ``among`` asks for: the values of each part, each once."""
    parts = zip(*keys, strict=True)
    return {f"part_{place}": sorted(set(part)) for place, part in enumerate(parts)}
