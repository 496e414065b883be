"""Two sheets about one person: who may sit, what makes a sheet whole, and what may be made of the two."""

from datetime import UTC, date, datetime

import pytest

from volunteers.onboarding.rules.assessments import (
    Agreed,
    Outcome,
    Recommendation,
    Round,
    Seat,
    SheetEntry,
    compared,
    missing_to_send,
    refusals_to_agree,
    refusals_to_sit,
    round_to_sit,
    rounds_of,
)
from volunteers.strands.rules.sheets import Criterion, Scale, Sheet

AT = datetime(2026, 3, 2, 12, tzinfo=UTC)
LEVELS = ("none", "little", "some", "much", "all")
SHEET = Sheet((Criterion("calm", "Calm", "Stays calm.", LEVELS), Criterion("fair", "Fair", "Is fair.", LEVELS)), "us")
SCALE = Scale(5, 3, 2)
YES, DOUBTS, NO = Recommendation.RECOMMEND, Recommendation.WITH_DOUBTS, Recommendation.DO_NOT_RECOMMEND


def a_seat(number: int, who: int, *, is_in: bool = False, round_: int = 1) -> Seat:
    return Seat(round_, number, who, f"Assessor {who}", AT, AT if is_in else None)


def sat(*seats: Seat, passed: bool | None = None) -> Round:
    outcome = None if passed is None else Outcome(seats[0].round, passed, "Helen", AT)
    return Round(seats[0].round, seats, outcome)


def an_entry(calm: int, fair: int, recommendation: Recommendation = YES) -> SheetEntry:
    return SheetEntry({"calm": calm, "fair": fair}, {"calm": "said so", "fair": "did so"}, recommendation)


@pytest.mark.parametrize(
    ("rounds", "who", "codes"),
    [
        ((), 1, []),
        ((sat(a_seat(1, 7)),), 1, []),
        ((sat(a_seat(2, 7)),), 1, []),
        ((sat(a_seat(1, 1)),), 1, ["has_seat"]),
        ((sat(a_seat(1, 7), a_seat(2, 8)),), 1, ["seats_taken"]),
        ((sat(a_seat(1, 7), a_seat(2, 1)),), 1, ["has_seat"]),
        ((sat(a_seat(1, 1, is_in=True), a_seat(2, 8, is_in=True), passed=False),), 1, []),
    ],
)
def test_who_may_take_a_seat(rounds: tuple[Round, ...], who: int, codes: list[str]) -> None:
    found = refusals_to_sit("Interview", rounds, account_id=who, is_gathered=True, is_passed=False)
    assert [each.code for each in found] == codes


def test_nobody_sits_over_what_is_passed_or_not_scored_now() -> None:
    def code(**how: bool) -> str:
        return refusals_to_sit("Interview", (), account_id=1, **{"is_gathered": True, "is_passed": False, **how})[
            0
        ].code

    assert code(is_passed=True) == "already_passed"
    assert code(is_gathered=False) == "not_now"


def test_after_a_round_that_has_ended_comes_the_next() -> None:
    seats = [a_seat(1, 1, is_in=True), a_seat(2, 2, is_in=True), a_seat(1, 3, round_=2)]
    rounds = rounds_of(seats, [Outcome(1, False, "Helen", AT)])
    assert [(each.number, each.state) for each in rounds] == [(2, "0 of 2 sheets in"), (1, "Not passed")]
    assert round_to_sit(rounds).number == 2
    assert round_to_sit(rounds[1:]) == Round(2, ())
    assert round_to_sit(()).free == (1, 2)


@pytest.mark.parametrize(
    ("seats", "is_in", "state"),
    [
        ([a_seat(1, 1)], False, "0 of 2 sheets in"),
        ([a_seat(1, 1, is_in=True)], False, "1 of 2 sheets in"),
        ([a_seat(1, 1, is_in=True), a_seat(2, 2)], False, "1 of 2 sheets in"),
        ([a_seat(1, 1, is_in=True), a_seat(2, 2, is_in=True)], True, "Both sheets are in"),
    ],
)
def test_a_round_is_in_when_both_are(seats: list[Seat], is_in: bool, state: str) -> None:
    (found,) = rounds_of(seats, [])
    assert (found.is_in, found.state) == (is_in, state)


@pytest.mark.parametrize(
    ("entry", "missing"),
    [
        (an_entry(3, 3), []),
        (SheetEntry(), ["score_calm", "comment_calm", "score_fair", "comment_fair", "recommendation"]),
        (SheetEntry({"calm": 3, "fair": 3}, {"calm": "x"}, YES), ["comment_fair"]),
        (SheetEntry({"calm": 3}, {"calm": "x", "fair": "y"}, None), ["score_fair", "recommendation"]),
    ],
)
def test_what_is_missing_before_a_sheet_can_be_sent(entry: SheetEntry, missing: list[str]) -> None:
    assert list(missing_to_send(SHEET, entry)) == missing


def test_scores_two_apart_are_marked() -> None:
    rows = compared(SHEET, SCALE, an_entry(2, 3), an_entry(4, 4))
    assert [(row.gap, row.is_far, row.between) for row in rows] == [(2, True, (2, 3, 4)), (1, False, (3, 4))]
    assert rows[0].words == ("little", "much")


@pytest.mark.parametrize(
    ("one", "other", "agreed", "passed", "reason", "codes"),
    [
        (an_entry(3, 3), an_entry(3, 3), {}, True, "", []),
        (an_entry(3, 3), an_entry(4, 3), {"calm": 4}, True, "", []),
        (an_entry(3, 3), an_entry(4, 3), {}, True, "", ["not_agreed"]),
        (an_entry(3, 3), an_entry(4, 3), {"calm": 5}, True, "", ["not_between"]),
        (an_entry(2, 3), an_entry(4, 3), {"calm": 3}, True, "", ["reason_for_far"]),
        (an_entry(2, 3), an_entry(4, 3), {"calm": 3}, True, "We heard it again.", []),
        (an_entry(3, 3), an_entry(3, 3, NO), {}, True, "", ["reason_for_split"]),
        (an_entry(3, 3, DOUBTS), an_entry(3, 3), {}, True, "", []),
        (an_entry(3, 3, NO), an_entry(3, 3, NO), {}, False, "", ["reason_for_result"]),
        (an_entry(1, 3), an_entry(1, 3), {}, True, "", ["reason_for_result"]),
        (an_entry(1, 3), an_entry(1, 3), {}, False, "", []),
        (an_entry(1, 3), an_entry(1, 3), {}, True, "A second talk showed it.", []),
    ],
)
def test_what_may_be_made_of_two_sheets(
    one: SheetEntry, other: SheetEntry, agreed: dict[str, int], passed: bool, reason: str, codes: list[str]
) -> None:
    rows = compared(SHEET, SCALE, one, other)
    wanted = Agreed(agreed, passed, date(2026, 3, 2), reason)
    found = refusals_to_agree(rows, SCALE, wanted, (one.recommendation, other.recommendation))
    assert [each.code for each in found] == codes


def test_where_both_gave_the_same_that_score_is_agreed() -> None:
    rows = compared(SHEET, SCALE, an_entry(3, 2), an_entry(3, 4))
    assert Agreed({"calm": 5, "fair": 3}, True, None).whole(rows) == {"calm": 3, "fair": 3}
