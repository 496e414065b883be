"""Finding a strand by code and by its place in a web address."""

import pytest

from volunteers.errors import NotFound
from volunteers.forces.rules import ForceFileError
from volunteers.strands import queries
from volunteers.strands.rules import StrandCode


def test_there_are_six_in_the_order_of_the_plan() -> None:
    assert [strand.code for strand in queries.all_strands()] == list(StrandCode)


@pytest.mark.parametrize("code", list(StrandCode))
def test_a_strand_is_found_by_code_and_slug(code: StrandCode) -> None:
    strand = queries.get_strand(code)
    assert queries.get_strand(code.value) is strand
    assert queries.get_by_slug(strand.slug) is strand
    assert queries.find_by_slug(strand.slug) is strand


def test_an_unknown_strand_is_not_found() -> None:
    with pytest.raises(NotFound):
        queries.get_strand("horse_watch")
    with pytest.raises(NotFound):
        queries.get_by_slug("horse-watch")
    assert queries.find_by_slug("horse-watch") is None


def test_the_strands_of_an_unknown_force_are_refused() -> None:
    with pytest.raises(ForceFileError):
        queries.strands_of("atlantis")
