from collections.abc import Callable
from datetime import date

import pytest

from domain.people import Absence, Person, Post, Role, ScopeKind
from storage.directories import DirectoryFile, Finding
from storage.directories.charting import chart
from storage.directories.findings import Book
from storage.directories.people import SCOPES

Read = Callable[[str], tuple[DirectoryFile | None, tuple[Finding, ...]]]
NEWCOMER = '[[people]]\nid = "newcomer"\nname = "新"\nrole = "{}"\n{}\n[[absences]]'
SECOND = '[[communities]]\nid = "shanxi"\ncode = "330602900002"\nname = "剡溪社区"\nprefix = "SX"\n'


@pytest.fixture
def newcomer(read: Read, small: str) -> Callable[[str, str], Person | None]:
    def of(role: str, lines: str) -> Person | None:
        text = small.replace("[[absences]]", NEWCOMER.format(role, lines), 1)
        file, _ = read(text)
        return chart(file, Book()).person("newcomer") if file else None

    return of


Newcomer = Callable[[str, str], Person | None]


@pytest.mark.parametrize(
    ("role", "over", "scope", "code"),
    [
        ("representative", "洞桥第1网格W001", "microgrid", "330602900001-G01-W001"),
        ("representative", "洞桥第1网格", "grid", "330602900001-G01"),
        ("representative", "洞桥社区", "community", "dongqiao"),
        ("grid_head", "330602900001-G01", "grid", "330602900001-G01"),
        ("mediator", "dongqiao", "community", "dongqiao"),
        ("property", "绿汀物业", "body", "luting"),
        ("officer", "住建局", "department", "housing"),
        ("street", "迪荡街道", "street", "didang"),
        ("admin", "didang", "street", "didang"),
        ("admin", "洞桥社区", "community", "dongqiao"),
    ],
)
def test_role_finds_its_scope_by_name_or_code(
    newcomer: Newcomer, role: str, over: str, scope: str, code: str
) -> None:
    person = newcomer(role, f'over = "{over}"')
    assert person
    assert person.posts == (Post(Role(role), ScopeKind(scope), code),)
    serves_street = role in ("officer", "street") or scope == "street"
    assert person.community_id == ("didang" if serves_street else "dongqiao")


@pytest.mark.parametrize("role", ["street", "admin", "dispatcher", "mediator"])
def test_role_over_the_only_one_there_is_need_not_say_so(newcomer: Newcomer, role: str) -> None:
    person = newcomer(role, "")
    assert person
    assert len(person.posts) == 1


def test_posts_have_their_own_days(newcomer: Newcomer) -> None:
    person = newcomer(
        "grid_head",
        'over = "洞桥第1网格"\nsince = 2025-01-01\nuntil = 2026-02-28\n'
        'also = [{ role = "mediator", since = 2026-03-01 }]',
    )
    assert person
    assert [person.has_role(Role.GRID_HEAD, date(2026, *day)) for day in ((2, 28), (3, 1))] == [
        True,
        False,
    ]
    assert [post.role for post in person.posts_on(date(2026, 3, 1))] == [Role.MEDIATOR]


def test_body_of_the_wrong_kind_is_refused(newcomer: Newcomer) -> None:
    assert newcomer("committee", 'over = "绿汀物业"') is None


def test_dispatcher_of_two_communities_must_say_which(read: Read, small: str) -> None:
    _, findings = read(small.replace("[norms]", f"{SECOND}\n[norms]"))
    assert ("directory.post_without_scope", "people[4]") in {
        (item.text_key, item.where.partition(" ")[0]) for item in findings
    }


def test_every_staff_role_has_a_scope() -> None:
    assert set(SCOPES) == set(Role) - {Role.RESIDENT}


def test_absence_names_who_stands_in(read: Read, small: str) -> None:
    file, _ = read(small)
    assert file
    assert chart(file, Book()).absences == (
        Absence("li-worker", date(2026, 2, 2), date(2026, 2, 5), "wang-secretary"),
    )


def test_a_mediator_is_known_by_skills_home_and_kin(newcomer: Newcomer) -> None:
    lines = 'over = "dongqiao"\nskills = ["住建", "法律"]\nhome = "天成花园/3/2/502"\nkin = "gu"'
    person = newcomer("mediator", lines)
    assert person
    assert (person.skills, person.kin) == (("住建", "法律"), ("gu",))
    home = person.home
    assert (home.compound, home.building, home.unit, home.room) == ("tiancheng", "3", "2", "502")
