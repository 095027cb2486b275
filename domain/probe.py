"""The synthetic resident (拨测): a community that no file can name and no list shows.

It lies beside the directory (``Directory.unlisted``): what is looked up by its code is found, what
is gone through is the real community's alone.
"""

from dataclasses import replace
from datetime import date

from domain.directory import Building, Community, Compound, Directory, Grid, MicroGrid, Stairwell
from domain.people import Person, Post, Role, ScopeKind

# One code for everything in it. In a directory file a code begins with a letter.
PROBE = "_probe"
PLACE_CODE = f"{PROBE}.1.1"
SECRETARY = Person(PROBE, PROBE, PROBE, (Post(Role.SECRETARY, ScopeKind.GRID, PROBE),))

_UNLISTED = Directory(
    street=PROBE,
    communities=(Community(PROBE, "", PROBE, "ZZ"),),
    compounds=(Compound(PROBE, PROBE, PROBE),),
    buildings=(Building(PROBE, "1", 1, 1, 1),),
    grids=(Grid(PROBE, PROBE, PROBE, date.min),),
    microgrids=(MicroGrid(PROBE, PROBE, PROBE, (Stairwell(PROBE, "1"),), date.min),),
    staff=(SECRETARY,),
)


def with_probe(directory: Directory) -> Directory:
    """Return the directory with the synthetic resident's community beside it."""
    return replace(directory, unlisted=_UNLISTED)
