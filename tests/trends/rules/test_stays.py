"""How long people stay at a stage, those still there among them."""

from datetime import date

import pytest

from volunteers.trends.rules.stays import StayRow, kaplan_meier, stay_times

ON = date(2026, 11, 30)
# Weeks of remission on 6-mercaptopurine: Freireich and others (1963), as in Kleinbaum and Klein, Survival Analysis.
RELAPSED = {6: 3, 7: 1, 10: 1, 13: 1, 16: 1, 22: 1, 23: 1}
CENSORED = {6: 1, 9: 1, 10: 1, 11: 1, 17: 1, 19: 1, 20: 1, 25: 1, 32: 2, 34: 1, 35: 1}


def row(left: dict[int, int], moved: dict[int, int] | None = None, since: dict[date, int] | None = None) -> StayRow:
    moved, since = moved or left, since or {}
    return StayRow(
        list(left), list(left.values()), [moved.get(days, 0) for days in left], list(since), list(since.values())
    )


def test_it_is_the_product_limit_estimate() -> None:
    curve = dict(kaplan_meier(RELAPSED, CENSORED))

    told = {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}
    assert curve == pytest.approx(told, abs=0.0005)


def test_those_still_there_lengthen_the_median() -> None:
    left = {10: 4, 20: 1}
    waits = {date(2026, 10, 31): 5}  # 30 days so far

    assert stay_times([row(left)], ON).median_days == 10
    found = stay_times([row(left, since=waits)], ON)
    assert (found.median_days, found.quarter_days, found.three_quarter_days) == (20, 10, None)
    assert (found.entered, found.waiting, found.left, found.dropped) == (10, 5, 5, 0)


def test_months_are_put_together_and_drop_outs_counted() -> None:
    found = stay_times([row({5: 4, 9: 2}, moved={5: 3}), row({5: 6}, moved={5: 6})], ON)

    assert (found.entered, found.moved_on, found.dropped, found.waiting) == (12, 9, 3, 0)
    assert found.curve == ((5, pytest.approx(2 / 12)), (9, 0))


@pytest.mark.parametrize(("people", "is_known"), [(9, False), (10, True)])
def test_few_stays_say_nothing_of_times(people: int, is_known: bool) -> None:
    assert stay_times([row({3: people})], ON).is_known is is_known


def test_nobody_at_all_has_no_times() -> None:
    found = stay_times([], ON)
    assert (found.entered, found.median_days, found.curve) == (0, None, ())
