"""Where a letter goes: to the living address that its reader used last, or to the console."""

from collections.abc import Collection, Mapping

from sqlalchemy import BindParameter, Connection, bindparam, func, select

from domain.people import Address
from storage.tables import ADDRESSES, PEOPLE

# Staff read here what no other door brings them.
CONSOLE = "console"

_PEOPLE: BindParameter[object] = bindparam("people", expanding=True)
_RANKED = (
    select(
        ADDRESSES.c.person_id,
        ADDRESSES.c.channel,
        ADDRESSES.c.handle,
        func.row_number()
        .over(
            partition_by=ADDRESSES.c.person_id,
            order_by=(ADDRESSES.c.used_at.desc(), ADDRESSES.c.channel, ADDRESSES.c.handle),
        )
        .label("place"),
    )
    .where(ADDRESSES.c.person_id.in_(_PEOPLE), ADDRESSES.c.dead_at.is_(None))
    .subquery()
)
_LIVING = select(_RANKED).where(_RANKED.c.place == 1)
_RESIDENTS = select(PEOPLE.c.person_id).where(
    PEOPLE.c.person_id.in_(_PEOPLE), PEOPLE.c.staff.is_(False)
)


def addresses_of(conn: Connection, people: Collection[str]) -> Mapping[str, Address | None]:
    """Return the best address of each person, None for a resident who cannot be reached."""
    found: dict[str, Address | None] = {}
    if people:
        for row in conn.execute(_LIVING, {"people": sorted(people)}):
            found[row.person_id] = Address(row.channel, row.handle)
    lost = set(people) - found.keys()
    if lost:
        residents = set(conn.scalars(_RESIDENTS, {"people": sorted(lost)}))
        for person_id in lost:
            found[person_id] = None if person_id in residents else Address(CONSOLE, person_id)
    return found
