"""Terms of an agreement as a mediator writes them: who, until when, how much, what."""

import re
import unicodedata
from datetime import date

from domain.agreements import Signatory, Term
from domain.amounts import amounts_in
from domain.mediation_states import Role
from domain.refusals import Refused

BOTH = "both"
_WHO = {"甲方": Role.APPLICANT.value, "乙方": Role.RESPONDENT.value, "双方": BOTH}
_DAY = re.compile(
    r"(?:(?P<year>20\d\d)\s*[年./-]\s*)?(?P<month>\d{1,2})\s*[月./-]\s*(?P<day>\d{1,2})\s*[日号]?"
)
_TODAY = re.compile("当场|当日|当天|今天|今日|即时")
_ALWAYS = re.compile("长期|以后|今后|从今")
_BREAKS = re.compile(r"[,，;；、]")
_FOR = re.compile("^(?:法定)?(?:代表人|代表|代理人)[:：\\s]*")


def read_term(words: str, today: date) -> Term:
    """Read a line such as ``乙方 12月10日前 赔甲方2600元``; the words stay as they are.

    Raises:
        Refused: ``agreeing.no_debtor``, ``agreeing.no_day`` or ``agreeing.two_sums``.
    """
    plain = unicodedata.normalize("NFKC", words).strip()
    owed = next((side for name, side in _WHO.items() if plain.startswith(name)), "")
    if not owed:
        raise Refused("agreeing.no_debtor")
    due = _due(plain, today)
    if due is None and not _ALWAYS.search(plain):
        raise Refused("agreeing.no_day")
    # A day is no money.
    sums = amounts_in(_DAY.sub(" ", plain))
    if len(sums) > 1:
        raise Refused("agreeing.two_sums")
    return Term(owed, words.strip(), next(iter(sums), 0), due)


def _due(plain: str, today: date) -> date | None:
    if _TODAY.search(plain):
        return today
    found = _DAY.search(plain)
    if not found:
        return None
    month, day = int(found["month"]), int(found["day"])
    try:
        due = date(int(found["year"] or today.year), month, day)
        # Without a year a day that is over this year is one of the next.
        due = due if found["year"] or due >= today else due.replace(year=today.year + 1)
    except ValueError:
        raise Refused("agreeing.no_day") from None
    if due < today:
        raise Refused("agreeing.no_day")
    return due


def read_parties(words: str) -> tuple[Signatory, Signatory]:
    """Read two lines, ``甲方 王秀英`` and ``乙方 明湖置业有限公司，代表 周明，项目经理``.

    Raises:
        Refused: ``agreeing.two_names`` if they are not two different ones.
    """
    lines = [each.strip() for each in words.replace("；", "\n").splitlines() if each.strip()]
    first, second = (_signatory(_after(side, lines)) for side in ("甲方", "乙方"))
    if not (first.name and second.name) or first.name == second.name:
        raise Refused("agreeing.two_names")
    return first, second


def _after(side: str, lines: list[str]) -> str:
    found = (line.removeprefix(side) for line in lines if line.startswith(side))
    return next(found, "").lstrip(" :：")


def _signatory(words: str) -> Signatory:
    name, *rest = (each.strip() for each in _BREAKS.split(words))
    speaker, office, *_ = (*rest, "", "")
    return Signatory(name, _FOR.sub("", speaker).strip(), office)
