"""The openings of the demonstration: one in each state on its day, and nobody waits who should have been told."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import func, select

from volunteers import clock
from volunteers.demo.openings import first_monday_of_september, orientation
from volunteers.extensions import db
from volunteers.openings.models import Interest, Opening
from volunteers.openings.queries import find_wanted, list_openings, standing_of
from volunteers.openings.rules import OpeningPlan, refusals_to_plan

TODAY = date(2023, 3, 31)


@pytest.mark.parametrize(
    ("after", "monday"),
    [
        (date(2026, 6, 30), date(2026, 9, 7)),
        (date(2026, 9, 6), date(2026, 9, 7)),
        (date(2026, 9, 7), date(2027, 9, 6)),
        (date(2025, 8, 31), date(2025, 9, 1)),
        (date(2024, 12, 31), date(2025, 9, 1)),
    ],
)
def test_cadets_start_on_the_first_monday_of_september(after: date, monday: date) -> None:
    assert first_monday_of_september(after) == monday
    assert monday.weekday() == 0


@pytest.mark.parametrize(
    ("closes", "weekday", "evening"),
    [
        (date(2026, 6, 30), 0, date(2026, 7, 13)),
        (date(2026, 6, 30), 1, date(2026, 7, 7)),
        (date(2026, 12, 16), 0, date(2027, 1, 18)),
        (date(2026, 12, 27), 3, date(2027, 1, 7)),
    ],
)
def test_the_orientation_evening_is_on_the_evening_of_the_unit(closes: date, weekday: int, evening: date) -> None:
    assert orientation(closes, weekday) == evening
    assert evening.weekday() == weekday


def test_there_is_a_cadet_unit_in_each_state(seeded: Flask) -> None:
    states = {line.state for line in list_openings("cadets", TODAY)}
    assert states == {"open", "full", "upcoming", "closed"}


def test_each_could_have_been_made_on_the_page(seeded: Flask) -> None:
    columns = ("strand", "title", "opens_on", "closes_on", "unit_id", "places", "orientation_on", "starts_on")
    openings = db.session.scalars(select(Opening)).all()
    plans = [OpeningPlan(**{name: getattr(opening, name) for name in columns}) for opening in openings]
    assert [refusals_to_plan(plan, taken=opening.taken) for plan, opening in zip(plans, openings, strict=True)] == [
        [] for _ in openings
    ]
    assert len(openings) >= 12


def test_specials_can_apply_for_the_next_intake_however_many_do(seeded: Flask) -> None:
    opening = standing_of("special_constabulary", on=TODAY).opening
    assert opening is not None
    assert (opening.is_open, opening.places) == (True, None)


def test_those_who_wait_wait_for_what_is_not_open_and_asked_in_time(seeded: Flask) -> None:
    interests = db.session.scalars(select(Interest)).all()
    assert len(interests) >= 15
    kept_from = clock.start_of_day(clock.add_months(TODAY, -seeded.config["FORCE"].retention.interest_months))
    for one in interests:
        assert find_wanted(one.strand, one.unit_id, one.role, TODAY) is None
        assert one.last_contact_at >= kept_from
    closed = select(func.count()).where(Interest.unit_id.is_not(None))
    assert (db.session.scalar(closed) or 0) > 0
