"""The scoring sheets and their scale: every score has its words, and what makes a pass."""

import pytest

from volunteers.forces.queries import load_force
from volunteers.strands.definitions.sheets import SHEETS
from volunteers.strands.queries import strands_of
from volunteers.strands.rules.sheets import Criterion, Scale, Sheet, scale_of

SHEETS_OF_ALL = [(strand, code, sheet) for strand, sheets in SHEETS.items() for code, sheet in sheets.items()]
FORCE = load_force("avon_and_somerset")
ONE = Criterion("one", "One", "Something.", ("none", "little", "some", "much", "all"))


@pytest.mark.parametrize(("strand", "code", "sheet"), SHEETS_OF_ALL)
def test_each_sheet_is_about_a_check_of_its_strand_and_names_nothing_twice(
    strand: str, code: str, sheet: Sheet
) -> None:
    (page,) = [each for each in strands_of(FORCE.code) if each.code == strand]
    assert code in [check.code for check in page.checks]
    codes = [each.code for each in sheet.criteria]
    assert len(set(codes)) == len(codes) >= 3
    assert all(len({*each.levels}) == 5 and all(each.levels) for each in sheet.criteria)


@pytest.mark.parametrize(
    ("highest", "words"),
    [
        (2, ["none", "all"]),
        (3, ["none", "some", "all"]),
        (4, ["none", "little", "much", "all"]),
        (5, ["none", "little", "some", "much", "all"]),
    ],
)
def test_a_shorter_scale_keeps_its_ends(highest: int, words: list[str]) -> None:
    assert list(Scale(highest, 2, 1).steps(ONE)) == list(enumerate(words, 1))


@pytest.mark.parametrize(
    ("scores", "is_pass"),
    [
        ((3, 3, 3), True),
        ((5, 2, 2), True),
        ((5, 5, 1), False),
        ((2, 3, 3), False),
        ((2, 2, 5), True),
        ((1, 1, 1), False),
        ((), False),
    ],
)
def test_a_pass_takes_an_average_and_a_least_score(scores: tuple[int, ...], is_pass: bool) -> None:
    assert Scale(5, 3, 2).is_pass({str(place): score for place, score in enumerate(scores)}) is is_pass


def test_the_numbers_are_the_forces_and_still_to_be_confirmed() -> None:
    assert scale_of(FORCE) == Scale(5, 3, 2, is_confirmed=False)
    assert scale_of(FORCE).up_to(2) == Scale(2, 2, 2, is_confirmed=False)
