"""The rows of a release: fixed, adding up, children apart, and hidden rows told together."""

from collections import Counter

import pytest

from tests.trends.disclosure.worlds import AREAS, CADET, SPECIALS, STRANDS, SUPPORT
from volunteers.trends.disclosure.quarters import Atom
from volunteers.trends.disclosure.rows import RowSum, Scope, together, without

ADULTS = Scope("adults", STRANDS[:2], AREAS)
CHILDREN = Scope("cadets", STRANDS[2:], AREAS)


def atom(measure: str, strand: str = SPECIALS, area: str = "east") -> Atom:
    return Atom(measure, strand, area, "sex", "female")


@pytest.mark.parametrize("scope", [ADULTS, CHILDREN])
@pytest.mark.parametrize(
    "measure", ["active", "applied", "left", "appointed", "lost:review", "lost:training", "lost:gone"]
)
@pytest.mark.parametrize("area", ["east", "south", ""])
def test_whoever_is_in_a_whole_is_in_one_of_its_parts(scope: Scope, measure: str, area: str) -> None:
    rows = set(scope.rows_of(atom(measure, scope.strands[0].code, area)))
    for one in scope.sums():
        assert (one.whole in rows) == (sum(part in rows for part in one.parts) == 1)
        assert sum(part in rows for part in one.parts) <= 1
    assert rows - {row for row in rows if row[0] == "moved"} <= set(scope.rows())


def test_an_application_that_ended_reached_every_stage_up_to_where_it_was_lost() -> None:
    rows = set(ADULTS.rows_of(atom("lost:training")))
    assert {("reached:interview", SPECIALS), ("reached:training", SPECIALS), ("lost:training", SPECIALS)} <= rows
    assert ("appointed", SPECIALS) not in rows
    assert set(ADULTS.rows_of(atom("lost:a_stage_that_is_no_more"))) >= {("lost:review", SPECIALS), ("ended", SPECIALS)}


def test_children_have_no_total_with_anyone() -> None:
    assert {place for _, place in CHILDREN.rows()} == {CADET}


def test_hidden_rows_of_a_sum_are_told_together_down_to_their_own_parts() -> None:
    sums = [
        RowSum(("ended", "all"), (("ended", SPECIALS), ("ended", SUPPORT))),
        RowSum(("ended", SUPPORT), (("lost:review", SUPPORT), ("appointed", SUPPORT))),
    ]
    assert without(sums, frozenset({("ended", SUPPORT), ("appointed", SUPPORT)})) == [
        (RowSum(("ended", "all"), (("ended", SPECIALS), ("lost:review", SUPPORT))), (("appointed", SUPPORT),))
    ]
    assert Counter(len(left) for _, left in without(sums, frozenset())) == {0: 2}


def test_hidden_rows_that_are_in_the_same_sums_are_one_and_others_stay_apart() -> None:
    sums = [
        (RowSum(("ended", "all"), (("lost:review", SPECIALS),)), (("lost:review", SUPPORT), ("appointed", SUPPORT))),
        (RowSum(("appointed", "all"), (("appointed", SPECIALS),)), (("appointed", SUPPORT),)),
    ]
    found, rests = together(sums)
    assert rests == {
        ("together", "0"): (("lost:review", SUPPORT),), ("together", "0-1"): (("appointed", SUPPORT),),
    }  # fmt: skip
    assert [one.parts[1:] for one in found] == [(("together", "0"), ("together", "0-1")), (("together", "0-1"),)]
