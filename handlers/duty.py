"""Who is on duty today: the community's desk and the speaker's own grids, with who stands in."""

from collections.abc import Iterator

from domain.letters import name_text
from domain.people import Person, Role, ScopeKind
from domain.presses import Press
from domain.turns import Step, Text
from handlers.talk import Talk, choice

_BY_GRID = (Role.SECRETARY, Role.GRID_HEAD, Role.GRID_WORKER)


def asked(talk: Talk) -> Step:
    """Say who is on duty."""
    lines = tuple(_line(talk, person) for person in _people(talk))
    menu = (choice("desks.menu_button", str(Press("desk"))),)
    letter = talk.letter("duty.list", {"lines": lines}, menu)
    return Step((letter,), dialogue=talk.resting())


def pressed(talk: Talk, _press: Press) -> Step:
    """Say who is on duty."""
    return asked(talk)


def _people(talk: Talk) -> Iterator[Person]:
    serving, speaker = talk.rules.directory.serving, talk.desk.person
    community = talk.turn.community_id
    yield from serving(Role.DISPATCHER, ScopeKind.COMMUNITY, community, talk.day)
    posts = speaker.posts_on(talk.day)
    for grid in dict.fromkeys(post.code for post in posts if post.scope is ScopeKind.GRID):
        for role in _BY_GRID:
            yield from serving(role, ScopeKind.GRID, grid, talk.day)


def _line(talk: Talk, person: Person) -> Text:
    name = name_text(person.person_id, talk.rules)
    serving = talk.rules.deputy_of(person.person_id, talk.day)
    if serving == person.person_id:
        return Text("duty.here", {"name": name})
    if not serving:
        return Text("duty.nobody", {"name": name})
    return Text("duty.away", {"name": name, "deputy": name_text(serving, talk.rules)})
