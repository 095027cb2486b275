"""The place of a simulation: communities of one street with invented compounds and people."""

import json
import tomllib
from collections.abc import Iterator
from itertools import product

from storage.directories import demo_source

GRIDS = 6
BUILDINGS = 4
UNITS = 5
FLOORS = 6
_ROOMS = 3
# 7,300 residents in six grids (docs/sources.md#grids): so many homes a community.
HOMES = GRIDS * BUILDINGS * UNITS * FLOORS * _ROOMS
_FIRST = "春江秋月东南西北清风明水新安锦绣金玉文华和平云海星桂竹梅松柏丹凤"
_SECOND = "苑园庭湾府城坊里居邸轩阁岸洲渡桥泉溪谷岭林田野坪塘浦港汀"
_LETTERS = "ABCDEFGHIJKLMNPQRSTUVWXYZ"
_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗"


def community_id(place: int) -> str:
    """Return the id of the community of that place, counted from 0."""
    return f"sim{place:03d}"


def compounds(place: int) -> tuple[str, ...]:
    """Return the names of a community's compounds, one a grid."""
    names = [f"{first}{second}" for second, first in product(_SECOND, dict.fromkeys(_FIRST))]
    turns = [f"{name}{'小区新村花园'[2 * (at // len(names)) :][:2]}" for at, name in _many(names)]
    return tuple(turns[place * GRIDS : (place + 1) * GRIDS])


def _many(names: list[str]) -> Iterator[tuple[int, str]]:
    for at in range(3 * len(names)):
        yield at, names[at % len(names)]


def directory_words(communities: int) -> str:
    """Return a directory file of so many communities, at most 400."""
    demo = tomllib.loads(demo_source().read_text(encoding="utf-8"))
    lines = ["[street]", 'id = "simstreet"', 'name = "模拟街道"']
    for place in range(communities):
        lines += _community(place)
    departments = demo["departments"]
    for each in departments:
        lines += _table("departments", **each)
    lines += _person("head-street", "street", "模拟街道", 0)
    lines += _person("deputy-street", "street", "模拟街道", 1)
    for at, each in enumerate(departments):
        lines += _person(f"officer-{each['code']}", "officer", each["code"], at)
    return "\n".join(lines)


def _community(place: int) -> Iterator[str]:
    here, name, prefix = community_id(place), f"模拟第{place + 1}社区", _prefix(place)
    code = f"330602900{place + 1:03d}"
    yield from _table("communities", id=here, code=code, name=name, prefix=prefix)
    for at, compound in enumerate(compounds(place), start=1):
        grid = f"{name}第{at}网格"
        yield from _compound(here, at, compound)
        yield from _table("grids", community=here, code=f"G{at:02d}", name=grid)
        yield "since = 2020-01-01\n[grids.microgrids]"
        for micro in range(1, BUILDINGS + 1):
            yield f'W{micro:03d} = "{compound} {micro}幢"'
        yield from _person(f"{here}-secretary-{at}", "secretary", grid, place + at)
        yield from _person(f"{here}-worker-{at}", "grid_worker", grid, place + at + 7)
        company = f"{compound}物业有限公司"
        yield from _person(f"{here}-manager-{at}", "property", company, place + at + 3)
    for at in range(2):
        yield from _person(f"{here}-dispatcher-{at}", "dispatcher", name, place + at + 5)


def _compound(here: str, at: int, compound: str) -> Iterator[str]:
    company = f"{compound}物业有限公司"
    yield from _table("compounds", community=here, code=f"{here}c{at}", name=compound)
    numbers = f"1-{BUILDINGS}"
    size = {"units": UNITS, "floors": FLOORS, "rooms_per_floor": _ROOMS}
    yield from _table("buildings", compound=compound, numbers=numbers, **size)
    body = {"code": f"{here}company{at}", "kind": "property", "name": company}
    yield from _table("bodies", community=here, **body)
    area = {"code": f"{here}area{at}", "name": f"{compound}物业管理区域"}
    yield from _table("areas", community=here, **area, compounds=[compound], company=company)


def _person(who: str, role: str, over: str, at: int) -> Iterator[str]:
    name = _SURNAMES[at % len(_SURNAMES)]
    return _table("people", id=who, name=name, role=role, over=over)


def _table(table: str, /, **row: object) -> Iterator[str]:
    yield f"[[{table}]]"
    for column, value in row.items():
        yield f"{column} = {json.dumps(value, ensure_ascii=False)}"


def _prefix(place: int) -> str:
    size = len(_LETTERS)
    return "S" + _LETTERS[place // size % size] + _LETTERS[place % size]
