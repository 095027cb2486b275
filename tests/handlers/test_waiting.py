from domain.turns import Attachment
from handlers import waiting


def test_waiting_attachments_come_back_as_they_were() -> None:
    photo = Attachment("a" * 64, "photo", "左|右")
    voice = Attachment("b" * 64, "voice")
    notes = waiting.keep(waiting.keep({}, (photo,)), (voice,))
    assert waiting.kept(notes) == (photo, voice)
    assert waiting.kept({}) == ()
