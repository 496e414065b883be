"""Each baseline on numbers that can be worked out by hand, and against its definition."""

import numpy as np
import pytest

from volunteers.trends.forecast import baselines
from volunteers.trends.forecast.ets import Grid, Smoothed, simple_grid, smooth
from volunteers.trends.forecast.scores import scale_of, scaled_error

TIMES = np.arange(5.0)
AHEAD = np.array([5.0, 6.0])
VALUES = np.array([100.0, 110.0, 121.0, 133.1, 146.41])


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        (baselines.last_value, [146.41, 146.41]),
        (baselines.drift, [146.41 + 46.41 / 4, 146.41 + 46.41 / 2]),
        (baselines.log_drift, [161.051, 177.1561]),
    ],
)
def test_simple_ways(method: object, expected: list[float]) -> None:
    assert method(VALUES, TIMES)(5, AHEAD) == pytest.approx(expected)  # type: ignore[operator]


@pytest.mark.parametrize("method", baselines.BASELINES + baselines.SMOOTHING, ids=lambda one: one.name)
def test_an_origin_knows_nothing_of_what_came_after(method: baselines.Method) -> None:
    changed = np.concatenate([VALUES[:3], [900.0, 2.0]])
    assert method.ready(VALUES, TIMES)(3, TIMES[3:]) == pytest.approx(method.ready(changed, TIMES)(3, TIMES[3:]))


@pytest.mark.parametrize("method", baselines.BASELINES + baselines.SMOOTHING, ids=lambda one: one.name)
@pytest.mark.parametrize("values", [[7.0] * 5, [0.0] * 5], ids=["constant", "none"])
def test_what_never_changed_stays(method: baselines.Method, values: list[float]) -> None:
    assert method.ready(np.array(values), TIMES)(5, AHEAD) == pytest.approx(values[:2])


def _one(level: float, trend: float, fade: float, start: float) -> Grid:
    return Grid(*(np.array([number]) for number in (level, trend, fade, 0.0, start)), 0)


def _run(grid: Grid) -> Smoothed:
    return smooth(np.array([10.0, 12.0, 11.0]), np.arange(3.0), grid)


def test_simple_smoothing_by_hand() -> None:
    # 10; 10 + 0.5 (12 - 10) = 11; 11 + 0.5 (11 - 11) = 11. Squares: 4 + 0.
    found = _run(_one(0.5, 0.0, 1.0, 0.0))
    assert found.level[2, 0] == pytest.approx(11)
    assert found.squares[2, 0] == pytest.approx(4)


def test_damped_trend_by_hand() -> None:
    # One step: expected 10 + 0.8 x 1 = 10.8, error 1.2, level 11.4, trend 0.8 + 0.5 x 0.5 x 1.2 = 1.1.
    # Next: expected 11.4 + 0.88 = 12.28, error -1.28, level 11.64, trend 0.88 - 0.32 = 0.56.
    found = _run(_one(0.5, 0.5, 0.8, 1.0))
    assert found.level[2, 0] == pytest.approx(11.64)
    assert found.trend[2, 0] == pytest.approx(0.56)
    assert found.ahead(3, np.array([3.0, 4.0])) == pytest.approx([11.64 + 0.448, 11.64 + 0.448 + 0.3584])


def test_a_gap_of_two_steps_fades_as_two_steps_do() -> None:
    even = smooth(np.array([10.0, 12.0]), np.array([0.0, 1.0]), _one(0.5, 0.5, 0.8, 1.0))
    assert even.ahead(2, np.array([2.5]))[0] > even.ahead(2, np.array([2.0]))[0]
    assert even.ahead(2, np.array([3.0]))[0] == pytest.approx(11.4 + 1.1 * (0.8 + 0.64))


def test_theta_is_the_mean_of_the_line_and_of_the_smoothed_doubled_curvature() -> None:
    values, steps = np.array([10.0, 14.0, 13.0, 17.0, 20.0, 19.0]), np.arange(6.0)
    fitted = smooth(values, steps, simple_grid())
    weight = float(fitted.grid.level[np.argmin(fitted.squares[-1])])
    slope, start = np.polyfit(steps, values, 1)
    doubled = 2 * values - (start + slope * steps)
    level = doubled[0]
    for value in doubled[1:]:
        level += weight * (value - level)
    # The two differ by how the smoothing begins, which is forgotten at the rate of (1 - weight) a step.
    begun = (1 - weight) ** 6 * abs(values[0]) + 1e-9
    by_definition = 0.5 * (start + slope * 6.0) + 0.5 * level
    assert baselines.theta(values, steps)(6, np.array([6.0]))[0] == pytest.approx(by_definition, abs=begun)


def test_the_scaled_error_is_one_where_errors_are_as_large_as_the_usual_change() -> None:
    scale = scale_of([10.0, 12.0, 11.0, 14.0])
    assert scale == pytest.approx(2)
    assert scaled_error([2.0, -2.0], 2.0) == pytest.approx(1)
    assert scale_of([5.0, 5.0]) is None
    assert scale_of([5.0]) is None
