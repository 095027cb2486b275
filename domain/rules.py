"""The rules in force at one moment: map, categories, calendar, who is away."""

from dataclasses import dataclass
from datetime import date, timedelta

from domain.calendar import Calendar
from domain.categories import Categories
from domain.directory import Directory
from domain.people import Absence, Person


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Everything that is the same for every person: swapped whole when a version changes.

    ``retention`` is how long an ended case is kept at least (docs/sources.md#retention).
    """

    directory: Directory
    categories: Categories
    calendar: Calendar
    absences: tuple[Absence, ...] = ()
    retention: timedelta = timedelta(days=3 * 365)

    def deputy_of(self, person_id: str, day: date) -> str:
        """Return who serves for that person on the day: the person, a deputy, or "" for nobody.

        A chain of deputies is followed; a circle of absent people ends with nobody, and so does
        a deputy who may not read what the absent person reads, wherever he was named.
        """
        seen: set[str] = set()
        asked = self.directory.person(person_id)
        while person_id and person_id not in seen:
            seen.add(person_id)
            away = self._absence(person_id, day)
            if away is None:
                return person_id if self._may_serve(person_id, asked, day) else ""
            person_id = away.deputy
        return ""

    def _may_serve(self, person_id: str, asked: Person | None, day: date) -> bool:
        person = self.directory.person(person_id)
        if person is None or asked is None or person == asked:
            return True
        return person.may_stand_in_for(asked, day)

    def _absence(self, person_id: str, day: date) -> Absence | None:
        return next(
            (
                absence
                for absence in self.absences
                if absence.person_id == person_id and absence.since <= day <= absence.until
            ),
            None,
        )
