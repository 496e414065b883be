"""The Mann-Kendall test, against values worked out by hand."""

import pytest

from volunteers.trends.rules.trend import Direction, mann_kendall, sens_slope, signed

# S is the number of pairs that rise less those that fall. Without ties the variance is n(n-1)(2n+5)/18.
HOME_OFFICE = [516, 453, 401, 394, 380, 343, 340, 329, 332, 314, 308]  # Avon and Somerset, Sep 2014 to Sep 2019


@pytest.mark.parametrize(
    ("values", "s", "z", "p"),
    [
        (list(range(1, 11)), 45, 44 / 125**0.5, 0.000083),  # variance 10 * 9 * 25 / 18 = 125
        (list(range(12, 0, -1)), -66, -65 / 212.667**0.5, 0.0000083),  # variance 12 * 11 * 29 / 18
        ([1, 2, 2, 3], 5, 4 / 7.66667**0.5, 0.1486),  # variance (4 * 3 * 13 - 2 * 1 * 9) / 18
        ([5] * 12, 0, 0.0, 1.0),  # all tied: no variance, no trend
        ([1, 1, 1, 2, 2, 2], 9, 8 / 21**0.5, 0.0809),  # (6 * 5 * 17 - 2 * (3 * 2 * 11)) / 18 = 21
        (HOME_OFFICE, -53, -52 / 165**0.5, 0.0000517),  # one pair of 55 rises; variance 11 * 10 * 27 / 18
        ([], 0, 0.0, 1.0),
        ([7], 0, 0.0, 1.0),
    ],
)
def test_mann_kendall_by_hand(values: list[float], s: int, z: float, p: float) -> None:
    found = mann_kendall(values)

    assert found.s == s
    assert found.z == pytest.approx(z, rel=1e-4)
    assert found.p == pytest.approx(p, rel=0.02)


@pytest.mark.parametrize(
    ("values", "direction"),
    [
        # 18 pairs out of order: S = 30, Z = 29 / 14.58 = 1.99, p = 0.047.
        ([6, 5, 4, 3, 2, 1, 9, 8, 7, 10, 11, 12], Direction.RISING),
        # 19 pairs out of order: S = 28, Z = 27 / 14.58 = 1.85, p = 0.064.
        ([6, 5, 4, 3, 2, 1, 9, 8, 7, 11, 10, 12], Direction.NONE),
        ([7, 8, 9, 10, 11, 12, 4, 5, 6, 3, 2, 1], Direction.FALLING),
        ([5] * 24, Direction.NONE),
        (list(range(11)), Direction.UNKNOWN),
        (list(range(12)), Direction.RISING),
    ],
)
def test_a_direction_needs_twelve_months_and_five_per_cent(values: list[float], direction: Direction) -> None:
    assert mann_kendall(values).direction is direction


@pytest.mark.parametrize(
    ("values", "slope"), [([1, 3, 5], 2.0), ([10, 9, 9, 6], -1.1666666), ([0, 0, 100], 50.0), ([], 0.0), ([4], 0.0)]
)
def test_sens_slope_is_the_median_of_all_slopes(values: list[float], slope: float) -> None:
    assert sens_slope(values) == pytest.approx(slope)


def test_the_words_say_what_was_found_and_the_numbers_behind_it() -> None:
    assert mann_kendall(list(range(300, 276, -1))).words == (
        "Falling over 24 months, by about −1.0 a month "
        "(Mann-Kendall test: S = −276, Z = −6.82, p < 0.001; Sen's slope)."
    )
    assert mann_kendall([1] * 5).words == "Too few months to test for a trend: 5, and at least 12 are needed."


@pytest.mark.parametrize(
    ("value", "words"),
    [(3, "+3"), (-1234, "−1,234"), (0, "0"), (0.04, "0"), (-0.04, "0"), (-0.06, "−0.1"), (10, "+10")],
)
def test_numbers_carry_a_true_sign(value: float, words: str) -> None:
    assert signed(value) == words
