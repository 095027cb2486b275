"""Who else comes to the table: a mediator whom staff proposes, a neighbour or expert as a guest."""

from dataclasses import replace

from domain.accord_kinds import Kind
from domain.candidates import parties_of, roster_of, told_ties
from domain.letters import name_text
from domain.mediation_stages import Do, Role, Stage
from domain.mediations import Mediation
from domain.mediators import Mediator, Tie, is_barred
from domain.people import Person, ScopeKind
from domain.refusals import Refused
from domain.turns import Step
from handlers import hearings, mediating
from handlers.asking import draft_of, put
from handlers.talk import Talk

_MOST_GUESTS = 5


def proposed(talk: Talk, mediation: Mediation, argument: str) -> Step:
    """Propose one mediator to both sides, who both have to want him, whatever ties he has.

    ``argument`` is his id, and behind a slash what the station found in earlier cases.

    Raises:
        Refused: ``mediation.no_mediator`` for who may not, ``asking.runs``, or as the table does.
    """
    if Role.STAFF not in mediating.roles(talk, mediation):
        raise Refused("mediation.not_yours")
    if mediation.stage is not Stage.SELECT_M:
        raise Refused("mediation.not_now")
    person_id, _, told = argument.partition("/")
    roster = (person for person, _ in roster_of(talk.rules, mediation.community_id, talk.day))
    person = next((each for each in roster if each.person_id == person_id), None)
    if person is None or not _is_free(talk, mediation, person):
        raise Refused("mediation.no_mediator")
    return _put(talk, mediation, Kind.PROPOSED, person, told)


def _put(talk: Talk, mediation: Mediation, kind: Kind, person: Person, told: str = "") -> Step:
    """Ask both sides about one person, and tell them what he is to either of them."""
    mapped = told_ties(_known(talk, person), mediation)
    ties = {*mapped.split("."), *(each for each in told.split(".") if each in set(Tie))} - {""}
    draft = draft_of(talk, mediation, kind)
    names, said = (person.person_id,), (".".join(sorted(ties)),)
    return put(talk, mediation, replace(draft, names=names, ties=said))


def _is_free(talk: Talk, mediation: Mediation, person: Person) -> bool:
    out = {mediation.opener, mediation.captain, mediation.mediator, *mediation.objected}
    is_out = person.person_id in out
    return not is_out and not is_barred(_known(talk, person), parties_of(mediation))


def _known(talk: Talk, person: Person) -> Mediator:
    return Mediator(
        person.person_id,
        home=person.home,
        kin=frozenset(person.kin),
        bodies=frozenset(
            post.code for post in person.posts_on(talk.day) if post.scope is ScopeKind.BODY
        ),
    )


def guests(talk: Talk, mediation: Mediation, person_id: str) -> Step:
    """Ask both sides whether an expert may join; without a name, show who there is.

    Raises:
        Refused: ``mediation.no_mediator`` for who may not, ``mediation.not_yours``.
    """
    if Role.MEDIATOR not in mediating.roles(talk, mediation):
        raise Refused("mediation.not_yours")
    hearings.checked(talk, mediation, Do.ASK)
    free = [each for each in _experts(talk, mediation) if _is_free(talk, mediation, each)]
    if not person_id:
        hearing = hearings.hearing_of(talk, mediation)
        choices = tuple(
            hearing.button(
                f"guest/{each.person_id}",
                "selecting.button_guest",
                {"name": name_text(each.person_id, talk.rules), "skills": "、".join(each.skills)},
            )
            for each in free[:_MOST_GUESTS]
        )
        return Step((talk.letter("selecting.which_guest", hearing.matter(), choices),))
    person = next((each for each in free if each.person_id == person_id), None)
    if person is None:
        raise Refused("mediation.no_mediator")
    return _put(talk, mediation, Kind.GUEST, person)


def _experts(talk: Talk, mediation: Mediation) -> list[Person]:
    known = talk.rules.directory.staff
    return [each for each in known if each.skills and each.person_id not in mediation.course.guests]
