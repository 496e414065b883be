"""What a forecast starts from, read from small worlds worked out by hand."""

from datetime import date, timedelta

import pytest

from tests.openings.builders import an_opening
from tests.trends.forecast_builders import STAGES, someone_who_applied, someone_who_serves
from volunteers import clock
from volunteers.extensions import db
from volunteers.people.models import PostingPeriod
from volunteers.strands.queries import get_strand
from volunteers.trends.forecast.pipeline import Inputs, Intake, StageIn
from volunteers.trends.queries.forecast_inputs import World, read_world

pytestmark = pytest.mark.usefixtures("session")
ON = date(2026, 8, 31)
AHEAD = [date(2026, 9, 30), date(2026, 10, 31), date(2026, 11, 30)]


def day(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


def world() -> World:
    return read_world(get_strand("special_constabulary"), on=ON)


def inputs(area: str | None = None, found: World | None = None) -> Inputs:
    return (found or world()).inputs(area, applications={}, joiners={}, leavers={}, ahead=AHEAD)


def stage(code: str, area: str | None = None) -> StageIn:
    return next(one for one in inputs(area).stages if one.code == code)


def test_stays_are_counted_by_how_they_ended() -> None:
    someone_who_applied(("submitted", day("06-01")), ("sift", day("06-11")), ("withdrawn", day("06-14")))
    someone_who_applied(("submitted", day("06-01")), ("unsuccessful", day("06-06")), area="bristol")
    someone_who_applied(("submitted", day("08-21")))
    someone_who_applied(("submitted", date(2021, 3, 1)))

    form = stage("submitted")

    assert (form.left_days, form.moved_on, form.dropped) == (((5, 1), (10, 1)), 1, 1)
    assert form.waiting == (10, (ON - date(2021, 3, 1)).days)
    assert form.still == ((10, 1),), "a stay that began before what is learnt from waits, but teaches nothing"
    assert (stage("sift").left_days, stage("sift").dropped) == (((3, 1),), 1)
    assert (stage("submitted", "bristol").left_days, stage("submitted", "bristol").waiting) == (((5, 1),), ())


def test_who_passes_over_a_stage_stays_no_day_and_who_is_sent_back_stays_on() -> None:
    someone_who_applied(("submitted", day("06-01")), ("interview", day("06-11")))
    someone_who_applied(
        ("submitted", day("06-01")), ("sift", day("06-03")), ("submitted", day("06-05")), ("sift", day("06-21")),
        ("interview", day("06-30")),
    )  # fmt: skip

    assert stage("submitted").left_days == ((2, 1), (10, 1))
    assert stage("sift").left_days == ((0, 1), (27, 1))
    assert len(stage("interview").waiting) == 2


def test_nothing_is_known_of_what_came_after_the_day() -> None:
    someone_who_applied(("submitted", day("08-01")), ("sift", day("09-01")), ("withdrawn", day("09-03")))
    someone_who_applied(("submitted", day("09-01")))
    someone_who_serves(day("09-01"))
    someone_who_serves(date(2025, 8, 1), day("09-01"), qualified_on=day("09-01"))

    found = inputs()

    assert found.stages[0].waiting == (30,)
    assert found.stages[1] == StageIn("sift", "Online sift")
    assert (found.headcount, found.qualified, found.still_unqualified) == (1, 0, ((13, 1),))
    assert sum(band.left for band in found.exposure) == 0


def test_those_who_serve_by_months_of_service_grade_and_where_they_are_posted() -> None:
    someone_who_serves(date(2024, 9, 1), qualified_on=date(2025, 9, 1))
    moved = someone_who_serves(date(2026, 3, 15), area="somerset")
    db.session.add_all(
        PostingPeriod(service_period_id=moved.id, area=area, from_on=on, recorded_at=clock.now())
        for area, on in (("bristol", date(2026, 3, 15)), ("somerset", day("09-01")))
    )
    db.session.flush()

    assert (inputs().headcount, inputs().tenures_months, inputs().qualified) == (2, (5, 24), 1)
    assert (inputs().months_to_qualify, inputs().still_unqualified) == (((12, 1),), ((5, 1),))
    assert (inputs("bristol").tenures_months, inputs("somerset").tenures_months) == ((5,), (24,))


def test_leavers_by_length_of_service_and_the_time_they_were_at_risk() -> None:
    someone_who_serves(day("01-01"), day("04-01"))
    again = someone_who_serves(date(2025, 1, 1), date(2025, 9, 1))
    someone_who_serves(date(2010, 1, 1), date(2022, 1, 1))
    continued = someone_who_serves(date(2025, 9, 1))
    continued.volunteer_id = again.volunteer_id  # without a day between, so nobody left in September 2025
    db.session.flush()

    bands = {band.months_from: band for band in inputs().exposure}

    assert {months: band.left for months, band in bands.items() if band.left} == {0: 1}
    assert bands[0].person_months == pytest.approx((90 + 181) / 30.4375)
    assert bands[6].person_months == pytest.approx(184 / 30.4375)
    assert bands[12].person_months == pytest.approx(243 / 30.4375)
    assert bands[24].person_months == bands[120].person_months == 0


def test_courses_go_on_as_they_did_beside_what_is_planned() -> None:
    for month in range(1, 9):
        for _ in range(2):
            began = date(2026, month, 10)
            days = [began - timedelta(days=20 * (5 - step)) for step in range(6)]
            someone_who_applied(*zip(STAGES[:6], days, strict=True))
    planned = an_opening(strand="special_constabulary", opens=-400, closes=-390)
    planned.created_at, planned.starts_on, planned.places = clock.start_of_day(day("07-01")), day("10-14"), 12
    db.session.flush()

    found = inputs()

    assert [one.released_by_intake for one in found.stages if one.code == "intake"] == [True]
    # Eight months of 24 had a course, so one comes every third: that of November would be near the one planned.
    assert found.intakes == (Intake(day("10-14"), 12),)
    # By the end of June six had one, every fourth, and nothing was planned yet.
    earlier = inputs(found=read_world(get_strand("special_constabulary"), on=day("06-30")))
    assert earlier.intakes == (Intake(day("10-15"), 2, is_usual=True),)


def test_a_strand_without_an_intake_stage_has_no_intakes() -> None:
    found = read_world(get_strand("farm_watch"), on=ON).inputs(
        None, applications={day("07-01"): 4, day("08-01"): 6}, joiners={day("08-01"): 2}, leavers={}, ahead=AHEAD
    )

    assert (found.intakes, found.monthly_applications, found.past_joiners) == ((), (4, 6), (2,))
    assert not any(one.released_by_intake for one in found.stages)
