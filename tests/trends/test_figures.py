"""The monthly figures, against numbers worked out by hand."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests.trends.builders import an_application_that_moved, an_attended_duty, someone_serving, stored
from volunteers.people.models.volunteers import EndReason
from volunteers.trends.models import FigureRun, MonthlyFigure
from volunteers.trends.rules import Measure
from volunteers.trends.service import compute_figures

pytestmark = pytest.mark.usefixtures("session")
THROUGH = date(2026, 8, 20)


def test_headcount_joiners_and_leavers() -> None:
    someone_serving((date(2026, 5, 31), None, "somerset"))
    someone_serving((date(2026, 6, 1), date(2026, 7, 15), "somerset"))
    someone_serving((date(2026, 6, 30), date(2026, 8, 1), "bristol"), ended=EndReason.PROGRESSED)

    compute_figures(through=THROUGH)

    # Of the three, one begins in May and two in June; one has gone by the end of July, one from 1 August.
    assert stored(Measure.HEADCOUNT) == {"2026-05": 1, "2026-06": 3, "2026-07": 2, "2026-08": 1}
    assert stored(Measure.HEADCOUNT, area="bristol") == {"2026-06": 1, "2026-07": 1, "2026-08": 0}
    assert stored(Measure.JOINERS) == {"2026-05": 1, "2026-06": 2}
    assert stored(Measure.LEAVERS) == {"2026-07": 1, "2026-08": 1}
    assert stored(Measure.PROGRESSED) == {"2026-08": 1}


@pytest.mark.parametrize(
    ("first_day_without", "at_the_end_of_june", "left_in"),
    [(date(2026, 6, 30), 0, "2026-06"), (date(2026, 7, 1), 1, "2026-07")],
)
def test_a_leaver_on_the_last_day_of_a_month(first_day_without: date, at_the_end_of_june: int, left_in: str) -> None:
    someone_serving((date(2026, 1, 1), first_day_without, "somerset"))

    compute_figures(through=THROUGH)

    assert stored(Measure.HEADCOUNT)["2026-06"] == at_the_end_of_june
    assert stored(Measure.LEAVERS) == {left_in: 1}


def test_who_moves_area_neither_leaves_nor_joins() -> None:
    someone_serving((date(2026, 5, 1), date(2026, 6, 10), "bristol"), (date(2026, 6, 10), None, "somerset"))

    compute_figures(through=date(2026, 6, 30))

    assert stored(Measure.JOINERS) == {"2026-05": 1}
    assert stored(Measure.LEAVERS) == {}
    assert stored(Measure.HEADCOUNT, area="bristol") == {"2026-05": 1, "2026-06": 0}
    assert stored(Measure.HEADCOUNT, area="somerset") == {"2026-06": 1}


def test_who_comes_back_after_a_day_leaves_and_joins() -> None:
    someone_serving((date(2026, 5, 1), date(2026, 6, 10), "somerset"), (date(2026, 6, 11), None, "somerset"))

    compute_figures(through=date(2026, 6, 30))

    assert stored(Measure.JOINERS) == {"2026-05": 1, "2026-06": 1}
    assert stored(Measure.LEAVERS) == {"2026-06": 1}


def test_the_running_month_is_counted_to_the_day() -> None:
    someone_serving((date(2026, 7, 1), date(2026, 8, 21), "somerset"))
    someone_serving((date(2026, 8, 20), None, "somerset"))
    someone_serving((date(2026, 8, 21), None, "somerset"))

    compute_figures(through=THROUGH)

    assert stored(Measure.HEADCOUNT) == {"2026-07": 1, "2026-08": 2}
    assert stored(Measure.LEAVERS) == {}


def test_headcount_grows_by_joiners_less_leavers_in_every_month() -> None:
    for month in range(1, 8):
        someone_serving((date(2026, month, 3), date(2026, month + 1, 4), "somerset"))
        someone_serving((date(2026, month, 28), None, "bristol"))

    compute_figures(through=THROUGH)

    headcount, joiners, leavers = (stored(m) for m in (Measure.HEADCOUNT, Measure.JOINERS, Measure.LEAVERS))
    before = 0
    for month, now in headcount.items():
        assert now == before + joiners.get(month, 0) - leavers.get(month, 0), month
        before = now


@pytest.mark.parametrize(
    ("sent_at", "month"),
    [
        ("2026-06-30 22:59", "2026-06"),
        ("2026-06-30 23:30", "2026-07"),  # half past midnight on 1 July in London
        ("2026-01-31 23:30", "2026-01"),  # no summer time: the last half hour of January
        ("2026-03-29 00:59", "2026-03"),
    ],
)
def test_applications_belong_to_the_london_month(sent_at: str, month: str) -> None:
    an_application_that_moved(("submitted", sent_at))

    compute_figures(through=THROUGH)

    assert stored(Measure.APPLICATIONS) == {month: 1}
    assert stored(Measure.REACHED_STAGE) == {f"{month}/submitted": 1}
    assert stored(Measure.COHORT_REACHED) == {f"{month}/submitted": 1}


def test_a_stage_come_back_to_counts_as_two_moves_and_one_application() -> None:
    an_application_that_moved(
        ("submitted", "2026-05-05 10:00"), ("intake", "2026-06-05 10:00"), ("training", "2026-06-20 10:00"),
        ("intake", "2026-07-05 10:00"), ("training", "2026-07-20 10:00"),
    )  # fmt: skip
    an_application_that_moved(("submitted", "2026-05-31 10:00"), ("withdrawn", "2026-06-01 10:00"))

    compute_figures(through=THROUGH)

    assert stored(Measure.APPLICATIONS) == {"2026-05": 2}
    assert stored(Measure.REACHED_STAGE) == {
        "2026-05/submitted": 2, "2026-06/intake": 1, "2026-06/training": 1, "2026-06/withdrawn": 1,
        "2026-07/intake": 1, "2026-07/training": 1,
    }  # fmt: skip
    assert stored(Measure.COHORT_REACHED) == {
        "2026-05/submitted": 2, "2026-05/intake": 1, "2026-05/training": 1, "2026-05/withdrawn": 1,
    }  # fmt: skip


def test_what_happens_after_the_last_day_is_not_counted_yet() -> None:
    an_application_that_moved(("submitted", "2026-08-20 22:59"), ("sift", "2026-08-20 23:01"))
    an_application_that_moved(("submitted", "2026-08-20 23:00"))

    compute_figures(through=THROUGH)

    assert stored(Measure.APPLICATIONS) == {"2026-08": 1}
    assert stored(Measure.REACHED_STAGE) == {"2026-08/submitted": 1}


def test_a_draft_is_no_application() -> None:
    an_application_that_moved()

    compute_figures(through=THROUGH)

    assert stored(Measure.APPLICATIONS) == {}


def test_figures_follow_the_area_on_the_application(session: Session) -> None:
    application = an_application_that_moved(("submitted", "2026-05-05 10:00"), area=None)
    compute_figures(through=THROUGH)
    assert stored(Measure.APPLICATIONS, area="") == {"2026-05": 1}

    application.area = "bristol"
    session.flush()
    compute_figures(through=THROUGH)

    assert stored(Measure.APPLICATIONS, area="bristol") == {"2026-05": 1}
    assert stored(Measure.APPLICATIONS, area="") == {}


def test_hours_are_minutes_by_the_london_month_of_booking_on() -> None:
    special = someone_serving((date(2026, 1, 1), None, "somerset"))
    an_attended_duty(special, "2026-06-30 22:00", 300)  # 23:00 on 30 June in London, into July
    an_attended_duty(special, "2026-07-30 23:30", 45, area="bristol")  # already 31 July
    an_attended_duty(special, "2026-07-31 23:30", 60)  # 1 August
    an_attended_duty(special, "2026-08-10 10:00", None)  # not booked off

    compute_figures(through=THROUGH)

    own = "operational/own_time"
    assert stored(Measure.HOURS) == {f"2026-06/{own}": 300, f"2026-07/{own}": 45, f"2026-08/{own}": 60}
    assert stored(Measure.HOURS, area="bristol") == {f"2026-07/{own}": 45}


def test_strands_are_counted_apart() -> None:
    someone_serving((date(2026, 7, 1), None, "somerset"), strand="cadets")
    an_application_that_moved(("submitted", "2026-07-05 10:00"), strand="farm_watch")

    compute_figures(through=THROUGH)

    assert stored(Measure.HEADCOUNT) == {}
    assert stored(Measure.HEADCOUNT, strand="cadets") == {"2026-07": 1, "2026-08": 1}
    assert stored(Measure.APPLICATIONS, strand="farm_watch") == {"2026-07": 1}


def test_counting_again_gives_the_same(session: Session) -> None:
    someone_serving((date(2026, 5, 1), date(2026, 7, 10), "somerset"))
    an_application_that_moved(("submitted", "2026-05-05 10:00"), ("sift", "2026-06-05 10:00"))

    first, second = compute_figures(through=THROUGH), compute_figures(through=THROUGH)

    assert (first.rows, first.digest) == (second.rows, second.digest)
    assert first.rows == session.query(MonthlyFigure).count() > 0
    assert session.query(FigureRun).count() == 2


def test_what_was_edited_by_hand_is_put_right(session: Session) -> None:
    someone_serving((date(2026, 5, 1), date(2026, 7, 10), "somerset"))
    run = compute_figures(through=THROUGH)
    session.query(MonthlyFigure).filter_by(month=date(2026, 6, 1)).update({"value": 99})
    session.query(MonthlyFigure).filter_by(month=date(2026, 5, 1)).delete()
    session.add(
        MonthlyFigure(
            strand="cadets", measure=Measure.HEADCOUNT, month=date(2026, 5, 1), area="bristol", part="", value=5
        )
    )
    session.flush()

    assert compute_figures(through=THROUGH).digest == run.digest


def test_another_record_gives_another_digest() -> None:
    someone_serving((date(2026, 5, 1), None, "somerset"))
    first = compute_figures(through=THROUGH)
    someone_serving((date(2026, 5, 1), None, "somerset"))

    assert compute_figures(through=THROUGH).digest != first.digest


def test_nothing_at_all_is_no_figures() -> None:
    run = compute_figures()

    assert run.rows == 0
    assert run.started_at <= run.finished_at
