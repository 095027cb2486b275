from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import shanghai_day
from domain.categories import UNKNOWN_LEAF
from domain.grams import grams
from domain.lessons import CITY, OwnTerm, TermState
from domain.people import Person
from domain.places import Place
from domain.reading import Candidate, Emergency, Reading, Reason
from domain.taught import (
    BY_STAFF,
    NOTHING,
    Exemplar,
    Taught,
    longest_shared,
    refined,
    refined_for,
)
from tests.domain.builders import MONDAY, demo_rules

LOCKER = "快递柜挡着门进不去"
DAY = shanghai_day(MONDAY)


def exemplar(
    leaf: str = "D1", before: str = "C1", giver: int = 0, text: str = LOCKER, *, staff: bool = True
) -> Exemplar:
    pairs = frozenset(pair for pair in grams(text) if len(pair) > 1)
    return Exemplar(leaf, before, giver, staff, pairs)


def reading(
    leaf: str = "C1", percent: int = 62, text: str = LOCKER, *, certain: bool = False
) -> Reading:
    candidates = (Candidate(leaf, percent),) if leaf else ()
    reasons = (Reason("挡着门", leaf, 200),) if leaf else ()
    return Reading(text, candidates, certain, reasons, version="v")


def test_one_correction_leads_the_next_message_but_asks() -> None:
    read = refined(reading(), Taught([exemplar()], edition="e1"))
    assert read.leaf == "D1"
    assert not read.certain
    assert read.reasons[0] == Reason(LOCKER, "D1", round(100 * BY_STAFF), "learned")
    assert read.version == "v+e1"


def test_two_people_together_are_believed_without_asking() -> None:
    two = Taught([exemplar(giver=0), exemplar(giver=1)])
    assert refined(reading(), two).leaf == "D1"
    assert refined(reading("D1", 70), two).certain


def test_one_person_who_says_it_often_counts_once() -> None:
    once = refined(reading(), Taught([exemplar()]))
    often = refined(reading(), Taught([exemplar()] * 30))
    assert often.candidates == once.candidates


def test_a_resident_counts_for_less_than_staff() -> None:
    by_resident = refined(reading(), Taught([exemplar(staff=False)]))
    by_staff = refined(reading(), Taught([exemplar()]))
    percent = {lead.leaf: lead.percent for lead in by_resident.candidates}
    assert percent["D1"] < by_staff.candidates[0].percent


def test_none_of_these_speaks_against_what_was_read_and_for_nothing() -> None:
    read = refined(reading(), Taught([exemplar(UNKNOWN_LEAF)]))
    assert read.leaf == "C1"
    assert read.candidates[0].percent < 62
    assert [lead.leaf for lead in read.candidates] == ["C1"]


def test_what_only_speaks_against_leaves_nothing_found_as_it_is() -> None:
    found = refined(reading("", 0), Taught([exemplar(leaf=UNKNOWN_LEAF)]))
    assert (found.candidates, found.certain) == ((), False)


def test_who_confirms_takes_nothing_from_any_leaf() -> None:
    read = refined(reading("D1", 62), Taught([exemplar("D1", "D1")]))
    assert read.leaf == "D1"
    assert read.candidates[0].percent > 62
    assert not read.certain


def test_first_filing_by_a_human_takes_nothing_from_the_unknown() -> None:
    assert refined(reading("", 0), Taught([exemplar("D1", UNKNOWN_LEAF)])).leaf == "D1"


@pytest.mark.parametrize("text", ["楼上装修太吵", "", "门"])
def test_other_words_are_left_alone(text: str) -> None:
    before = reading(text=text)
    assert refined(before, Taught([exemplar()])) == before


def test_nothing_taught_changes_nothing() -> None:
    before = reading()
    assert refined(before, NOTHING) is before


def test_danger_is_never_touched() -> None:
    alarm = Reading(LOCKER, emergency=Emergency("fire", "D5", ("119",), ("着火",)))
    assert refined(alarm, Taught([exemplar()])) is alarm


