"""Forms that cover a night, and nights on which cadets were safe."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from volunteers.cadet_units.rules import (
    Form,
    FormState,
    Limits,
    Night,
    PermissionState,
    Spell,
    adults_needed,
    may_ask_again,
    refusals_to_keep,
    state_for,
)

EVENING = datetime(2026, 6, 3, 19, tzinfo=UTC)
LIMITS = Limits(least_adults=2, cadets_per_adult=10, latest_end=time(22), longest_hours=8)
GIVEN, ASKED = PermissionState.GIVEN, PermissionState.ASKED
REFUSED, WITHDRAWN = PermissionState.REFUSED, PermissionState.WITHDRAWN


def a_night(duty_id: int = 1, *, unit: int = 7, kind: str = "unit_evening", days: int = 0) -> Night:
    at = EVENING + timedelta(days=days)
    return Night(duty_id, unit, kind, at.date(), at)


def until(days: int) -> date:
    return (EVENING + timedelta(days=days)).date()


@pytest.mark.parametrize(
    ("forms", "state"),
    [
        ([], FormState.NOT_ASKED),
        ([Form(a_night(), ASKED)], FormState.ASKED),
        ([Form(a_night(), GIVEN)], FormState.GIVEN),
        ([Form(a_night(), REFUSED)], FormState.REFUSED),
        ([Form(a_night(), WITHDRAWN, withdrawn_at=EVENING - timedelta(hours=1))], FormState.WITHDRAWN),
        ([Form(a_night(), WITHDRAWN, withdrawn_at=EVENING + timedelta(hours=1))], FormState.GIVEN),
        ([Form(a_night(2, days=-7), GIVEN, until(84))], FormState.GIVEN),
        ([Form(a_night(2, days=-7), GIVEN, until(84)), Form(a_night(), REFUSED)], FormState.REFUSED),
        ([Form(a_night(2, days=-7), GIVEN, until(84)), Form(a_night(), ASKED)], FormState.GIVEN),
        ([Form(a_night(2, days=-7), GIVEN, None)], FormState.NOT_ASKED),
        ([Form(a_night(2, days=-91), GIVEN, until(-1))], FormState.NOT_ASKED),
        ([Form(a_night(2, days=7), GIVEN, until(98))], FormState.NOT_ASKED),
        ([Form(a_night(2, days=-7, unit=8), GIVEN, until(84))], FormState.NOT_ASKED),
        ([Form(a_night(2, days=-7, kind="event"), GIVEN, until(84))], FormState.NOT_ASKED),
        (
            [Form(a_night(2, days=-7), WITHDRAWN, until(84), EVENING - timedelta(days=1))],
            FormState.WITHDRAWN,
        ),
    ],
)
def test_a_night_has_a_form_of_its_own_or_one_that_covers_it(forms: list[Form], state: FormState) -> None:
    assert state_for(a_night(), forms) is state


def test_nobody_is_written_to_twice_in_a_day() -> None:
    assert may_ask_again(None, EVENING)
    assert not may_ask_again(EVENING, EVENING + timedelta(hours=19))
    assert may_ask_again(EVENING, EVENING + timedelta(hours=20))


def spells(*times: str) -> list[Spell]:
    """From “19:00-21:00”, one for each; after midnight is the next day."""
    return [Spell(f"Person {n}", _at(each[:5]), _at(each[6:])) for n, each in enumerate(times)]


def _at(text: str) -> datetime:
    return datetime.combine(EVENING.date(), time.fromisoformat(text), UTC)


@pytest.mark.parametrize(
    ("adults", "cadets", "codes"),
    [
        (["19:00-21:00"] * 2, ["19:00-21:00"] * 10, []),
        ([], [], []),
        ([], ["19:00-21:00"], ["never_alone"]),
        (["19:00-21:00"], ["19:00-21:00"], ["never_alone"]),
        # Two were there, but not together all the time.
        (["19:00-20:00", "20:00-21:00"], ["19:00-21:00"], ["never_alone"]),
        (["19:00-21:00", "19:30-21:00"], ["19:00-21:00"], ["never_alone"]),
        (["18:30-21:00", "19:00-21:30", "19:00-20:00"], ["19:00-21:00"], []),
        (["19:00-21:00"] * 2, ["19:00-21:00"] * 21, ["adult_ratio"]),
        (["19:00-21:00"] * 2 + ["19:00-20:00"], ["19:00-21:00"] * 21, ["adult_ratio"]),
        (["19:00-21:00"] * 2 + ["19:00-20:00"], ["19:00-21:00"] * 20 + ["19:00-20:00"], []),
        (["19:00-22:30"] * 2, ["19:00-22:00"], []),
        (["19:00-22:30"] * 2, ["19:00-22:05"], ["late_hours"]),
        (["09:00-18:00"] * 2, ["09:00-17:01"], ["too_long"]),
        (["19:00-21:00"] * 2, ["19:00-19:00"], ["backwards"]),
    ],
)
def test_cadets_are_never_alone_with_one_adult_nor_out_late(
    adults: list[str], cadets: list[str], codes: list[str]
) -> None:
    found = refusals_to_keep(spells(*adults), spells(*cadets), LIMITS, began=EVENING)
    assert [each.code for each in found] == codes


def test_a_refusal_says_from_when_it_was_not_safe() -> None:
    (found,) = refusals_to_keep(spells("19:00-21:00", "19:00-20:15"), spells("19:00-21:00"), LIMITS, began=EVENING)
    assert found.message.startswith("Never alone with one adult: from 20:15 there is 1 cadet and 1 adult.")


def test_an_adult_entered_twice_is_one_adult() -> None:
    here = spells("19:00-21:00")
    twice = [replace(here[0], name=name) for name in ("Ann Lee", "ann  lee")]
    assert [each.code for each in refusals_to_keep(twice, here, LIMITS, began=EVENING)] == ["never_alone"]


@pytest.mark.parametrize(("cadets", "adults"), [(0, 0), (1, 2), (20, 2), (21, 3)])
def test_adults_needed(cadets: int, adults: int) -> None:
    assert adults_needed(cadets, LIMITS) == adults
