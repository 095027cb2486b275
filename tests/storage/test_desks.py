from dataclasses import replace
from datetime import timedelta

from domain.people import Address
from domain.reading import Reading
from domain.turns import Attachment, Choice, Desk, Dialogue, Letter, PersonChanged, Step, Text, Turn
from storage.desks import Seen
from storage.records import Receipt
from storage.tables import PEOPLE
from tests.domain.builders import HOLDER, SECRETARY, STREET
from tests.storage.station import Station, file_case, greet, opening


async def test_a_strangers_desk_is_empty(station: Station) -> None:
    await station.file("wang")
    desk = await station.desk(station.turn("li"))
    assert desk.cases == ()
    assert desk.turn_cases == {}
    assert desk.offered == ()
    assert desk.dialogue == Dialogue()


async def test_a_stranger_is_written_only_when_the_step_is_recorded(station: Station) -> None:
    desk = await station.desk(station.turn("li"))
    assert desk.person.version == 0
    assert await station.count(PEOPLE) == 0
    await station.take(station.turn("li"))
    known = await station.desk(station.turn("li"))
    assert known.person.version == 1
    assert (await station.desk(station.turn("li"))).person == known.person


async def test_two_turns_of_one_stranger_have_one_person(station: Station) -> None:
    people = set[str]()

    def note(desk: Desk, turn: Turn) -> Step:
        people.add(desk.person.person_id)
        return greet(desk, turn)

    await station.take(station.turn("li"), decide=note)
    await station.take(station.turn("li"), decide=note)
    assert len(people) == 1


async def test_the_same_handle_of_another_channel_is_somebody_else(station: Station) -> None:
    await station.file("wang")
    desk = await station.desk(station.turn(address=Address("web", "wang")))
    assert desk.cases == ()


async def test_a_turn_that_was_answered_is_seen_with_its_letters(station: Station) -> None:
    turn = station.turn(text="楼道灯不亮")
    [receipt] = await station.take(turn, decide=file_case)
    [seen] = await station.hear(turn, decide=file_case)
    assert seen == Seen(turn.key, receipt.letter_ids)
    assert (await station.desk(station.turn())).free_number == 2


async def test_seen_and_fresh_turns_keep_their_places(station: Station) -> None:
    first, second = station.turn("wang"), station.turn("li")
    await station.take(second, decide=greet)
    receipt, seen = await station.hear(first, second, decide=greet)
    assert isinstance(seen, Seen)
    assert isinstance(receipt, Receipt)
    assert receipt.turn_key == first.key


async def test_own_open_cases_lie_on_the_desk(station: Station) -> None:
    filed = await station.file("wang")
    desk = await station.desk(station.turn("wang"))
    assert desk.cases == (filed,)


async def test_staff_find_what_they_hold(station: Station) -> None:
    filed = await station.file("wang")
    assert filed.holder == HOLDER
    desk = await station.desk(station.turn(person_id=HOLDER))
    assert desk.cases == (filed,)
    assert desk.person.posts
    assert desk.person.name


async def test_a_case_named_by_press_reply_or_words_lies_on_the_desk(station: Station) -> None:
    filed = await station.file("wang")
    press = station.turn(person_id=SECRETARY, press=f"show:{filed.number}:1")
    reply = station.turn(person_id=SECRETARY, reply_to=filed.number)
    words = station.turn(person_id=SECRETARY, text=filed.number)
    reading = Reading(text=filed.number, case_numbers=(filed.number,))
    assert (await station.desk(press)).cases == (filed,)
    assert (await station.desk(reply)).cases == (filed,)
    assert (await station.desk(words, reading)).cases == (filed,)
    assert (await station.desk(station.turn(person_id=SECRETARY))).cases == ()


async def test_naming_somebody_elses_case_shows_nothing(station: Station) -> None:
    filed = await station.file("wang")
    await station.take(station.turn("li"))
    desk = await station.desk(station.turn("li", reply_to=filed.number))
    assert desk.cases == ()


async def test_who_serves_the_street_finds_cases_of_every_community(station: Station) -> None:
    filed = await station.file("wang")
    turn = station.turn(person_id=STREET[0], community_id="xinqiao", reply_to=filed.number)
    desk = await station.desk(turn)
    assert desk.person.community_id == station.rules.directory.street_id
    assert desk.cases == (filed,)


async def test_holder_sees_at_most_fifty_and_the_oldest_due_first(station: Station) -> None:
    for day in range(5):
        station.at += timedelta(days=day)
        turns = [station.turn(f"r{day}-{place}", "灯不亮") for place in range(12)]
        await station.take(*turns, decide=file_case)
    desk = await station.desk(station.turn(person_id=HOLDER))
    dues = [case.next_due for case in desk.cases if case.next_due]
    assert len(dues) == 50
    assert dues == sorted(dues)
    assert desk.cases[0].number <= "DQ000012"