def test_a_certain_reading_that_was_corrected_asks_again() -> None:
    assert not refined(reading(percent=90, certain=True), Taught([exemplar()])).certain
    assert refined(reading("D1", 90, certain=True), Taught([exemplar("D1", "D1")])).certain


def test_all_lessons_together_say_no_more_than_the_strongest_word() -> None:
    crowd = [exemplar(giver=giver) for giver in range(50)]
    few = [exemplar(giver=giver) for giver in range(2)]
    assert (
        refined(reading(), Taught(crowd)).candidates == refined(reading(), Taught(few)).candidates
    )


@given(
    lessons=st.lists(st.tuples(st.sampled_from(["D1", "E1", "A4", UNKNOWN_LEAF]), st.booleans())),
    percent=st.integers(1, 99),
    certain=st.booleans(),
    first=st.sampled_from(["C1", "D1"]),
)
def test_nobody_alone_makes_the_reading_certain(
    lessons: Sequence[tuple[str, bool]], percent: int, first: str, *, certain: bool
) -> None:
    one = Taught([exemplar(leaf, staff=staff) for leaf, staff in lessons])
    read = refined(reading(first, percent, certain=certain), one)
    assert not read.certain or (read.leaf == first and certain)


def test_the_strongest_word_is_not_outdone_by_one_person() -> None:
    # A word of weight 4 alone reads as 91 of 100 (nlp.scoring).
    read = refined(reading(percent=91), Taught([exemplar()]))
    percent = {lead.leaf: lead.percent for lead in read.candidates}
    assert percent["C1"] >= percent["D1"]


TAKEN = OwnTerm("快递柜", "D1", state=TermState.TAKEN, weight=4)


def test_a_word_that_was_taken_counts_like_one_of_the_lexicon() -> None:
    read = refined(reading("", 0), Taught(terms=[TAKEN]))
    assert read.leaf == "D1"
    assert read.certain
    assert read.reasons == (Reason("快递柜", "D1", 400, "lexicon"),)


def test_a_word_counts_only_in_its_grid() -> None:
    own = Taught(terms=[OwnTerm("快递柜", "D1", "DQ-1"), OwnTerm("没这词", "D1")])
    before = reading()
    assert refined(before, own) == before
    assert refined(before, own, {"DQ-1"}).leaf == "D1"


def test_the_grid_is_that_of_the_home_where_the_words_name_none() -> None:
    rules = demo_rules()
    home = Place("tiancheng", "3", "2")
    [grid] = rules.directory.grids_of(home, DAY)
    own = Taught(terms=[OwnTerm("快递柜", "D1", grid.code, weight=4)])
    at_home = Person("dongqiao", "an", home=home)
    assert refined_for(reading(), own, at_home, rules, DAY).leaf == "D1"
    assert refined_for(reading(), own, Person("dongqiao", "bo"), rules, DAY).leaf == "C1"
    of_city = Taught(terms=[OwnTerm("快递柜", "D1", CITY, weight=4)])
    assert refined_for(reading(), of_city, Person("dongqiao", "bo"), rules, DAY).leaf == "D1"


def test_the_longest_shared_piece_is_the_message_own() -> None:
    assert longest_shared("门口快递柜挡着", {"快递", "递柜", "挡着"}) == "快递柜"
    assert longest_shared("门", {"快递"}) == ""


def test_a_message_that_shares_a_pair_only_is_not_like_the_exemplar() -> None:
    taught = Taught([exemplar()])
    assert list(taught.near({"进不", "不了", "了账", "账的", "的钱"})) == []
    [(found, alike)] = taught.near(exemplar().pairs)
    assert found == exemplar()
    assert alike == pytest.approx(1)


def test_the_words_of_the_city_stand_beside_and_nothing_is_gone_through_twice() -> None:
    own, city = Taught([exemplar()], [], "a"), Taught([], [TAKEN], "b")
    list(own.near({"楼道"}))
    both = own.beside(city)
    assert (both.exemplars, both.terms, both.edition) == (own.exemplars, (TAKEN,), "ab")
    assert vars(both)["_holding"] is vars(own)["_holding"]
    assert (own.terms, own.edition) == ((), "a")
