"""How the sides of a mediation are asked for a yes: one letter a side, the same words for both.

A side without an account is asked by telephone, by who of staff began the mediation, where the
kind allows it; a phone that others read gets a neutral notice.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from domain.accord_kinds import NO, RULES, YES, Kind
from domain.accords import Accord
from domain.amounts import yuan
from domain.candidates import people_texts
from domain.issues import Terms
from domain.letters import matter_name, name_text
from domain.mediation_stages import Role
from domain.mediations import Mediation, Side
from domain.meetings import time_text
from domain.presses import Press
from domain.proceedings import Proceedings
from domain.refusals import Refused
from domain.rules import Rulebook
from domain.turns import Choice, Letter, Text, Value

SIDES = frozenset({Role.APPLICANT, Role.RESPONDENT})
TOLERANCES = (0, 5, 10, 20, 30)
SLOT_ANSWERS = {"2": "yes", "1": "need", "0": "no"}


@dataclass(frozen=True, slots=True)
class Hearing:
    """A mediation as it stands now, with what was said and asked in it."""

    mediation: Mediation
    known: Proceedings
    rules: Rulebook
    at: datetime

    @property
    def quiet_ends(self) -> datetime:
        """Return when an ordinary letter may leave, in UTC."""
        return self.rules.calendar.quiet_ends(self.at)

    def side(self, role: str) -> Side:
        """Return the side of that role."""
        sides = {
            Role.APPLICANT: self.mediation.applicant,
            Role.RESPONDENT: self.mediation.respondent,
        }
        return sides[Role(role)]

    def person(self, role: Role) -> str:
        """Return who answers in that role, "" for a side without an account."""
        return self.side(role).person_id if role in SIDES else self.mediation.mediator

    def matter(self) -> dict[str, Value]:
        """Return what every letter of the mediation may say of the matter."""
        return {"matter": matter_name(self.mediation.leaf, self.rules)}

    def button(
        self, act: str, label: str = "", values: Mapping[str, Value] | None = None
    ) -> Choice:
        """Return one button of the mediation, whatever the version is when it is pressed."""
        words = "_".join(part for part in act.split("/") if not part.isdecimal())
        key = label or f"mediation.button_{words}"
        return Choice(
            Text(key, values or {}), str(Press("mediation", self.mediation.number, -1, act))
        )

    def letter(
        self, person: str, key: str, values: Mapping[str, Value] | None = None, *acts: str
    ) -> Letter:
        """Return a letter to somebody in the mediation, outside quiet hours."""
        choices = tuple(self.button(act) for act in acts)
        told = {**self.matter(), **(values or {})}
        return Letter(person, key, told, choices, not_before=self.quiet_ends)

    def to_side(
        self, role: str, key: str, values: Mapping[str, Value] | None = None, *acts: str
    ) -> tuple[Letter, ...]:
        """Return the letter to a side, none without an account; neutral if that was asked for."""
        side = self.side(role)
        if not side.person_id:
            return ()
        if side.neutral:
            return (Letter(side.person_id, "neutral.notice", not_before=self.quiet_ends),)
        return (self.letter(side.person_id, key, values, *acts),)

    def to_both(
        self, key: str, values: Mapping[str, Value] | None = None, *acts: str
    ) -> tuple[Letter, ...]:
        """Return the same letter to both sides."""
        first = self.to_side(Role.APPLICANT, key, values, *acts)
        return (*first, *self.to_side(Role.RESPONDENT, key, values, *acts))

    def to_mediator(
        self, key: str, values: Mapping[str, Value] | None = None, *acts: str
    ) -> tuple[Letter, ...]:
        """Return the letter to who mediates now, with the number of the case; none for nobody."""
        if not self.mediation.mediator:
            return ()
        told = {"which": self.mediation.number, **(values or {})}
        return (self.letter(self.mediation.mediator, key, told, *acts),)


def check_reachable(accord: Accord, hearing: Hearing) -> None:
    """Let a question pass only if every side can answer it.

    Raises:
        Refused: ``accords.no_account`` if a side has none and this cannot be asked by telephone.
    """
    mute = any(not hearing.person(role) for role in accord.asked)
    if mute and not RULES[accord.kind].assisted:
        raise Refused("accords.no_account")


def about(accord: Accord) -> str:
    """Return how the ``dedupe`` of each letter about the accord begins."""
    return f"talks:{accord.number}:{accord.attempt}:{accord.accord}:"


def questions(accord: Accord, hearing: Hearing) -> tuple[Letter, ...]:
    """Return the letter to each who is asked, outside quiet hours."""
    return tuple(_question(accord, hearing, role) for role in accord.asked)


def _question(accord: Accord, hearing: Hearing, role: Role) -> Letter:
    person, quiet = hearing.person(role), hearing.quiet_ends
    dedupe = f"{about(accord)}{accord.version}:{role}"
    if role in SIDES and hearing.side(role).neutral:
        return Letter(person, "neutral.notice", not_before=quiet, dedupe=dedupe)
    key, values = f"accords.ask_{accord.kind}", values_of(accord, hearing)
    if person:
        choices = choices_of(accord, hearing)
        return Letter(person, key, values, choices, not_before=quiet, dedupe=dedupe)
    opener, which = hearing.mediation.opener, hearing.mediation.number
    told: dict[str, Value] = {"which": which, "question": Text(key, values)}
    choices = _yes_no(accord, hearing, f"/{role}")
    return Letter(opener, "accords.by_phone", told, choices, not_before=quiet, dedupe=dedupe)


def values_of(accord: Accord, hearing: Hearing) -> dict[str, Value]:
    """Return what the question says: matter, words, amount, payer, people, time."""
    titles = {each.issue: each.title for each in hearing.known.issues}
    people = accord.names if accord.kind in _OF_PEOPLE else ()
    return {
        **hearing.matter(),
        "words": accord.words,
        "title": titles.get(accord.issue, ""),
        "amount": yuan(accord.amount),
        "payer": Text(f"accords.payer_{accord.payer}") if accord.payer else "",
        "people": people_texts(people, accord.ties, hearing.rules),
        "slot": _first_time(accord),
    }


def _first_time(accord: Accord) -> Value:
    times = accord.names[:1] if accord.kind is Kind.TIMES else ()
    return next((time_text(datetime.fromisoformat(each)) for each in times), "")


_OF_PEOPLE = frozenset({Kind.MEDIATORS, Kind.PROPOSED, Kind.GUEST})


def is_answer(accord: Accord, said: str) -> bool:
    """Say whether those words answer the question, so that the clock can open them."""
    match accord.kind:
        case Kind.MEDIATORS:
            ranks = said.split(".")
            numbers = {str(number) for number, _ in enumerate(accord.names, 1)}
            return said in (YES, NO) or (set(ranks) <= numbers and len(set(ranks)) == len(ranks))
        case Kind.TIMES:
            return len(said) == len(accord.names) and set(said) <= SLOT_ANSWERS.keys()
        case Kind.BIDDING:
            return said in (NO, *map(str, TOLERANCES))
        case _:
            return said in (YES, NO)


def press_of(accord: Accord, said: str, act: str = "answer") -> str:
    """Return the argument of a press that answers the accord in these very words."""
    return f"{act}/{accord.accord}/{accord.version}/{said}"


def choices_of(accord: Accord, hearing: Hearing, said: str = "") -> tuple[Choice, ...]:
    """Return the buttons of the question; ``said`` is what was chosen of several steps so far."""
    match accord.kind:
        case Kind.RELAY:
            edit = hearing.button(press_of(accord, "", "edit"), "accords.button_edit")
            return (*_yes_no(accord, hearing), edit)
        case Kind.MEDIATORS:
            return _ranks(accord, hearing, said)
        case Kind.TIMES:
            return _slots(accord, hearing, said)
        case Kind.BIDDING:
            return _tolerances(accord, hearing)
        case _:
            return _yes_no(accord, hearing)


def _yes_no(accord: Accord, hearing: Hearing, role: str = "") -> tuple[Choice, ...]:
    return tuple(
        hearing.button(press_of(accord, f"{said}{role}"), f"accords.button_{said}")
        for said in (YES, NO)
    )


def _ranks(accord: Accord, hearing: Hearing, said: str) -> tuple[Choice, ...]:
    ranked = said.split(".") if said else []
    act = "answer" if len(ranked) + 1 == len(accord.names) else "rank"
    left = (number for number, _ in enumerate(accord.names, 1) if str(number) not in ranked)
    rest = tuple(
        hearing.button(
            press_of(accord, ".".join((*ranked, str(number))), act),
            "accords.button_rank",
            {"name": name_text(accord.names[number - 1], hearing.rules)},
        )
        for number in left
    )
    end = hearing.button(
        press_of(accord, said or NO), f"accords.button_{'enough' if said else 'none'}"
    )
    return (*rest, end)


def _slots(accord: Accord, hearing: Hearing, said: str) -> tuple[Choice, ...]:
    act = "answer" if len(said) + 1 == len(accord.names) else "slot"
    return tuple(
        hearing.button(press_of(accord, said + digit, act), f"accords.button_slot_{answer}")
        for digit, answer in SLOT_ANSWERS.items()
    )


def _tolerances(accord: Accord, hearing: Hearing) -> tuple[Choice, ...]:
    shares = tuple(
        hearing.button(
            press_of(accord, str(share)), "accords.button_tolerance", {"share": str(share)}
        )
        for share in TOLERANCES
    )
    return (*shares, hearing.button(press_of(accord, NO), "accords.button_no"))


def terms_text(terms: Terms) -> Value:
    """Return terms as people read them: the words, or who pays how much."""
    if not terms.payer:
        return terms.words
    payer = Text(f"accords.payer_{terms.payer}")
    return Text("accords.pays", {"payer": payer, "amount": yuan(terms.amount)})
