"""Counts shown exactly, and guarded."""

import pytest

from volunteers.trends.rules.counts import Counting, ExactCount, GuardedCount

EXACT, GUARDED = Counting(is_exact=True, fewest=5), Counting(is_exact=False, fewest=5)


@pytest.mark.parametrize(
    ("counting", "value", "words", "known"),
    [
        (EXACT, 0, "0", 0),
        (EXACT, 4, "4", 4),
        (EXACT, 1_234, "1,234", 1_234),
        (GUARDED, 0, "fewer than 5", None),
        (GUARDED, 4, "fewer than 5", None),
        (GUARDED, 5, "5", 5),
        (GUARDED, 1_234, "1,234", 1_234),
    ],
)
def test_people(counting: Counting, value: int, words: str, known: int | None) -> None:
    count = counting.people(value)

    assert (count.words, count.known) == (words, known)


def test_a_guarded_count_does_not_hold_the_number_it_hides() -> None:
    assert "3" not in repr(GUARDED.people(3))
    assert GUARDED.people(3) == GUARDED.people(1)
    assert isinstance(GUARDED.people(3), GuardedCount)
    assert isinstance(EXACT.people(3), ExactCount)


@pytest.mark.parametrize(
    ("counting", "part", "whole", "words"),
    [
        (EXACT, 1, 3, "33%"),
        (EXACT, 0, 0, ""),
        (GUARDED, 10, 22, ""),  # too small a base
        (GUARDED, 10, 23, "43%"),
        (GUARDED, 4, 100, ""),  # the part is hidden
        (GUARDED, 100, 100, "100%"),
    ],
)
def test_shares(counting: Counting, part: int, whole: int, words: str) -> None:
    assert counting.share(counting.people(part), counting.people(whole)) == words
