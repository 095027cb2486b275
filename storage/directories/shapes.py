"""The shape of a directory file: which tables and keys it has and what may stand in them.

``row`` is the place of a row in its list, set while reading, so that a finding can name it.
"""

from datetime import date
from typing import Annotated, Literal, TypeAlias, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, Strict

from domain.people import Role

ROW = "#row"
BodyKind: TypeAlias = Literal["property", "committee", "mediation", "maintenance"]

Item = TypeVar("Item")
Rows: TypeAlias = Annotated[tuple[Item, ...], Strict(strict=False)]
Name: TypeAlias = Annotated[str, Field(min_length=1, max_length=60)]
Line: TypeAlias = Annotated[str, Field(max_length=200)]
Names: TypeAlias = Rows[Name]
Slug: TypeAlias = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{1,39}$")]
Ranges: TypeAlias = Annotated[str, Field(min_length=1, max_length=2000)]
# Compound, building, unit, room: 某某小区/1/1/101.
HomeWords: TypeAlias = Annotated[str, Field(pattern=r"^([^/]+/[^/]+/[^/]*/[^/]*)?$")]
Count: TypeAlias = Annotated[int, Field(ge=1, le=100)]
GridCode: TypeAlias = Annotated[str, Field(pattern=r"^G[0-9]{2}$")]
MicroCode: TypeAlias = Annotated[str, Field(pattern=r"^W[0-9]{3}$")]
Leaf: TypeAlias = Annotated[str, Field(pattern=r"^[A-MX][0-9]{0,2}$")]
Household: TypeAlias = Annotated[int, Field(ge=1, le=100_000)]
Norm: TypeAlias = Annotated[tuple[Household, Household], Strict(strict=False)]


def _one_or_many(value: object) -> object:
    return (value,) if isinstance(value, str) else value


def _only_covers(value: object) -> object:
    return {"covers": value} if isinstance(value, str) else value


OneOrMany: TypeAlias = Annotated[Names, BeforeValidator(_one_or_many)]


class Shape(BaseModel):
    """One table of the file."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Row(Shape):
    """One table of a list of tables."""

    row: int = Field(default=0, alias=ROW)


class Dates(Row):
    """A row that holds for a time, both days inclusive."""

    since: date | None = None
    until: date | None = None


class StreetRow(Shape):
    """The street (街道) that the directory is about."""

    id: Slug
    name: Name
    code: Annotated[str, Field(pattern=r"^[0-9]{9}$")] = "000000000"


class NormsRow(Shape):
    """How many households are usual here, least and most; Zhejiang's numbers if not said."""

    grid_households: Norm = (300, 500)
    microgrid_households: Norm = (50, 80)


class CommunityRow(Row):
    """One community (社区)."""

    id: Slug
    code: Annotated[str, Field(pattern=r"^[0-9]{12}$")]
    name: Name
    prefix: Annotated[str, Field(pattern=r"^[A-Z]{2,4}$")]


class CompoundRow(Row):
    """One compound (小区)."""

    code: Slug
    name: Name
    community: Line = ""
    aliases: Names = ()
    landmarks: Names = ()


class ExceptionRow(Shape):
    """Buildings of a row that differ from the others of it."""

    numbers: Ranges
    units: Count | None = None
    floors: Count | None = None
    rooms_per_floor: Count | None = None
    first_floor: Count | None = None
    missing: Names | None = None


class BuildingRow(Row):
    """Buildings that are alike: ``numbers = "1-8, 10"``."""

    compound: Name
    numbers: Ranges
    units: Count
    floors: Count
    rooms_per_floor: Count
    first_floor: Count = 1
    missing: Names = ()
    aliases: Names = ()
    exceptions: Rows[ExceptionRow] = ()


class MicroGridRow(Shape):
    """One micro-grid; its dates are those of its grid unless it names its own."""

    covers: Ranges
    name: Line = ""
    since: date | None = None
    until: date | None = None


class GridRow(Dates):
    """One grid with its micro-grids, by their codes."""

    code: GridCode
    name: Name
    since: date
    community: Line = ""
    successors: Names = ()
    microgrids: dict[MicroCode, Annotated[MicroGridRow, BeforeValidator(_only_covers)]] = Field(
        default_factory=dict
    )


class AreaRow(Dates):
    """One property-management area."""

    code: Slug
    name: Name
    compounds: OneOrMany
    community: Line = ""
    parts: Annotated[str, Field(max_length=2000)] = ""
    company: Line = ""
    committee: Line = ""
    maintenance: Line = ""


class VotingUnitRow(Dates):
    """One unit that votes together, where it is not a whole area."""

    code: Slug
    name: Name
    area: Name
    parts: Ranges


class BodyRow(Row):
    """One property company, owners' committee, mediation committee or lift firm."""

    code: Slug
    kind: BodyKind
    name: Name
    community: Line = ""
    aliases: Names = ()
    phone: Line = ""


class StationRow(Row):
    """One grid station."""

    code: Slug
    grid: Name
    name: Name
    address: Line
    hours: Line
    phone: Line = ""
    services: Names = ()


class DepartmentRow(Row):
    """One department queue."""

    code: Slug
    name: Name
    hours: Line
    phone: Line = ""
    takes: Rows[Leaf] = ()
    aliases: Names = ()


class PostRow(Shape):
    """One duty: a role over one thing or several."""

    role: Annotated[Role, Strict(strict=False)]
    over: OneOrMany = ()
    since: date | None = None
    until: date | None = None


class PersonRow(Dates):
    """One member of staff; further duties stand in ``also``; the last three are for mediators."""

    id: Slug
    name: Name
    role: Annotated[Role, Strict(strict=False)]
    over: OneOrMany = ()
    also: Rows[PostRow] = ()
    skills: OneOrMany = ()
    home: HomeWords = ""
    kin: OneOrMany = ()


class AbsenceRow(Row):
    """Days on which somebody is away, and who stands in."""

    person: Name
    since: date
    until: date
    deputy: Name


class DirectoryFile(Shape):
    """A whole directory file."""

    street: StreetRow
    norms: NormsRow = NormsRow()
    communities: Rows[CommunityRow]
    compounds: Rows[CompoundRow] = ()
    buildings: Rows[BuildingRow] = ()
    grids: Rows[GridRow] = ()
    areas: Rows[AreaRow] = ()
    voting_units: Rows[VotingUnitRow] = ()
    bodies: Rows[BodyRow] = ()
    stations: Rows[StationRow] = ()
    departments: Rows[DepartmentRow] = ()
    people: Rows[PersonRow] = ()
    absences: Rows[AbsenceRow] = ()
