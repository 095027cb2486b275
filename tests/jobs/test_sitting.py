from domain.accords import AccordChanged
from domain.mediations import MediationChanged
from domain.proceedings import Proceedings
from domain.questions import Hearing
from domain.wakings import next_wake
from jobs.rounds import JobRound
from jobs.sitting import Sitting
from tests.handlers.test_answering import asked, relayed


def test_a_look_leaves_the_mediation_with_its_next_moment() -> None:
    world = relayed()
    mediation, known = world.mediation(), world.hall.known()
    work = JobRound("dongqiao", (), world.rules, world.at)
    sitting = Sitting(Hearing(mediation, known, world.rules, world.at), work)
    sitting.keep(asked(world))
    step = sitting.finished()
    last = [each for each in step.changes if isinstance(each, MediationChanged)][-1]
    assert last.mediation.wake_at == next_wake(mediation, known.accords, world.at)
    assert isinstance(step.changes[0], AccordChanged)
    assert sitting.known == Proceedings(known.issues, known.accords, known.words)
