from nlp.machines import count, parts, scaled, teach

ROWS = [{"a": 1.0}, {"a": 1.0, "b": 1.0}, {"b": 1.0, "c": 1.0}, {"c": 2.0}]


def test_rare_columns_weigh_more() -> None:
    counted = count(ROWS)
    assert counted.names == ("a", "b", "c")
    assert counted.matrix.shape == (4, 3)
    assert len(counted.rarity) == 3


def test_two_leaves_have_opposite_weights() -> None:
    counted = count(ROWS)
    taught = teach(scaled(counted.matrix), ["A", "A", "B", "B"], [1.0] * 4, 1.0)
    assert taught.leaves == ("A", "B")
    assert all(first == -second for first, second in taught.weights)
    points = taught.decide(scaled(counted.matrix))
    assert [row[0] > row[1] for row in points] == [True, True, False, False]


def test_three_leaves_have_weights_of_their_own() -> None:
    counted = count(ROWS)
    taught = teach(scaled(counted.matrix), ["A", "B", "B", "C"], [1.0] * 4, 10.0)
    assert taught.leaves == ("A", "B", "C")
    assert len(taught.weights) == 3
    assert len(taught.decide(scaled(counted.matrix))[0]) == 3


def test_a_group_is_never_divided() -> None:
    groups = [0, 0, 1, 1, 2]
    for seen, unseen in parts(groups, 5):
        assert not {groups[row] for row in seen} & {groups[row] for row in unseen}