async def test_free_number_counts_on_over_a_batch(station: Station) -> None:
    turns = [station.turn(f"r{place}", "灯不亮") for place in range(5)]
    receipts = await station.take(*turns, decide=file_case)
    numbers = [receipt.numbers for receipt in receipts]
    assert numbers == [(f"DQ{place:06d}",) for place in range(1, 6)]
    assert (await station.desk(station.turn("x"))).free_number == 6


async def test_dialogue_comes_back_as_it_was_left(station: Station) -> None:
    def ask(desk: Desk, turn: Turn) -> Step:
        del desk, turn
        return Step(dialogue=Dialogue("place", {"number": "DQ000001"}))

    await station.take(station.turn(), decide=ask)
    desk = await station.desk(station.turn())
    assert (desk.dialogue.stage, desk.dialogue.notes) == ("place", {"number": "DQ000001"})
    assert desk.dialogue.version == 1


async def test_what_a_person_told_comes_back(station: Station) -> None:
    def tell(desk: Desk, turn: Turn) -> Step:
        home = replace(desk.person.home, compound="tiancheng", room="502", confidence=90)
        person = replace(desk.person, home=home, neutral=True, consented_at=turn.at)
        return Step(changes=(PersonChanged(person),))

    await station.take(station.turn(), decide=tell)
    person = (await station.desk(station.turn())).person
    assert (person.home.compound, person.home.room, person.home.confidence) == (
        "tiancheng",
        "502",
        90,
    )
    assert person.neutral
    assert person.consented_at == station.at


async def test_presses_of_the_newest_letter_with_buttons_are_offered(station: Station) -> None:
    def offer(desk: Desk, turn: Turn) -> Step:
        me = desk.person.person_id
        later = turn.at + timedelta(hours=1)
        choices = (Choice(Text("a"), f"{turn.text}-1"), Choice(Text("b"), f"{turn.text}-2"))
        held = Letter(me, "c", choices=(Choice(Text("c"), "held"),), not_before=later)
        return Step(says=(Letter(me, "a", choices=choices), Letter(me, "b"), held))

    await station.take(station.turn(text="old"), decide=offer)
    station.at += timedelta(minutes=1)
    await station.take(station.turn(text="new"), decide=offer)
    assert (await station.desk(station.turn())).offered == ("new-1", "new-2")
    station.at += timedelta(hours=2)
    assert (await station.desk(station.turn())).offered == ("held",)


async def test_an_edit_or_a_photo_finds_the_case_of_earlier_turns(station: Station) -> None:
    first, second = station.turn(text="灯不亮"), station.turn(text="门坏了")
    await station.take(first, decide=file_case)
    await station.take(station.turn(text="你好"), decide=greet)
    await station.take(second, decide=file_case)
    photo = Attachment("f" * 64, "photo")
    edit = await station.desk(station.turn(edits=first.key))
    late = await station.desk(station.turn(attachments=(photo,)))
    expected = {first.key: "DQ000001", second.key: "DQ000002"}
    assert edit.turn_cases == late.turn_cases == expected
    assert list(late.turn_cases) == [first.key, second.key]
    assert (await station.desk(station.turn())).turn_cases == {}


async def test_turns_of_yesterday_are_no_longer_corrected(station: Station) -> None:
    first = station.turn(text="灯不亮")
    await station.take(first, decide=file_case)
    station.at += timedelta(hours=24, seconds=1)
    assert (await station.desk(station.turn(edits=first.key))).turn_cases == {}


async def test_a_removed_member_of_staff_is_a_resident(station: Station) -> None:
    await station.file("wang")
    gone = await station.desk(station.turn(person_id="nobody-any-more"))
    assert gone.person.posts == ()
    assert gone.cases == ()


async def test_desk_names_the_moment_and_the_rules(station: Station) -> None:
    desk = await station.desk(station.turn())
    assert desk.at == station.at
    assert desk.rules is station.rules
    assert opening(desk).case.number == "DQ000001"


async def test_a_typed_number_lays_the_case_that_it_presses(station: Station) -> None:
    case = await station.file("wang")

    def offer(desk: Desk, turn: Turn) -> Step:
        del turn
        button = Choice(Text("desks.open"), f"mine:{case.number}:1")
        return Step((Letter(desk.person.person_id, "arrival.welcome", choices=(button,)),))

    worker = "li-worker-dq1"
    await station.take(station.turn(worker, person_id=worker), decide=offer)
    there = await station.desk(station.turn(worker, "1", person_id=worker))
    assert [each.number for each in there.cases] == [case.number]
    nothing = await station.desk(station.turn(worker, "2", person_id=worker))
    assert nothing.cases == ()


async def test_the_case_that_an_open_question_is_about_lies_on_the_desk(station: Station) -> None:
    case = await station.file("wang")
    worker = "li-worker-dq1"

    def ask(desk: Desk, turn: Turn) -> Step:
        del turn
        notes = {"press": f"note:{case.number}:1"}
        return Step(dialogue=replace(desk.dialogue, stage="doing", notes=notes))

    await station.take(station.turn(worker, person_id=worker), decide=ask)
    there = await station.desk(station.turn(worker, "看过了", person_id=worker))
    assert [each.number for each in there.cases] == [case.number]
