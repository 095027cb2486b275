"""One turn being answered: the desk, the turn and what was understood of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from domain.calendar import shanghai_day
from domain.cases import Case, Deed
from domain.parts import parts_of
from domain.reading import Reading
from domain.rules import Rulebook
from domain.states import Act, Part
from domain.turns import Choice, Desk, Dialogue, Letter, Step, Text, Turn, Value


@dataclass(frozen=True, slots=True)
class Talk:
    """What every conversation is handed."""

    desk: Desk
    turn: Turn
    reading: Reading

    @property
    def day(self) -> date:
        """Return the Shanghai day of this turn."""
        return shanghai_day(self.desk.at)

    @property
    def rules(self) -> Rulebook:
        """Return the rules in force."""
        return self.desk.rules

    def parts(self, case: Case) -> frozenset[Part]:
        """Return what the speaker is to the case."""
        return parts_of(case, self.desk.person, self.rules, self.day)

    def deed(self, act: Act, case: Case, *, public: str = "", internal: str = "") -> Deed:
        """Return the speaker's act on the case, now."""
        return Deed(
            act=act,
            actor=self.desk.person.person_id,
            parts=self.parts(case),
            at=self.desk.at,
            public=public,
            internal=internal,
        )

    def station_deed(self, act: Act, reason: str = "") -> Deed:
        """Return an act of the station itself, now."""
        return Deed(act, "station", frozenset({Part.STATION}), self.desk.at, reason)

    def letter(
        self, key: str, values: Mapping[str, Value], choices: tuple[Choice, ...] = ()
    ) -> Letter:
        """Return a letter to the speaker; answers to one's own words do not wait for morning."""
        number = values.get("number")
        case_number = number if isinstance(number, str) else ""
        return Letter(self.desk.person.person_id, key, values, choices, case_number, urgent=True)

    def say(self, key: str, values: Mapping[str, Value] | None = None) -> Step:
        """Return a step that says one thing and ends any open question."""
        return Step(says=(self.letter(key, values or {}),), dialogue=self.resting())

    def ask(self, stage: str, letter: Letter, notes: Mapping[str, str] | None = None) -> Step:
        """Return a step that asks one question; the answer comes to ``stage``."""
        return Step(says=(letter,), dialogue=self.at_stage(stage, notes))

    def at_stage(self, stage: str, notes: Mapping[str, str] | None = None) -> Dialogue:
        """Return the dialogue row standing at ``stage``."""
        return replace(self.desk.dialogue, stage=stage, notes=dict(notes or {}))

    def resting(self) -> Dialogue | None:
        """Return the dialogue without a question, None if there was none."""
        return self.at_stage("") if self.desk.dialogue.stage else None


def choice(key: str, press: str, values: Mapping[str, Value] | None = None) -> Choice:
    """Return one button."""
    return Choice(Text(key, values or {}), press)
