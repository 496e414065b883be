"""How long people stand at a stage: against worked examples from the literature, another method, and a known truth."""

from itertools import pairwise
from random import Random

import pytest

from volunteers.onboarding.rules.flow import FEWEST, Left, Spread, Stay, spread_of, stay_rows
from volunteers.onboarding.rules.flow.stays import _remaining
from volunteers.strands.rules import Stage

Seen = tuple[int, bool]  # days, and whether they had left by then

# Remission times in weeks of 21 children on 6-mercaptopurine (Freireich and others, Blood 21, 1963), the example that
# textbooks work by hand: Klein and Moeschberger, Survival Analysis (2003), table 4.1A. A plus is one not ended yet.
REMISSIONS = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+"
# The product-limit estimates printed there, after 6, 7, 10, 13, 16, 22 and 23 weeks.
PRINTED = {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}


def read(words: str) -> list[Seen]:
    return [(int(word.rstrip("+")), not word.endswith("+")) for word in words.split()]


def stays(seen: list[Seen], how: Left = Left.WAITING) -> list[Stay]:
    return [Stay("vetting", days, Left.LEFT if left else how, 1) for days, left in seen]


def quartiles(spread: Spread) -> tuple[int | None, int | None, int | None]:
    return spread.low, spread.median, spread.high


def curve_of(seen: list[Seen]) -> list[tuple[int, float]]:
    by_day: dict[int, dict[Left, int]] = {}
    for stay in stays(seen):
        by_day.setdefault(stay.days, dict.fromkeys(Left, 0))[stay.how] += 1
    return _remaining(by_day)


def test_the_textbook_example_comes_out_as_printed() -> None:
    assert {days: round(share, 3) for days, share in curve_of(read(REMISSIONS))} == PRINTED
    assert quartiles(spread_of(stays(read(REMISSIONS)))) == (13, 23, None)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        # Nobody waits any more: plain quartiles. 1 - 1/8 and so on: after 2 days 6/8, after 4 days 4/8, after 6 2/8.
        ("1 2 3 4 5 6 7 8", (2, 4, 6)),
        # 4 of 8 left on one day, and the rest on another.
        ("10 10 10 10 20 20 20 20", (10, 10, 20)),
        # Two still wait from day 3 on: 5/6, 4/6 after 2 days; of the 2 left at day 9 one leaves: 4/6 * 1/2 = 1/3.
        ("1 2 3+ 3+ 9 12+", (2, 9, None)),
        # Half still wait, all longer than anyone who left took: a quarter after 5 days (6/8), half after 8 (4/8).
        ("2 5 6 8 30+ 30+ 30+ 30+", (5, 8, None)),
        ("4+ 5+ 6+ 7+ 8+", (None, None, None)),
        ("0 0 0 0 0", (0, 0, 0)),
    ],
)
def test_by_hand(words: str, expected: tuple[int | None, int | None, int | None]) -> None:
    assert quartiles(spread_of(stays(read(words)))) == expected


def test_those_who_withdrew_count_for_as_long_as_they_were_there() -> None:
    seen = read(REMISSIONS)
    one, other = spread_of(stays(seen, Left.WITHDREW)), spread_of(stays(seen))
    assert quartiles(one) == quartiles(other)
    assert (one.came, one.left, one.withdrew, one.waiting) == (21, 9, 12, 0)
    assert (other.withdrew, other.waiting) == (0, 12)


def redistributed(seen: list[Seen]) -> list[tuple[int, float]]:
    """The same curve by another way: each one not ended hands their weight to all who were seen longer, in equal parts.

    B. Efron, The two sample problem with censored data, Proceedings of the Fifth Berkeley Symposium 4 (1967).
    """
    order = sorted(seen, key=lambda each: (each[0], not each[1]))
    weights = [1 / len(order)] * len(order)
    for place, (_, left) in enumerate(order):
        later = len(order) - place - 1
        if not left and later:
            for after in range(place + 1, len(order)):
                weights[after] += weights[place] / later
            weights[place] = 0.0
    days = sorted({days for days, left in order if left})
    return [(day, 1 - sum(w for (d, left), w in zip(order, weights, strict=True) if left and d <= day)) for day in days]


@pytest.mark.parametrize("seed", range(60))
def test_another_method_gives_the_same(seed: int) -> None:
    chance = Random(seed)
    seen = [(chance.randrange(25), chance.random() < 0.6) for _ in range(chance.randrange(1, 60))]
    ours, theirs = curve_of(seen), redistributed(seen)
    assert [days for days, _ in ours] == [days for days, _ in theirs]
    assert [share for _, share in ours] == pytest.approx([share for _, share in theirs])


@pytest.mark.parametrize("seed", range(5))
def test_where_the_truth_is_known_it_is_found_though_many_still_wait(seed: int) -> None:
    """People leave with a chance of 3% a day, half of them within 23 days; each came up to 40 days ago."""
    chance, seen = Random(seed), []
    for _ in range(8_000):
        takes = 0
        while chance.random() > 0.03:
            takes += 1
        ago = chance.randrange(41)
        seen.append((min(takes, ago), takes <= ago))
    spread = spread_of(stays(seen))
    assert spread.median is not None
    assert abs(spread.median - 22) <= 1
    gone = sorted(days for days, left in seen if left)
    assert gone[len(gone) // 2] < 15  # leaving out those who still wait would have halved it


def test_of_four_people_nothing_is_said_and_of_five_something() -> None:
    four, five = (spread_of(stays([(7, True)] * number)) for number in (FEWEST - 1, FEWEST))
    assert (four.is_told, four.median_words, four.range_words) == (False, "Too few to say", "")
    assert (five.is_told, five.median_words, five.range_words) == (True, "7 days", "7 to 7 days")


def test_words_where_not_enough_have_left() -> None:
    spread = spread_of(stays(read("3 5 40+ 41+ 42+")))
    assert (spread.median_words, spread.range_words) == ("More than 42 days", "5 days to not known yet")
    assert spread_of(stays(read("1+ 1+ 1+ 1+ 1+"))).median_words == "More than 1 day"


def test_the_curve_never_rises() -> None:
    for (_, before), (_, after) in pairwise(curve_of(read(REMISSIONS))):
        assert after < before


def test_rows_say_how_many_stood_there_longer_than_meant() -> None:
    stage = Stage("vetting", "Vetting", "Vetting", "", usual_days=20, longest_days=30)
    never = Stage("pool", "Pool", "Pool", "")
    seen = [Stay("vetting", 30, Left.LEFT, 4), Stay("vetting", 31, Left.WAITING, 2), Stay("pool", 5, Left.WAITING, 1)]

    (row, pool) = stay_rows((stage, never), seen)

    assert (row.over, row.over_words, row.meant_words) == (2, "2 of 6", "Usually 20 days, 30 days at most")
    assert row.is_slow
    assert (pool.over_words, pool.meant_words, pool.is_slow) == ("", "No days are set", False)
    assert [each.stage for each in stay_rows((stage, never), seen[:2])] == ["vetting"]
