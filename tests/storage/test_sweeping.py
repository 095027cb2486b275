from domain.turns import Attachment, Desk, Dialogue, Step, Turn
from storage.failures import keep_failed_turn
from storage.forgetting import destroy_told
from storage.sweeping import named_files
from tests.storage.station import HERE, Station, file_case

TURN, WAITING, FAILED = "a" * 64, "b" * 64, "c" * 64


def ask(_desk: Desk, _turn: Turn) -> Step:
    return Step(dialogue=Dialogue("doing", {"photos": f"photo {WAITING} "}))


async def test_every_file_that_something_names_is_kept(station: Station) -> None:
    await station.file("zhao", "灯坏了")
    assert await station.database.read(named_files) == frozenset()
    sent = station.turn("wang", "灯坏了", attachments=(Attachment(TURN, "photo"),))
    await station.take(sent, decide=file_case)
    await station.take(station.turn("li", "好了"), decide=ask)
    failed = station.turn("qian", "", attachments=(Attachment(FAILED, "photo"),))
    await station.database.write(
        lambda conn: keep_failed_turn(conn, failed, "ValueError", station.at)
    )
    assert await station.database.read(named_files) == {TURN, WAITING, FAILED}


async def test_what_is_destroyed_is_named_by_nothing(station: Station) -> None:
    sent = station.turn("wang", "灯坏了", attachments=(Attachment(TURN, "photo"),))
    await station.take(sent, decide=file_case)
    await station.database.write(lambda conn: destroy_told(conn, [(HERE, "DQ000001")]))
    assert await station.database.read(named_files) == frozenset()
