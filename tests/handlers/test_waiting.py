from domain.reading import Candidate, Reading
from domain.turns import Attachment
from handlers import waiting


def test_waiting_attachments_come_back_as_they_were() -> None:
    photo = Attachment("a" * 64, "photo", "左|右")
    voice = Attachment("b" * 64, "voice")
    notes = waiting.keep(waiting.keep({}, (photo,)), (voice,))
    assert waiting.kept(notes) == (photo, voice)
    assert waiting.kept({}) == ()


def test_a_caption_of_several_lines_waits_as_one() -> None:
    photo = Attachment("a" * 64, "photo", "左\r\n右\u2028|下")
    notes = waiting.keep({}, (photo, photo))
    assert waiting.kept(notes) == (Attachment("a" * 64, "photo", "左 右 |下"),) * 2


def test_what_else_words_may_be_about_waits_with_them() -> None:
    read = Reading("还在冒", candidates=(Candidate("H1", 35), Candidate("I1", 20)))
    known = Reading("还在冒", candidates=(Candidate("A5", 100),), certain=True)
    assert waiting.led(known, waiting.leads(read)) == read
    assert waiting.led(known, waiting.leads(Reading())).candidates == ()
    assert waiting.led(known, {}) == known


def test_what_words_were_understood_to_mean_waits_with_them() -> None:
    reading = Reading(tags=frozenset({"anonymous", "complain"}), about=("captain", "secretary"))
    later = waiting.marked(Reading(about=("secretary",)), waiting.marks(reading))
    assert (later.tags, later.about) == (reading.tags, reading.about)
    assert waiting.marked(reading, {}) == reading
