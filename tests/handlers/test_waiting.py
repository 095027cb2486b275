from domain.reading import Reading
from domain.turns import Attachment
from handlers import waiting


def test_waiting_attachments_come_back_as_they_were() -> None:
    photo = Attachment("a" * 64, "photo", "左|右")
    voice = Attachment("b" * 64, "voice")
    notes = waiting.keep(waiting.keep({}, (photo,)), (voice,))
    assert waiting.kept(notes) == (photo, voice)
    assert waiting.kept({}) == ()


def test_what_words_were_understood_to_mean_waits_with_them() -> None:
    reading = Reading(tags=frozenset({"anonymous", "complain"}), about=("captain", "secretary"))
    later = waiting.marked(Reading(about=("secretary",)), waiting.marks(reading))
    assert (later.tags, later.about) == (reading.tags, reading.about)
    assert waiting.marked(reading, {}) == reading
