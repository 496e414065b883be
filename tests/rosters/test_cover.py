"""Minimum cover: when a unit has fewer people than it needs, and the page on which that is said."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from volunteers.rosters.rules.cover import Cover, CoverNeed, Present, Shortfall, shortfalls

START = datetime(2026, 11, 20, 18, tzinfo=UTC)


def at(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


def present(begins: float, ends: float, people: int = 1) -> Present:
    return Present(at(begins), at(ends), people)


def said(found: list[Shortfall]) -> list[tuple[float, float, int]]:
    def minutes(moment: datetime) -> float:
        return (moment - START).total_seconds() / 60

    return [(minutes(one.starts_at), minutes(one.ends_at), one.fewest) for one in found]


@pytest.mark.parametrize(
    ("needed", "there", "expected"),
    [
        pytest.param(1, [], [(0, 240, 0)], id="nobody"),
        pytest.param(1, [present(0, 240)], [], id="just enough"),
        pytest.param(2, [present(0, 240)], [(0, 240, 1)], id="one too few"),
        pytest.param(2, [present(0, 240), present(-60, 300)], [], id="two duties together"),
        pytest.param(2, [present(0, 240, people=2)], [], id="two on one duty"),
        pytest.param(1, [present(60, 240)], [(0, 60, 0)], id="from the start"),
        pytest.param(1, [present(0, 180)], [(180, 240, 0)], id="until the end"),
        pytest.param(1, [present(0, 100), present(114, 240)], [], id="14 minutes are nothing"),
        pytest.param(1, [present(0, 100), present(115, 240)], [(100, 115, 0)], id="15 minutes are"),
        pytest.param(2, [present(0, 240), present(0, 8), present(16, 240)], [], id="8 minutes of one too few"),
        pytest.param(3, [present(0, 8, 2), present(8, 16, 1), present(16, 240, 3)], [(0, 16, 1)], id="joined spells"),
        pytest.param(1, [present(0, 60), present(60, 240)], [], id="one comes as another goes"),
        pytest.param(1, [present(-120, -10), present(300, 400)], [(0, 240, 0)], id="outside it"),
        pytest.param(2, [present(0, 100, 2), present(140, 240, 2)], [(100, 140, 0)], id="a hole in the middle"),
    ],
)
def test_when_there_are_too_few(needed: int, there: list[Present], expected: list[tuple[float, float, int]]):
    assert said(shortfalls((at(0), at(240)), needed, there)) == expected


PEOPLE = st.lists(
    st.tuples(st.integers(-30, 150), st.integers(1, 120), st.integers(1, 3)).map(
        lambda one: present(one[0], one[0] + one[1], one[2])
    ),
    max_size=8,
)


@given(PEOPLE, st.integers(1, 5))
def test_the_sweep_says_what_counting_every_minute_says(there: list[Present], needed: int):
    below = [
        sum(one.people for one in there if one.starts_at <= at(minute) < one.ends_at) < needed for minute in range(120)
    ]
    spells, begun = [], None
    for minute, is_below in enumerate([*below, False]):
        if is_below and begun is None:
            begun = minute
        elif not is_below and begun is not None:
            if minute - begun >= 15:
                spells.append((begun, minute))
            begun = None
    assert [one[:2] for one in said(shortfalls((at(0), at(120)), needed, there))] == spells


@pytest.mark.parametrize(
    ("weekdays", "words"),
    [
        (range(7), "Every day"),
        (range(5), "Monday to Friday"),
        ((4, 5), "Friday and Saturday"),
        ((0, 2, 4), "Monday, Wednesday and Friday"),
        ((6,), "Sunday"),
    ],
)
def test_days_are_said_in_words(weekdays, words: str):
    assert CoverNeed(frozenset(weekdays), time(18), time(22), 2).days_in_words == words


def test_a_night_ends_on_the_next_day():
    need = CoverNeed(frozenset({4}), time(22), time(6), 2)
    assert list(need.times(date(2026, 11, 16), date(2026, 11, 22))) == [
        (datetime(2026, 11, 20, 22), datetime(2026, 11, 21, 6))  # noqa: DTZ001 - as a London clock shows it
    ]


@pytest.mark.parametrize(
    ("cover", "tone", "words"),
    [
        (Cover(0, 4, 2), "poor", "Below minimum"),
        (Cover(2, 4, 2), "waiting", "Places free"),
        (Cover(4, 4, 2), "good", "Full"),
        (Cover(1, 1, 2), "good", "Full"),
        (Cover(4, 4, 2, is_alone=True), "poor", "No independent officer"),
        (Cover(1, 4, 2, is_alone=True), "poor", "Below minimum"),
    ],
)
def test_the_colour_says_what_the_words_say(cover: Cover, tone: str, words: str):
    assert (cover.tone, cover.words) == (tone, words)
