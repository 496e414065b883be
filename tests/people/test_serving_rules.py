"""How someone serves, as tables: what a new status goes over, and what cannot be written down."""

from datetime import date

import pytest

from volunteers.people.rules import StatusKind, StatusSpan, status_on
from volunteers.people.rules.changes import (
    Served,
    StatusChange,
    counted_as,
    cuts,
    refusals_of_ending,
    refusals_of_next,
    refusals_of_status,
    refusals_of_step,
    ways_to_end,
)
from volunteers.people.rules.lengths import length_words, months_served
from volunteers.people.rules.moving_on import age_words, ends_by_itself_on, step_due, turns_18_on
from volunteers.people.rules.serving import EndReason
from volunteers.strands.rules.reasons import Reason

TODAY = date(2026, 10, 1)
SERVED = Served(date(2020, 1, 1))
STUDY, OTHER = Reason("study", "Study"), Reason("other", "Another reason", note_needed=True)
LEAVE, ACTIVE = StatusKind.LEAVE, StatusKind.ACTIVE


def day(number: int) -> date:
    return date(2026, 11, number)


def leave(first: int, last: int | None) -> StatusSpan:
    return StatusSpan(LEAVE, day(first), day(last) if last else None)


@pytest.mark.parametrize(
    ("spans", "first", "last", "expected"),
    [
        ([leave(1, 9)], 10, 12, []),
        ([leave(1, 9)], 5, 12, [[(1, 4)]]),
        ([leave(1, 9)], 1, 9, [[]]),
        ([leave(5, 9)], 1, 20, [[]]),
        ([leave(1, 20)], 5, 9, [[(1, 4), (10, 20)]]),
        ([leave(1, None)], 5, 9, [[(1, 4), (10, None)]]),
        ([leave(1, None)], 5, None, [[(1, 4)]]),
        ([leave(1, 4), leave(10, None)], 3, 12, [[(1, 2)], [(13, None)]]),
        ([StatusSpan(ACTIVE, day(1), None)], 5, 9, [[(1, 4)]]),
    ],
)
def test_a_new_span_leaves_what_lies_before_and_after_it(spans, first, last, expected):
    found = cuts(spans, day(first), day(last) if last else None)
    plain = [[(one.day, other.day if other else None) for one, other in cut.left] for cut in found]
    assert plain == expected


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (StatusChange(LEAVE, day(1), day(9), STUDY), []),
        (StatusChange(LEAVE, day(1), None, STUDY), []),
        (StatusChange(LEAVE, day(1), day(1), STUDY), []),
        (StatusChange(LEAVE, day(9), day(1), STUDY), ["until_before_from"]),
        (StatusChange(LEAVE, date(2019, 12, 31), None, STUDY), ["before_service"]),
        (StatusChange(LEAVE, date(2062, 1, 1), None, STUDY), ["too_far_ahead"]),
        (StatusChange(LEAVE, day(1)), ["reason_needed"]),
        (StatusChange(LEAVE, day(1), None, OTHER), ["note_needed"]),
        (StatusChange(LEAVE, day(1), None, OTHER, note="A year abroad"), []),
        (StatusChange(StatusKind.RESTRICTED, day(1), None, STUDY), ["limits_needed"]),
        (StatusChange(StatusKind.RESTRICTED, day(1), None, STUDY, "No driving"), []),
        (StatusChange(ACTIVE, day(1)), ["active_already"]),
    ],
)
def test_what_cannot_be_written_down(change, expected):
    assert [refusal.code for refusal in refusals_of_status(change, SERVED, [], today=TODAY)] == expected


def test_being_active_again_ends_what_stands():
    assert refusals_of_status(StatusChange(ACTIVE, day(3)), SERVED, [leave(1, 9)], today=TODAY) == []
    found = refusals_of_status(StatusChange(ACTIVE, day(10)), SERVED, [leave(1, 9)], today=TODAY)
    assert [refusal.code for refusal in found] == ["active_already"]


def test_nothing_begins_once_service_has_ended():
    over = Served(date(2020, 1, 1), day(5))
    for first, expected in ((4, []), (5, ["after_service"])):
        found = refusals_of_status(StatusChange(LEAVE, day(first), None, STUDY), over, [], today=TODAY)
        assert [refusal.code for refusal in found] == expected


@pytest.mark.parametrize(("on", "expected"), [(4, None), (5, LEAVE), (9, LEAVE), (10, None)])
def test_what_holds_on_a_date(on, expected):
    found = status_on([leave(5, 9), StatusSpan(ACTIVE, day(10), None)], day(on))
    assert (found.status if found else None) == expected


