"""Who is called, which post they get, and when they arrive: plain values."""

from datetime import UTC, datetime

import pytest

from volunteers.errors import Refusal
from volunteers.mobilisation.rules import Reach, choose_post, kind_called_for, left_out, time_table, token_of, why_not
from volunteers.rosters.rules import PostFacts
from volunteers.strands.queries import all_strands
from volunteers.strands.rules import StrandCode

FULL, AWAY, GRADE, BEGUN = (Refusal(code, f"It is {code}.") for code in ("full", "away", "grade", "begun"))
DRIVER, ANYONE = PostFacts("Driver", ("driver",), (), 1, 0, ("Driver",), 2), PostFacts("Anyone", (), (), 5, 0, (), 1)


def test_only_strands_with_such_duties_are_called_and_never_children(session):
    called = {strand.code: kind_called_for(strand) for strand in all_strands()}
    assert {code for code, kind in called.items() if kind} == {StrandCode.SPECIAL_CONSTABULARY}
    assert called[StrandCode.SPECIAL_CONSTABULARY] == "response"


@pytest.mark.parametrize(
    ("by_post", "asks_away", "left"),
    [
        ([()], False, []),
        ([(FULL,)], False, []),
        ([(BEGUN,)], False, []),
        ([(AWAY,)], False, ["away"]),
        ([(AWAY,)], True, []),
        ([(AWAY, GRADE), (AWAY,)], False, ["away"]),
        ([(AWAY, GRADE), (AWAY,)], True, []),
        ([(GRADE,), (AWAY, GRADE)], True, ["grade"]),
    ],
)
def test_what_stands_in_the_way_of_being_asked_is_that_of_the_nearest_post(by_post, asks_away, left):
    assert [one.code for one in why_not(by_post, Reach(("bristol",), asks_away=asks_away))] == left


@pytest.mark.parametrize(
    ("refusals", "post_id", "codes", "full"),
    [
        ({}, 2, [], False),
        ({2: (GRADE,)}, 1, [], False),
        ({2: (FULL,)}, 1, [], False),
        ({2: (FULL,), 1: (FULL,)}, None, [], True),
        ({2: (FULL, GRADE), 1: (FULL,)}, None, [], True),
        ({2: (GRADE, AWAY), 1: (AWAY,)}, None, ["away"], False),
    ],
)
def test_the_post_that_asks_for_most_is_taken_first(refusals, post_id, codes, full):
    choice = choose_post([(post, refusals.get(post.post_id, ())) for post in (ANYONE, DRIVER)], {"begun"})
    assert (choice.post_id, [one.code for one in choice.refusals], choice.is_full) == (post_id, codes, full)


def test_reasons_are_counted_most_people_first():
    found = left_out([("Bea", [AWAY]), ("Cy", [GRADE, AWAY]), ("Al", [AWAY]), ("Di", [Refusal("medical_lapsed", "")])])
    assert [(one.reason, [name for name, _ in one.people]) for one in found] == [
        ("Away, as they said", ["Al", "Bea"]),
        ("A clearance or qualification does not hold", ["Di"]),
        ("Grade not enough for any post", ["Cy"]),
    ]


def test_arrivals_stand_by_half_hours_without_a_gap():
    at = [datetime(2026, 11, 2, hour, minute, tzinfo=UTC) for hour, minute in ((18, 31), (18, 59), (19, 0), (20, 5))]
    assert [(f"{one.begins:%H:%M}", one.people, one.in_all) for one in time_table(at)] == [
        ("18:30", 2, 2), ("19:00", 1, 3), ("19:30", 0, 3), ("20:00", 1, 4),
    ]  # fmt: skip
    assert time_table([]) == ()


def test_a_link_is_of_one_person_and_call_and_nobody_else_can_make_it():
    made = {token_of(call, who, key=key) for call in (1, 2) for who in (1, 2) for key in (b"a", b"b")}
    assert len(made) == 8
    assert all(len(one) == 27 for one in made)
