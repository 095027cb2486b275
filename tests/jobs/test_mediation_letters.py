from tests.mediation_table import NUMBER, SECRETARY, invited, leaking


def test_only_who_serves_reads_the_number() -> None:
    world = invited(other=False)
    world.wait(days=8)
    for each in world.letters:
        if each.key.startswith("mediation."):
            assert ("which" in each.values) <= (each.to == SECRETARY)
            assert "number" not in each.values
    assert NUMBER in world.all_heard(SECRETARY)[-1]


def test_an_applicant_who_hides_is_reminded_neutrally() -> None:
    world = leaking()
    world.say("wang", "隐藏")
    world.wait(hours=24)
    assert "调解" not in world.all_heard("wang")[-1]


def test_nothing_is_sent_in_the_night() -> None:
    world = leaking()
    world.pass_time(hours=12)
    step = world.wait(hours=24)
    assert [f"{each.not_before:%H:%M}" for each in step.says] == ["00:00"]