@pytest.mark.parametrize(
    ("held", "wanted", "why", "expected"),
    [
        ("b", "c", "", []),
        ("b", "d", "", ["step_by_step"]),
        ("b", "b", "", ["held_already"]),
        ("c", "a", "", ["reason_needed"]),
        ("c", "a", "Failed the review", []),
        (None, "c", "", []),
        ("b", "x", "", ["unknown_grade"]),
    ],
)
def test_one_step_forward_or_back_with_a_reason(held, wanted, why, expected):
    found = refusals_of_step(["a", "b", "c", "d"], held, wanted, why=why)
    assert [refusal.code for refusal in found] == expected


@pytest.mark.parametrize(("first", "expected"), [(6, []), (5, ["before_the_last"]), (4, ["before_the_last"])])
def test_each_begins_after_the_one_before(first, expected):
    found = refusals_of_next("A rank", day(first), SERVED, [date(2020, 1, 1), day(5)], today=TODAY)
    assert [refusal.code for refusal in found] == expected


@pytest.mark.parametrize(
    ("ends_on", "served", "reason", "note", "expected"),
    [
        (day(1), SERVED, STUDY, "", []),
        (date(2020, 1, 1), SERVED, STUDY, "", ["before_service"]),
        (date(2020, 1, 2), SERVED, STUDY, "", []),
        (day(1), Served(date(2020, 1, 1), day(9)), STUDY, "", ["ends_already"]),
        (day(1), SERVED, None, "", ["reason_needed"]),
        (day(1), SERVED, OTHER, " ", ["note_needed"]),
        (date(2066, 1, 1), SERVED, STUDY, "", ["too_far_ahead"]),
    ],
)
def test_how_service_cannot_end(ends_on, served, reason, note, expected):
    found = refusals_of_ending(ends_on, served, reason, note=note, today=TODAY)
    assert [refusal.code for refusal in found] == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("regular_service", EndReason.PROGRESSED),
        ("died", EndReason.DIED),
        ("turned_18", EndReason.TURNED_18),
        ("hours", EndReason.RESIGNED),
        ("one_of_their_own", EndReason.RESIGNED),
    ],
)
def test_what_the_figures_count_a_reason_as(code, expected):
    assert counted_as(code) is expected


def test_what_must_be_told_apart_can_always_be_chosen():
    kept = [STUDY, Reason("turned_18", "Turned 18"), OTHER]
    codes = [each.code for each in ways_to_end(kept, is_cadet=False)]
    assert codes[0] == "study"
    assert codes[-1] == "other"
    assert {"died", "regular_service", "not_eligible", "required"} <= set(codes)
    assert "turned_18" not in codes
    assert "turned_18" in [each.code for each in ways_to_end(kept, is_cadet=True)]


@pytest.mark.parametrize(
    ("left", "warned", "expected"),
    [
        (91, (), None), (90, (), 90), (89, (90,), None), (45, (), 90), (30, (90,), 30), (30, (90, 30), None),
        (7, (90, 30), 7), (1, (), 7), (1, (7,), None), (0, (), None), (-5, (), None), (20, (7,), None),
    ],
)  # fmt: skip
def test_each_warning_before_the_birthday_once(left, warned, expected):
    turns_on = date(2026, 12, 31)
    assert step_due(turns_on, date.fromordinal(turns_on.toordinal() - left), warned) == expected


def test_someone_born_on_a_leap_day_turns_18_on_the_first_of_march():
    assert turns_18_on(date(2008, 2, 29)) == date(2026, 3, 1)
    assert turns_18_on(date(2008, 11, 3)) == day(3)
    assert ends_by_itself_on(day(3)) == date(2026, 12, 3)


@pytest.mark.parametrize(
    ("on", "expected"), [(1, "In 2 days"), (2, "In 1 day"), (3, "18 today"), (4, "18 for 1 day"), (9, "18 for 6 days")]
)
def test_how_near_the_birthday_is(on, expected):
    assert age_words(day(3), day(on)) == expected


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([(date(2026, 10, 1), None)], "less than a month"),
        ([(date(2026, 8, 31), None)], "1 month"),
        ([(date(2020, 7, 1), None)], "6 years and 3 months"),
        ([(date(2025, 10, 1), None)], "1 year"),
        ([(date(2010, 1, 1), date(2012, 1, 1)), (date(2025, 10, 1), None)], "3 years"),
        ([(date(2027, 1, 1), None)], "less than a month"),
    ],
)
def test_how_long_someone_has_served(spans, expected):
    assert length_words(months_served(spans, TODAY)) == expected
