from domain.polls import PollOpened, PollWoken
from storage.database import Database
from storage.poll_changes import GatheredPolls
from storage.polls import due_polls
from tests.domain.builders import MONDAY
from tests.storage.polling import POLL, cast, roll_in


async def test_a_poll_and_its_first_ballot_may_come_in_one_batch(database: Database) -> None:
    await roll_in(database)
    gathered = GatheredPolls()
    for change in (PollWoken("dongqiao", "p1", MONDAY), cast(), PollOpened(POLL)):
        gathered.gather(change)
    await database.write(gathered.write)
    assert await database.read(lambda conn: due_polls(conn, MONDAY, 9)) == (POLL,)
