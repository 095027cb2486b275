"""Residents and those who serve them: posts, scopes, absence."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from domain.places import Place


class Role(StrEnum):
    """What somebody is in the station's world."""

    RESIDENT = "resident"
    REPRESENTATIVE = "representative"
    CAPTAIN = "captain"
    GRID_WORKER = "grid_worker"
    GRID_HEAD = "grid_head"
    SECRETARY = "secretary"
    DISPATCHER = "dispatcher"
    OFFICER = "officer"
    PROPERTY = "property"
    COMMITTEE = "committee"
    MEDIATOR = "mediator"
    STREET = "street"
    ADMIN = "admin"


class ScopeKind(StrEnum):
    """Over what a post reaches."""

    MICROGRID = "microgrid"
    GRID = "grid"
    COMMUNITY = "community"
    STREET = "street"
    DEPARTMENT = "department"
    BODY = "body"


# The queue of the house in which a case lies that somebody of such a scope holds.
QUEUE_OF_SCOPE: Mapping[ScopeKind, str] = {
    ScopeKind.MICROGRID: "grid",
    ScopeKind.GRID: "grid",
    ScopeKind.COMMUNITY: "community",
    ScopeKind.STREET: "street",
}


class Identity(StrEnum):
    """How much of a reporter others may know (confidential is the default)."""

    OPEN = "open"
    CONFIDENTIAL = "confidential"
    ANONYMOUS = "anonymous"


# Who reads the residents' words as his work; nobody else may come to them by standing in.
_INSIDE = frozenset(
    {
        Role.GRID_WORKER,
        Role.GRID_HEAD,
        Role.SECRETARY,
        Role.DISPATCHER,
        Role.OFFICER,
        Role.STREET,
        Role.ADMIN,
    }
)


@dataclass(frozen=True, slots=True)
class Post:
    """One duty of one person: a role over one scope, from ``since`` until ``until`` inclusive."""

    role: Role
    scope: ScopeKind
    code: str
    since: date = date.min
    until: date = date.max

    def holds_on(self, day: date) -> bool:
        """Say whether the post is held on that day (Shanghai date)."""
        return self.since <= day <= self.until


@dataclass(frozen=True, slots=True)
class Absence:
    """Days on which somebody is away, first and last inclusive, and who stands in."""

    person_id: str
    since: date
    until: date
    deputy: str


@dataclass(frozen=True, slots=True)
class Address:
    """One way to reach somebody: a channel and the channel's own id of the chat."""

    channel: str
    handle: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who speaks to the station.

    ``name`` is empty for a resident who never gave one. ``home`` is the place bound by a code or
    told once. ``neutral`` asks for notices that say nothing to a second reader of the phone.
    ``skills`` are what a mediator knows (住建, 法律), ``kin`` the ids of declared relatives;
    ``advises`` is whether the person put the own name on the list of panels (评理团), ``proved`` by
    whom and when the home was confirmed.
    """

    community_id: str
    person_id: str
    name: str = ""
    posts: tuple[Post, ...] = ()
    home: Place = field(default_factory=Place)
    identity: Identity = Identity.CONFIDENTIAL
    consented_at: datetime | None = None
    neutral: bool = False
    version: int = 0
    skills: tuple[str, ...] = ()
    kin: tuple[str, ...] = ()
    advises: bool = False
    proved: str = ""

    def posts_on(self, day: date) -> tuple[Post, ...]:
        """Return the posts held on that day."""
        return tuple(post for post in self.posts if post.holds_on(day))

    def has_role(self, role: Role, day: date) -> bool:
        """Say whether any post of that day carries the role."""
        return any(post.role is role for post in self.posts_on(day))

    def is_among(self, codes: Iterable[str], day: date) -> bool:
        """Say whether the codes name the person or a body that the person serves on that day."""
        bodies = (post.code for post in self.posts_on(day) if post.scope is ScopeKind.BODY)
        return not {self.person_id, *bodies}.isdisjoint(codes)

    def may_stand_in_for(self, other: "Person", day: date) -> bool:
        """Say whether the person may read what the other reads on that day.

        Who serves a body, a stairwell or mediates stands in only for the very same duty.
        """
        mine = {_duty(post) for post in self.posts_on(day)}
        if any(role in _INSIDE for role, _ in mine):
            return True
        return {_duty(post) for post in other.posts_on(day)} <= mine

    def is_staff(self, day: date) -> bool:
        """Say whether the person serves others on that day, in whatever post."""
        return any(
            post.role not in (Role.RESIDENT, Role.REPRESENTATIVE) for post in self.posts_on(day)
        )


def _duty(post: Post) -> tuple[Role, str]:
    return post.role, post.code if post.scope is ScopeKind.BODY else ""
