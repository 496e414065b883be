"""The simulated pipeline on small records whose answer is known."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from volunteers.trends.forecast.outlook import Outlook
from volunteers.trends.forecast.pipeline import Changes, Inputs, Intake, ServiceExposure, StageIn, simulate

AS_AT = date(2026, 10, 31)
NOBODY = (0,) * 36


def month_ends(count: int) -> tuple[date, ...]:
    months = range(2026 * 12 + 10, 2026 * 12 + 10 + count)
    return tuple(date((month + 1) // 12, (month + 1) % 12 + 1, 1) - timedelta(days=1) for month in months)


def stage(code: str = "vetting", **given: object) -> StageIn:
    usual = {"left_days": ((30, 400),), "moved_on": 400}
    return StageIn(code, code.title(), **{**usual, **given})  # type: ignore[arg-type]


def inputs(**given: object) -> Inputs:
    """Nobody applies, nobody leaves, one stage of exactly 30 days that all move on from."""
    usual = {
        "as_at": AS_AT,
        "headcount": 100,
        "tenures_months": (60,) * 100,
        "exposure": (ServiceExposure(0, 1e6, 0),),
        "stages": (stage(),),
        "monthly_applications": NOBODY,
        "months": month_ends(12),
    }
    return Inputs(**{**usual, **given})  # type: ignore[arg-type]


def lively(**given: object) -> Inputs:
    """A force as they are: applications with a season, three stages and an intake, people leaving."""
    usual = {
        "headcount": 200,
        "tenures_months": tuple(range(200)),
        "exposure": (ServiceExposure(0, 1200, 40), ServiceExposure(24, 6000, 80)),
        "stages": (
            stage("submitted", left_days=tuple((d, 9) for d in range(3, 30)), moved_on=200, dropped=43, waiting=(5, 9)),
            stage("vetting", left_days=tuple((d, 4) for d in range(40, 90)), moved_on=150, dropped=50, waiting=(9, 70)),
            stage("intake", waiting=(20, 3, 44), released_by_intake=True, moved_on=120, dropped=8),
        ),
        "monthly_applications": tuple(8 + 6 * (month % 12 == 2) + month % 3 for month in range(36)),
        "intakes": (Intake(date(2027, 1, 11), 6),),
        "usual_intakes": (6, 6),
        "months": month_ends(24),
        "past_joiners": (1, 0) * 18,
        "past_leavers": (3, 2) * 18,
    }
    return inputs(**{**usual, **given})


def said(outlook: Outlook | None) -> Outlook:
    assert outlook
    return outlook


def medians(outlook: Outlook | None) -> list[float]:
    return [said(outlook).median(place) for place in range(len(said(outlook).dates))]


def test_the_same_seed_says_the_same_and_another_nearly():
    first, again, other = (simulate(lively(), draws=300, seed=seed) for seed in (1, 1, 2))
    assert first == again
    assert first.headcount != other.headcount
    assert said(first.headcount).median(11) == pytest.approx(said(other.headcount).median(11), abs=3)


def test_where_nobody_comes_people_leave_at_the_known_rate():
    found = simulate(inputs(exposure=(ServiceExposure(0, 50_000, 1000),)), draws=1000)
    assert said(found.headcount).median(11) == pytest.approx(100 * 0.98**12, abs=2)
    assert said(found.joiners_year).median(0) == 0


def test_leaving_follows_length_of_service():
    bands = (ServiceExposure(0, 20_000, 2000), ServiceExposure(12, 20_000, 20))
    found = {
        months: said(simulate(inputs(exposure=bands, tenures_months=(months,) * 100), draws=400).headcount).median(11)
        for months in (0, 60)
    }
    assert found[0] == pytest.approx(100 * 0.9**12, abs=5)
    assert found[60] == pytest.approx(100 * 0.999**12, abs=2)


def test_one_intake_of_five_takes_five_of_those_who_come_in_time():
    first = stage(waiting=(0,) * 40)
    held = stage("intake", released_by_intake=True)
    found = simulate(inputs(stages=(first, held), intakes=(Intake(date(2027, 1, 4), 5),)), draws=200)
    assert medians(found.joiners) == [0, 0, 5] + [0] * 9
    assert said(found.joiners).span(2, 80) == (5, 5)


@pytest.mark.parametrize(
    ("spent", "intake_on", "joiners"),
    [
        ((0,), date(2026, 11, 29), 0),  # 29 days later, of 30
        ((0,), date(2026, 11, 30), 1),
        ((25,), date(2026, 11, 4), 0),  # 25 days gone: five are left
        ((25,), date(2026, 11, 5), 1),
        ((25, 0, 0), date(2026, 12, 31), 2),  # three in the queue, two places
    ],
)
def test_what_is_left_of_a_stay_and_who_is_in_time(spent, intake_on, joiners):
    stages = (stage(waiting=spent), stage("intake", released_by_intake=True))
    found = simulate(inputs(stages=stages, intakes=(Intake(intake_on, 2),)), draws=100)
    assert sum(medians(found.joiners)) == joiners


def test_those_still_waiting_lengthen_the_stay():
    quick = stage(left_days=((10, 30),), waiting=(0,) * 20)
    slow = replace(quick, still=((50, 60),))  # twice as many as ever left are there on the 50th day
    found = [said(simulate(inputs(stages=(each,)), draws=400).joiners).median(0) for each in (quick, slow)]
    assert found[0] == 20
    assert found[1] < 12


def test_without_any_intake_known_people_start_at_the_pace_of_the_past():
    found = simulate(inputs(stages=(stage(released_by_intake=True, waiting=(29,) * 3),)), draws=100)
    assert medians(found.joiners)[0] == 3
    assert any("as if there were always a place" in each.value for each in found.assumptions)


@pytest.mark.parametrize("seed", [1])
@pytest.mark.parametrize(
    ("changes", "measure", "direction"),
    [
        (Changes(more_intakes=2, places_each=6), "joiners_year", 1),
        (Changes(leavers_factor=0.9), "headcount", 1),
        (Changes(leavers_factor=1.2), "leavers_year", 1),
        (Changes(applications_factor=1.5), "applications", 1),
        (Changes(applications_factor=0.5), "headcount", -1),
        (Changes(conversion_factor=1.3), "headcount", 1),
        (Changes(stage_time_factor=(("vetting", 0.5),)), "headcount", 1),
    ],
)
def test_a_scenario_moves_the_middle_one_way_only(changes, measure, direction, seed):
    before, after = (
        medians(getattr(simulate(lively(), each, draws=200, seed=seed), measure)) for each in (Changes(), changes)
    )
    differences = [direction * (later - now) for now, later in zip(before, after, strict=True)]
    # More begin early leaves fewer to begin later, so totals of twelve months are judged by the first of them.
    assert min(differences[:12] if measure == "joiners_year" else differences) >= 0
    assert max(differences) > 0


def test_whoever_serves_long_enough_qualifies():
    ready = inputs(
        qualified=60, months_to_qualify=((12, 400),), unqualified_tenures=(6,) * 40,
        tenures_months=(60,) * 60 + (6,) * 40,
    )  # fmt: skip
    found = medians(simulate(ready, draws=100).qualified)
    assert found[:4] == [60] * 4
    assert found[-1] >= 98


def test_totals_of_twelve_months_take_in_what_is_known():
    found = simulate(inputs(past_joiners=(2,) * 11, past_leavers=(1,) * 3), draws=50)
    assert medians(found.joiners_year)[:3] == [22, 20, 18]
    assert said(found.leavers_year).dates[0] == month_ends(9)[-1]


def test_a_month_that_has_begun_counts_what_happened_in_it():
    found = simulate(inputs(as_at=date(2026, 11, 29), joiners_so_far=4, applications_so_far=7), draws=50)
    assert medians(found.joiners)[0] == 4
    assert medians(found.applications)[0] == 7


@pytest.mark.parametrize(
    ("given", "words", "missing", "kept"),
    [
        ({"monthly_applications": (3,) * 11}, "11 of the 12 whole months", "applications", None),
        ({"months": ()}, "no month ahead", "applications", None),
        ({"stages": ()}, "no pipeline", "joiners", "applications"),
        ({"stages": (stage(moved_on=19),)}, "Only 19 applications", "joiners", "applications"),
        ({"stages": (stage("new", moved_on=0), stage())}, "Nobody has left New", "joiners", "applications"),
        ({"headcount": 9}, "Only 9 people serve", "headcount", "joiners"),
        ({"exposure": (ServiceExposure(0, 100, 3),)}, "Less than 10 years", "leavers", "joiners"),
        ({"months_to_qualify": ((9, 4),)}, "Only 4 people", "qualified", "headcount"),
    ],
)
def test_a_short_record_is_told_and_not_guessed_from(given, words, missing, kept):
    found = simulate(inputs(**given), draws=50)
    assert words in dict(found.refusals)[missing]
    assert getattr(found, missing) is None
    assert (found.refusal is None) == (kept is not None)
    assert kept is None or getattr(found, kept)


def test_assumptions_are_told_in_words():
    found = simulate(lively(), Changes(leavers_factor=0.9), draws=50)
    told = {each.name: (each.value, each.from_what) for each in found.assumptions}
    assert told["New applications a month"][0].startswith("9.5, more in January")
    assert told["Of those who come to Vetting"] == ("75% move on", "200 who left it")
    assert told["Time in Vetting"][0] == "half have left it after 2.1 months"
    assert "4 intakes" in told["Intakes"][0]
    assert told["Leavers, changed"][0] == "90% of what it is now"
