from web.hub import Hub, Note


def notes_of(*numbers: int) -> list[Note]:
    return [Note("letter", {"text": str(number)}, number) for number in numbers]


def test_everybody_who_listens_to_a_topic_hears_its_notes_in_order() -> None:
    hub = Hub()
    first, second = notes_of(1, 2)
    with hub.listen("wang") as ear, hub.listen("wang", "all") as other:
        hub.publish("wang", first)
        hub.publish("wang", second)
        assert [ear.get_nowait(), ear.get_nowait()] == [first, second]
        assert [other.get_nowait(), other.get_nowait()] == [first, second]


def test_a_note_reaches_nobody_else() -> None:
    hub = Hub()
    with hub.listen("wang") as ear:
        hub.publish("chen", Note("letter"))
        assert ear.empty()


def test_who_has_left_hears_nothing_and_is_forgotten() -> None:
    hub = Hub()
    with hub.listen("wang", "all") as ear:
        assert hub.listeners("wang") == 1
    hub.publish("wang", Note("letter"))
    assert ear.empty()
    assert hub.listeners("wang") == hub.listeners("all") == 0


def test_one_page_leaves_and_the_other_stays() -> None:
    hub = Hub()
    with hub.listen("wang") as ear:
        with hub.listen("wang"):
            assert hub.listeners("wang") == 2
        hub.publish("wang", Note("letter"))
        assert ear.qsize() == 1


def test_a_page_that_reads_too_slowly_is_hung_up_and_may_come_back() -> None:
    hub = Hub()
    with hub.listen("wang") as ear:
        for note in notes_of(*range(1, 102)):
            hub.publish("wang", note)
        assert ear.get_nowait() is None
        assert ear.empty()


def test_closing_ends_every_listening_now_and_later() -> None:
    hub = Hub()
    with hub.listen("wang", "all") as ear:
        hub.close()
        assert ear.get_nowait() is None
        assert ear.empty()
    with hub.listen("wang") as late:
        assert late.get_nowait() is None
