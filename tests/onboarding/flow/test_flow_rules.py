"""The funnel adds up, people are counted where they wait, and endings by stage and reason."""

from datetime import date

import pytest

from volunteers.onboarding.rules.flow import (
    Ending,
    Waiting,
    Way,
    funnel_of,
    funnel_pieces,
    leaving_of,
    months_back,
    path_of,
    share_words,
    spread_of,
    standing_of,
)
from volunteers.onboarding.rules.flow.bars import WIDE, range_pieces
from volunteers.onboarding.rules.flow.leaving import NO_REASON
from volunteers.onboarding.rules.flow.stays import Left, Stay, StayRow
from volunteers.strands.queries import get_strand

SPECIALS = get_strand("special_constabulary")
PATH = [stage.code for stage in path_of(SPECIALS)]
ON = date(2026, 11, 22)


def ways(*rows: tuple[str, str, int]) -> list[Way]:
    """(furthest stage, stage now, how many)."""
    return [Way(PATH.index(furthest), here, number) for furthest, here, number in rows]


def test_every_row_adds_up() -> None:
    second, third = PATH[1], PATH[2]
    funnel = funnel_of(
        SPECIALS,
        ways(
            (PATH[0], PATH[0], 4), (PATH[0], "withdrawn", 1), (second, PATH[0], 2), (second, "unsuccessful", 3),
            (third, "withdrawn", 2), ("appointed", "appointed", 8),
        ),
    )  # fmt: skip

    assert funnel.sent == 20
    assert (funnel.appointed, funnel.appointed_share) == (8, "40%")
    assert (funnel.still, funnel.unsuccessful, funnel.withdrew) == (6, 3, 3)
    assert [row.reached for row in funnel.rows[:4]] == [20, 15, 10, 8]
    for row in funnel.rows[:-1]:
        assert row.reached == row.went_on + row.still + row.ended
    assert [row.of_previous for row in funnel.rows[:4]] == ["", "75%", "67%", "80%"]
    # Of 13 no longer under way at the second stage 10 went on; of 10 at the third, 8.
    assert funnel.narrowest == funnel.rows[1]
    assert funnel.rows[1].onward_share == "77%"


def test_a_stage_passed_over_counts_as_reached_and_one_sent_back_keeps_how_far_it_came() -> None:
    funnel = funnel_of(SPECIALS, ways((PATH[3], PATH[1], 6)))
    assert [row.reached for row in funnel.rows[:5]] == [6, 6, 6, 6, 0]
    assert [row.still for row in funnel.rows[:4]] == [0, 0, 0, 6]


@pytest.mark.parametrize(
    ("part", "whole", "words"), [(3, 4, "Too few to say"), (0, 0, "Too few to say"), (2, 5, "40%")]
)
def test_no_share_of_fewer_than_five(part: int, whole: int, words: str) -> None:
    assert share_words(part, whole) == words


def test_nobody_makes_an_empty_funnel_with_nothing_narrow() -> None:
    funnel = funnel_of(SPECIALS, [])
    assert (funnel.sent, funnel.narrowest) == (0, None)


def test_who_waits_for_two_stands_in_two_rows_and_is_counted_once() -> None:
    stages = SPECIALS.pipeline.open_stages
    first, second = stages[0].code, stages[1].code
    standing = standing_of(
        stages,
        [
            Waiting(second, ("referee", "vetting_officer"), 3, date(2026, 10, 1), 1, 2),
            Waiting(second, ("referee",), 4, date(2026, 9, 1), 0, 1),
            Waiting(first, ("coordinator",), 9, date(2026, 11, 20), 0, 0),
        ],
        on=ON,
    )

    assert (standing.number, standing.slow, standing.overdue, standing.counted_twice) == (16, 1, 3, True)
    assert [(row.stage, row.party, row.number, row.overdue) for row in standing.rows] == [
        (first, "coordinator", 9, 0), (second, "referee", 7, 3), (second, "vetting_officer", 3, 2),
    ]  # fmt: skip
    stuck = standing.most_stuck
    assert stuck is not None
    assert (stuck.party_words, stuck.oldest, stuck.oldest_days) == ("A referee", date(2026, 9, 1), 82)


def test_nowhere_is_stuck_while_nobody_is_overdue() -> None:
    waiting = [Waiting(PATH[0], ("coordinator",), 1, ON, 1, 0)]
    assert standing_of(SPECIALS.pipeline.open_stages, waiting, on=ON).most_stuck is None


def test_endings_by_stage_and_reason_without_any_text() -> None:
    first, second = PATH[0], PATH[1]
    leaving = leaving_of(
        SPECIALS.pipeline.open_stages,
        [
            Ending(first, True, "no_time", 2), Ending(second, True, "took_too_long", 3), Ending(second, True, "", 1),
            Ending(second, False, "", 4),
        ],
        {"no_time": "I do not have the time now", "took_too_long": "It has taken too long"},
    )  # fmt: skip

    assert (leaving.number, leaving.unsuccessful, leaving.withdrew) == (10, 4, 6)
    assert leaving.reasons == (("It has taken too long", 3), ("I do not have the time now", 2), (NO_REASON, 1))
    assert [(row.stage, row.unsuccessful, row.withdrew) for row in leaving.rows] == [(first, 0, 2), (second, 4, 4)]


def test_pieces_of_a_bar_lie_side_by_side_within_it() -> None:
    row = funnel_of(SPECIALS, ways((PATH[0], PATH[0], 1), (PATH[0], "withdrawn", 1), (PATH[1], PATH[1], 1))).rows[0]
    pieces = funnel_pieces(row, 3)
    assert [(piece.kind, piece.at, piece.width) for piece in pieces] == [
        ("on", 0, 333), ("still", 333, 333), ("ended", 666, 333),
    ]  # fmt: skip


def test_marks_of_days_stay_within_the_drawing() -> None:
    spread = spread_of([Stay("x", days, Left.LEFT, 5) for days in (10, 20, 30, 40)])
    row = StayRow("x", "X", spread, 14, 400, 0)
    pieces = {piece.kind: piece for piece in range_pieces(row, 40)}
    assert set(pieces) == {"range", "usual", "median"}
    assert pieces["range"].at == WIDE * 10 // 40
    assert all(piece.at + piece.width <= WIDE for piece in pieces.values())


def test_months_go_back_over_a_new_year() -> None:
    assert months_back(date(2026, 2, 15), 3) == [
        date(2026, 2, 1), date(2026, 1, 1), date(2025, 12, 1), date(2025, 11, 1),
    ]  # fmt: skip
