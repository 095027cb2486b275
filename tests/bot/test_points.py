from bot.points import Point, pass_by


def test_a_running_station_passes_every_point_for_nothing() -> None:
    for point in Point:
        pass_by(point)


def test_no_two_points_are_called_the_same() -> None:
    assert len({str(point) for point in Point}) == len(Point)
