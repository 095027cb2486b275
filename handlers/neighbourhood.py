"""Which grid is mine, who serves it, what changed when grids were merged."""

from domain.directory import Grid
from domain.letters import name_text
from domain.people import Role, ScopeKind
from domain.places import Place
from domain.states import FINAL
from domain.turns import Step, Text, Value
from handlers.talk import Talk


def my_grid(talk: Talk) -> Step:
    """Say the grid of the named or the own place, its secretary, and what it was before."""
    place = talk.reading.place.completed_by(talk.desk.person.home)
    grids = talk.rules.directory.grids_of(place, talk.day)
    if len(grids) != 1:
        return talk.say("neighbourhood.which_place", {"compound": _compound_here(talk)})
    compound = talk.rules.directory.compound(place.compound)
    before = _forerunners(talk, grids[0])
    values: dict[str, Value] = {
        "grid": grids[0].name,
        "secretary": _secretary(talk, grids[0]),
        "compound": compound.name if compound else "",
        "before": Text("neighbourhood.before", {"grids": "、".join(before)}) if before else "",
    }
    return talk.say("neighbourhood.my_grid", values)


def _secretary(talk: Talk, grid: Grid) -> Value:
    people = talk.rules.directory.serving(Role.SECRETARY, ScopeKind.GRID, grid.code, talk.day)
    return name_text(people[0].person_id if people else "", talk.rules)


def _forerunners(talk: Talk, grid: Grid) -> tuple[str, ...]:
    grids = talk.rules.directory.grids
    return tuple(old.name for old in grids if grid.code in old.successors)


def joint_vote(talk: Talk) -> Step:
    """Say whether the compounds of one's grid may vote together: only within one property area."""
    names = _areas(talk)
    if len(names) > 1:
        values: dict[str, Value] = {"count": len(names), "areas": "、".join(names)}
        return talk.say("neighbourhood.separate_votes", values)
    return talk.say("neighbourhood.one_vote", {"area": "".join(names)})


def _areas(talk: Talk) -> tuple[str, ...]:
    directory = talk.rules.directory
    codes = {post.code for post in talk.desk.person.posts_on(talk.day)}
    home = directory.grids_of(talk.desk.person.home, talk.day)
    codes |= {grid.code for grid in home}
    compounds = dict.fromkeys(
        stairwell.compound
        for micro in directory.microgrids
        if micro.grid in codes and micro.holds_on(talk.day)
        for stairwell in micro.covers
    )
    areas = (directory.area_of(Place(compound)) for compound in compounds)
    return tuple(dict.fromkeys(area.name for area in areas if area))


def old_cases(talk: Talk) -> Step:
    """Say what became of the cases of merged grids: open ones moved, closed ones stayed."""
    if not talk.desk.person.is_staff(talk.day):
        return talk.say("neighbourhood.old_cases_kept")
    grids = talk.rules.directory.grids
    closed = {grid.code for grid in grids if grid.successors}
    heirs = {code for grid in grids for code in grid.successors}
    moved = [case for case in talk.desk.cases if case.grid in heirs and case.state not in FINAL]
    values: dict[str, Value] = {"moved": len(moved), "closed": len(closed)}
    return talk.say("neighbourhood.old_cases", values)


def my_reach(talk: Talk) -> Step:
    """Say what the speaker's posts let him see: micro-grid, grid or community, nothing beyond."""
    directory = talk.rules.directory
    names = []
    for post in talk.desk.person.posts_on(talk.day):
        found = {
            ScopeKind.MICROGRID: directory.index.microgrids.get(post.code),
            ScopeKind.GRID: directory.grid(post.code),
            ScopeKind.COMMUNITY: directory.index.communities.get(post.code),
            ScopeKind.DEPARTMENT: directory.department(post.code),
            ScopeKind.BODY: directory.body(post.code),
        }.get(post.scope)
        names.append(found.name if found else directory.street)
    if not names:
        return my_grid(talk)
    return talk.say("neighbourhood.my_reach", {"names": "、".join(dict.fromkeys(names))})


def _compound_here(talk: Talk) -> str:
    here = talk.turn.community_id
    names = (each.name for each in talk.rules.directory.compounds if each.community_id == here)
    return next(names, "")
