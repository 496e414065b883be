"""What may stand in the list of occupations, and how it becomes the answers of a question."""

from collections.abc import Collection
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from volunteers.forces.queries import load_force
from volunteers.forces.rules import OccupationOutcome
from volunteers.strands.definitions.eligibility_questions import occupation_choices
from volunteers.strands.queries import get_strand
from volunteers.strands.rules import StrandCode
from volunteers.strands.rules.occupations import (
    OccupationDraft,
    code_of,
    in_order,
    refusals_of_occupation,
    with_listed,
)

SPECIALS = get_strand(StrandCode.SPECIAL_CONSTABULARY)


def a_draft(**changes: Any) -> OccupationDraft:
    values = {"name": "Baker", "outcome": OccupationOutcome.ALLOW, "note": "", "strands": (SPECIALS.code.value,)}
    return OccupationDraft(**{**values, "after": None, **changes})


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, []),
        ({"name": "Bailiff"}, ["name_taken"]),
        ({"name": "BAILIFF"}, ["name_taken"]),
        ({"strands": ()}, ["no_strand"]),
        ({"strands": (SPECIALS.code.value, "horse_watch")}, ["no_strand"]),
        ({"name": "bailiff", "strands": ()}, ["name_taken", "no_strand"]),
    ],
)
def test_what_may_stand_in_the_list(changes: dict[str, Any], codes: list[str]) -> None:
    found = refusals_of_occupation(a_draft(**changes), taken=["Bailiff"], asked_by=[SPECIALS.code.value])
    assert [refusal.code for refusal in found] == codes


@pytest.mark.parametrize(
    ("name", "taken", "code"),
    [
        ("Private investigator", (), "private_investigator"),
        ("Private investigator", ("private_investigator",), "private_investigator_2"),
        ("Judge, or clerk (Crown)", (), "judge_or_clerk_crown"),
        ("Café owner", (), "cafe_owner"),
        ("警察", (), "occupation"),
        ("None", (), "none_2"),
        ("Conflict", (), "conflict_2"),
    ],
)
def test_an_answer_is_stored_under_a_code_of_its_own(name: str, taken: Collection[str], code: str) -> None:
    assert code_of(name, taken) == code


@settings(deadline=None)
@given(st.text(max_size=200), st.sets(st.text(max_size=10)))
def test_a_code_is_never_one_that_is_taken(name: str, taken: set[str]) -> None:
    code = code_of(name, taken)
    assert code not in taken
    assert code.isascii()
    assert code


@pytest.mark.parametrize(
    ("moved", "after", "expected"),
    [
        (3, None, [3, 1, 2, 4]),
        (1, None, [1, 2, 3, 4]),
        (1, 4, [2, 3, 4, 1]),
        (2, 1, [1, 2, 3, 4]),
        (2, 99, [2, 1, 3, 4]),
        (4, 1, [1, 4, 2, 3]),
        (5, 2, [1, 2, 5, 3, 4]),
    ],
)
def test_a_row_goes_after_another_or_first(moved: int, after: int | None, expected: list[int]) -> None:
    assert in_order([1, 2, 3, 4], moved, after) == expected


def test_a_list_takes_the_place_of_the_one_before_and_the_strands_own_answers_stay() -> None:
    bailiff = tuple(each for each in load_force("avon_and_somerset").occupations if each.code == "bailiff")
    listed = occupation_choices(bailiff, "Special Constable")
    changed = with_listed(SPECIALS, listed)
    choices = {rule.question: [choice.value for choice in rule.choices] for rule in changed.eligibility}
    assert choices["occupation"] == ["bailiff", "none"]
    assert choices["finance"] == [
        choice.value for rule in SPECIALS.eligibility if rule.question == "finance" for choice in rule.choices
    ]
