from dataclasses import replace

from domain.people import Address
from domain.turns import Choice, Desk, Letter, Step, Text, Turn
from storage.forgetting import forget_people
from storage.homes import home_of
from storage.shown import Offer, Shown, case_shown_in, keep_shown, offers_of, take_buttons
from storage.tables import SHOWN_LETTERS
from tests.storage.station import HERE, Station

PHONE = Address("test", "wang")


def shown(message_id: str, case_number: str = "DQ000001") -> Shown:
    return Shown(HERE, PHONE, message_id, 1, case_number, has_buttons=True)


def offering(desk: Desk, turn: Turn) -> Step:
    del turn
    choices = (Choice(Text("a"), "solved:DQ000001:1"), Choice(Text("b"), "not_solved:DQ000001:1"))
    letter = Letter(desk.person.person_id, "x", choices=choices, case_number="DQ000001")
    return Step(says=(letter,))


async def keep(station: Station, *each: Shown) -> None:
    await station.database.write(lambda conn: keep_shown(conn, each, station.at))


async def about(station: Station, message_id: str, address: Address = PHONE) -> str:
    return await station.database.read(
        lambda conn: case_shown_in(conn, [HERE, "shanxi"], address, message_id)
    )


async def test_a_message_names_the_case_that_it_is_about(station: Station) -> None:
    await keep(station, shown("5"), shown("6", "DQ000002"))
    assert [await about(station, message) for message in ("5", "6", "7")] == [
        "DQ000001",
        "DQ000002",
        "",
    ]
    assert not await about(station, "5", Address("test", "chen"))


async def test_a_message_that_shows_another_letter_is_renewed(station: Station) -> None:
    await keep(station, shown("5"))
    await keep(station, replace(shown("5", "DQ000003"), letter_id=9))
    assert await about(station, "5") == "DQ000003"


async def test_who_is_forgotten_leaves_no_trace_at_the_doors(station: Station) -> None:
    [receipt] = await station.take(station.turn("wang"), decide=offering)
    await keep(station, shown("5"))
    owner = await station.database.read(lambda conn: home_of(conn, PHONE))
    assert owner
    assert receipt.letter_ids
    people = [(HERE, owner.person_id)]
    await station.database.write(lambda conn: forget_people(conn, people, station.at))
    assert await station.count(SHOWN_LETTERS) == 0


async def test_older_cards_of_a_case_lose_their_buttons_once(station: Station) -> None:
    await keep(station, shown("5"), shown("6"), shown("7", "DQ000002"))

    async def taken() -> tuple[str, ...]:
        return await station.database.write(lambda conn: take_buttons(conn, shown("6")))

    assert await taken() == ("5",)
    assert await taken() == ()


async def test_a_letter_offers_its_buttons_to_its_own_address_only(station: Station) -> None:
    [receipt] = await station.take(station.turn("wang"), decide=offering)
    [letter_id] = receipt.letter_ids

    async def offers(address: Address) -> tuple[Offer, ...]:
        return await station.database.read(
            lambda conn: offers_of(conn, [HERE, "shanxi"], address, letter_id)
        )

    presses = ("solved:DQ000001:1", "not_solved:DQ000001:1")
    assert await offers(PHONE) == (Offer(HERE, letter_id, "DQ000001", presses),)
    assert await offers(Address("test", "chen")) == ()
