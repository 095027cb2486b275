"""A company or another body as a side of a mediation: named in words, found in the directory."""

import re
from datetime import date

from domain.directory import Directory
from domain.people import Person

_NAMED = re.compile(
    "[\u4e00-\u9fff（）]{2,30}?(?:有限公司|公司|委员会|合作社|服务部|事务所|经营部|开发商)"
)
_BEFORE = re.compile("^(?:请|和|与|跟|向|找|对|由|建设单位|被申请人|乙方)+")


def company_in(words: str, directory: Directory, community_id: str, day: date) -> str:
    """Return the code of the community's body that the words name, else a company's own name.

    "" where they name neither.
    """
    own = (each for each in directory.bodies if each.community_id == community_id)
    for body in own:
        names = (body.name, *body.aliases)
        if body.holds_on(day) and any(name in words for name in names):
            return body.code
    found = _NAMED.search(words)
    return _BEFORE.sub("", found[0]) if found else ""


def company_name(body: str, directory: Directory) -> str:
    """Return how the body is called; a company that stands in no directory by its own name."""
    known = directory.body(body)
    return known.name if known else body


def speakers_of(body: str, directory: Directory, day: date) -> tuple[Person, ...]:
    """Return who of the directory speaks for the body on that day."""
    if directory.body(body) is None:
        return ()
    return tuple(each for each in directory.staff if each.is_among((body,), day))
