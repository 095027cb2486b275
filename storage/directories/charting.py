"""Turn a whole directory file into the ``Directory`` that it describes."""

from dataclasses import replace

from domain.directory import Directory
from storage.directories.bodies import (
    chart_areas,
    chart_bodies,
    chart_departments,
    chart_stations,
    chart_voting_units,
)
from storage.directories.findings import Book
from storage.directories.grids import chart_grids, chart_microgrids
from storage.directories.people import chart_absences, chart_people
from storage.directories.places import chart_buildings, chart_communities, chart_compounds
from storage.directories.shapes import DirectoryFile


def chart(file: DirectoryFile, book: Book) -> Directory:
    """Return the directory of the file and note in the book every reference that fails."""
    communities = chart_communities(file, book)
    compounds = chart_compounds(file, book)
    buildings = chart_buildings(file, book)
    ground = {(item.compound, item.number): item for item in buildings}
    bodies = chart_bodies(file, book)
    areas = chart_areas(file, ground, bodies, book)
    grids = chart_grids(file, communities, book)
    places = Directory(
        street=file.street.name,
        street_id=file.street.id,
        communities=communities,
        compounds=compounds,
        buildings=buildings,
        grids=grids,
        microgrids=chart_microgrids(file, grids, ground, book),
        areas=areas,
        voting_units=chart_voting_units(file, areas, ground, book),
        bodies=bodies,
        stations=chart_stations(file, grids, book),
        departments=chart_departments(file, book),
    )
    staff = chart_people(file, places, book)
    return replace(places, staff=staff, absences=chart_absences(file, book))
