"""Where groups are lost: who goes on beside others, said only where chance and rounding do not explain it."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from volunteers.trends.disclosure.counts import MARK, PublishedCount
from volunteers.trends.rules.representation.declared import Declaration, declaration, percent_words
from volunteers.trends.rules.representation.index import NOT_GIVEN, TWO_DATES, Untold
from volunteers.trends.rules.representation.intervals import katz, ratio_interval
from volunteers.trends.rules.representation.stages import (
    LESS_OFTEN,
    MORE_OFTEN,
    NO_DIFFERENCE,
    TOO_FEW,
    Passage,
    Ratio,
    StageLine,
    clearest_loss,
    ratio_of,
    told_stages,
)

CUT_OFF, BEFORE = date(2026, 9, 30), date(2026, 6, 30)


def shown(value: int | None, on: date = CUT_OFF) -> PublishedCount:
    return PublishedCount(value, on)


def passage(reached: int | None, went_on: int | None, on: date = CUT_OFF) -> Passage:
    return Passage(shown(reached, on), shown(went_on, on), 5)


def a_line(stage: str, group: str, ours: Passage, reference: Passage | None, everyone: Passage) -> StageLine:
    return StageLine(stage, group, ours, ratio_of(ours, reference) if reference else None, ratio_of(ours, everyone))


@pytest.mark.parametrize(
    ("counts", "low", "high"),
    [
        # By hand: log(2/3) and 1.96 times the root of 1/20 - 1/100 + 1/30 - 1/100, which is 0.25166.
        ((20, 100, 30, 100), 0.4071, 1.0917),
        # log(0.5) and 1.96 times the root of 1/40 - 1/200 + 1/80 - 1/200, which is 0.16583.
        ((40, 200, 80, 200), 0.3612, 0.6920),
        ((50, 50, 50, 50), 1.0, 1.0),
    ],
)
def test_the_log_interval_is_that_of_the_paper(counts: tuple[int, int, int, int], low: float, high: float) -> None:
    found = katz(*counts)

    assert [found.low, found.high] == pytest.approx([low, high], abs=1e-4)


@pytest.mark.parametrize(
    ("ours", "others", "words", "verdict"),
    [
        (passage(200, 80), passage(200, 160), "0.50", LESS_OFTEN),
        (passage(200, 160), passage(200, 80), "2.00", MORE_OFTEN),
        (passage(100, 20), passage(100, 30), "0.67", NO_DIFFERENCE),
        (passage(40, 40), passage(40, 40), "1.00", NO_DIFFERENCE),
    ],
)
def test_a_group_beside_another(ours: Passage, others: Passage, words: str, verdict: str) -> None:
    found = ratio_of(ours, others)

    assert isinstance(found, Ratio)
    assert (found.words, found.verdict) == (words, verdict)
    assert found.interval.low <= found.value <= found.interval.high


@pytest.mark.parametrize(
    ("ours", "others", "why"),
    [
        (passage(None, 20), passage(100, 30), NOT_GIVEN),
        (passage(100, None), passage(100, 30), NOT_GIVEN),
        (passage(100, 30), passage(100, None), NOT_GIVEN),
        (passage(20, 10), passage(100, 30), TOO_FEW),
        (passage(100, 0), passage(100, 30), TOO_FEW),
        (Passage(shown(100), shown(20, BEFORE), 5), passage(100, 30), TWO_DATES),
        (passage(100, 20, BEFORE), passage(100, 30), TWO_DATES),
    ],
)
def test_nothing_is_said_and_why(ours: Passage, others: Passage, why: str) -> None:
    assert ratio_of(ours, others) == Untold(why)


ALL, MEN = passage(200, 140), passage(120, 95)
CLEAR = a_line("Interview", "Female", passage(80, 45), MEN, ALL)
CLEARER = a_line("Vetting", "Female", passage(80, 30), MEN, ALL)
BESIDE_ALL_ALONE = a_line("Training", "Female", passage(80, 20), passage(None, 95), ALL)
UNCLEAR = a_line("Training", "Female", passage(80, 60), MEN, ALL)
HIDDEN = a_line("Interview", "Female", passage(80, None), MEN, ALL)
REFERENCE = a_line("Interview", "Male", MEN, None, ALL)


@pytest.mark.parametrize(
    ("lines", "stage"),
    [
        ([CLEAR, CLEARER, REFERENCE], "Vetting"),
        ([CLEARER, CLEAR], "Vetting"),
        ([UNCLEAR, REFERENCE, CLEAR], "Interview"),
        ([BESIDE_ALL_ALONE, CLEAR], "Interview"),
        ([BESIDE_ALL_ALONE, UNCLEAR], "Training"),
        ([UNCLEAR, HIDDEN, REFERENCE], None),
        ([], None),
    ],
)
def test_the_clearest_loss_is_beside_the_reference_where_there_is_one(
    lines: Sequence[StageLine], stage: str | None
) -> None:
    found = clearest_loss(lines)

    assert (found and found[0].stage) == stage


def test_a_stage_at_which_nothing_can_be_told_stays_with_no_line() -> None:
    assert told_stages([CLEAR, REFERENCE, a_line("Last", "Female", passage(None, None), None, ALL)]) == {
        "Interview": [CLEAR, REFERENCE], "Last": [],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ((620, 580, None, None), ("620", "94%", MARK, MARK)),
        ((200, 150, 40, 10), ("200", "75%", "20%", "5.0%")),
        ((20, 15, 0, 5), ("20", MARK, MARK, MARK)),
        ((None, 15, 0, 5), (MARK, MARK, MARK, MARK)),
        ((100, 105, 0, 0), ("100", "100%", "0%", "0%")),
    ],
)
def test_how_many_said_anything(counts: tuple[int | None, ...], words: tuple[str, ...]) -> None:
    found = declaration("Applied", *map(shown, counts))

    assert found == Declaration("Applied", *words)
    assert found.is_told is (words[1] != MARK)


def test_figures_of_two_dates_make_no_share() -> None:
    assert declaration("Applied", shown(200), shown(150, BEFORE), shown(40), shown(10)).said == MARK


@pytest.mark.parametrize(
    ("share", "words"), [(0, "0%"), (0.52, "0.5%"), (9.94, "9.9%"), (9.95, "10%"), (36.7, "37%"), (100.0, "100%")]
)
def test_shares_of_small_groups_have_a_place_more(share: float, words: str) -> None:
    assert percent_words(share) == words


FIVES = st.integers(1, 60).map(lambda fifths: 5 * fifths)
PAIRS = st.tuples(FIVES, FIVES).map(sorted).map(tuple)


@given(one=PAIRS, other=PAIRS, moved=st.tuples(*[st.integers(-2, 2)] * 4))
def test_the_interval_covers_that_of_every_number_that_rounds_to_what_is_shown(
    one: tuple[int, int], other: tuple[int, int], moved: tuple[int, int, int, int]
) -> None:
    wholes = one[1] + moved[1], other[1] + moved[3]
    parts = min(one[0] + moved[0], wholes[0]), min(other[0] + moved[2], wholes[1])
    behind, published = katz(parts[0], wholes[0], parts[1], wholes[1]), ratio_interval(one, other, 5)

    assert published.low <= behind.low + 1e-12
    assert published.high >= behind.high - 1e-12


@given(counts=st.tuples(*[st.none() | FIVES] * 4))
def test_no_number_ever_comes_from_a_figure_that_is_not_given(counts: tuple[int | None, ...]) -> None:
    found = ratio_of(passage(counts[0], counts[1]), passage(counts[2], counts[3]))

    told = None not in counts and min(counts[0] or 0, counts[2] or 0) >= 23
    assert isinstance(found, Ratio) is told
