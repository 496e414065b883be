"""Finding the parts of a strand by code."""

import pytest

from tests.strands.rules.test_soundness import a_strand
from volunteers.errors import NotFound
from volunteers.strands.rules import Rank


def test_parts_are_found_by_code() -> None:
    strand = a_strand(ranks=(Rank("low", "Low"), Rank("high", "High")))
    assert strand.check("vetting").name == "Vetting"
    assert strand.grade("old").may_be_alone
    assert strand.rank("high").name == "High"
    assert strand.section("you").questions == ("name", "age")


@pytest.mark.parametrize("part", ["check", "grade", "rank", "section"])
def test_an_unknown_part_is_not_found(part: str) -> None:
    with pytest.raises(NotFound):
        getattr(a_strand(), part)("nothing")


@pytest.mark.parametrize(
    ("grade", "lowest", "reaches"), [("new", "new", True), ("old", "new", True), ("new", "old", False)]
)
def test_grades_are_compared_by_their_order(grade: str, lowest: str, reaches: bool) -> None:
    assert a_strand().reaches(grade, lowest) is reaches


def test_a_new_member_begins_with_the_lowest_rank_where_there_are_ranks() -> None:
    assert a_strand().appointed_rank is None
    assert a_strand(ranks=(Rank("low", "Low"), Rank("high", "High"))).appointed_rank == Rank("low", "Low")


def test_clearances_are_the_checks_a_duty_demands() -> None:
    assert [check.code for check in a_strand().clearances] == ["vetting"]
