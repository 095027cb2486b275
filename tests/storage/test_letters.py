from domain.people import Address
from domain.turns import Letter
from storage.database import Connection
from storage.letters import Posting, post, take_spots, without_repeats
from storage.tables import LETTERS
from tests.domain.builders import SECRETARY
from tests.storage.station import HERE, Station


def posting(dedupe: str, to: str = SECRETARY, number: int = 0) -> Posting:
    return Posting(HERE, Letter(to, "k", dedupe=dedupe), letter_id=number)


async def test_repeats_fall_out_whether_told_before_or_just_now(station: Station) -> None:
    def work(conn: Connection) -> list[Posting]:
        post(conn, [posting("told", number=1)], station.at)
        asked = [posting("told"), posting("new"), posting("new"), posting(""), posting("")]
        return without_repeats(conn, [*asked, posting("told", to="other")])

    found = await station.database.write(work)
    assert [(each.letter.to, each.letter.dedupe) for each in found] == [
        (SECRETARY, "new"),
        (SECRETARY, ""),
        (SECRETARY, ""),
        ("other", "told"),
    ]


async def test_a_known_address_is_not_looked_up(station: Station) -> None:
    answer = Posting(HERE, Letter("p", "k"), letter_id=7, address=Address("test", "h"))
    await station.database.write(lambda conn: post(conn, [answer], station.at))
    [row] = await station.rows(LETTERS)
    assert (row["letter_id"], row["channel"], row["handle"]) == (7, "test", "h")


async def test_spots_and_case_numbers_are_taken_of_each_community(station: Station) -> None:
    def work(conn: Connection) -> list[dict[str, int]]:
        first = take_spots(conn, {}, {"a": 2, "b": 1})
        return [first, take_spots(conn, {"a": 3}, {"b": 1}), take_spots(conn, {"a": 1}, {})]

    assert await station.database.write(work) == [{"a": 1, "b": 1}, {"a": 1, "b": 1}, {"a": 4}]
