"""Each measure in a world small enough to count by hand."""

from datetime import date

import pytest
import time_machine
from sqlalchemy.orm import Session

from tests.openings.builders import an_opening
from tests.people.builders import SPECIALS
from tests.people.serving import period_of
from tests.places.builders import a_unit
from tests.rosters.builders import a_duty, a_sign_up, an_attendance
from tests.trends.builders import (
    an_application_that_moved,
    an_attended_duty,
    by_unit,
    someone_serving,
    stored,
    utc,
)
from volunteers import clock
from volunteers.hours.models import Stint
from volunteers.onboarding.models import Decline
from volunteers.onboarding.rules.declines import DeclineOutcome
from volunteers.openings.models import Interest
from volunteers.openings.service import interests
from volunteers.people.models import GradePeriod, PostingPeriod, Volunteer
from volunteers.trends.models import StageStay
from volunteers.trends.rules import Measure
from volunteers.trends.service import compute_figures

pytestmark = pytest.mark.usefixtures("session")
THROUGH = date(2026, 8, 20)
WITH_SOMEONE, ALONE = "accompanied", "qualified"


def graded(volunteer: Volunteer, session: Session, *grades: tuple[str, date]) -> None:
    """Nothing but these grades, each from its day."""
    session.query(GradePeriod).filter_by(volunteer_id=volunteer.id).delete()
    for grade, from_on in grades:
        session.add(GradePeriod(volunteer_id=volunteer.id, strand=SPECIALS, grade=grade, from_on=from_on))
    session.flush()


def posted(volunteer: Volunteer, session: Session, *postings: tuple[str, int | None, date]) -> None:
    """Posted to these areas and units, each from its day."""
    for area, unit_id, from_on in postings:
        session.add(
            PostingPeriod(
                service_period_id=period_of(volunteer).id, area=area, unit_id=unit_id, from_on=from_on,
                recorded_at=clock.now(),
            )
        )  # fmt: skip
    session.flush()


@pytest.mark.parametrize(
    ("grades", "ended_on", "qualified"),
    [
        ([(WITH_SOMEONE, date(2026, 4, 1))], None, {}),
        ([(WITH_SOMEONE, date(2026, 4, 1)), (ALONE, date(2026, 6, 30))], None, {6: 1, 7: 1, 8: 1}),
        ([(WITH_SOMEONE, date(2026, 4, 1)), (ALONE, date(2026, 7, 1))], None, {7: 1, 8: 1}),
        ([(ALONE, date(2026, 4, 1)), (WITH_SOMEONE, date(2026, 6, 2))], None, {4: 1, 5: 1, 6: 0, 7: 0, 8: 0}),
        ([(ALONE, date(2026, 4, 1))], date(2026, 6, 30), {4: 1, 5: 1, 6: 0, 7: 0, 8: 0}),
        ([(ALONE, date(2026, 7, 5))], date(2026, 6, 30), {}),  # a grade after service counts nowhere
        ([(ALONE, date(2026, 8, 21))], None, {}),  # from tomorrow
    ],
)
def test_qualified_is_who_serves_with_a_grade_that_may_be_alone(
    grades: list[tuple[str, date]], ended_on: date | None, qualified: dict[int, int], session: Session
) -> None:
    graded(someone_serving((date(2026, 4, 1), ended_on, "somerset")), session, *grades)

    compute_figures(through=THROUGH)

    assert stored(Measure.QUALIFIED) == {f"2026-{month:02}": value for month, value in qualified.items()}


def test_work_makes_active_for_three_months_where_one_is_posted(session: Session) -> None:
    before, after = a_unit("Before"), a_unit("After")
    one = someone_serving((date(2026, 1, 1), None, "somerset"))
    posted(one, session, ("somerset", before.id, date(2026, 1, 1)), ("bristol", after.id, date(2026, 5, 31)))
    an_attended_duty(one, "2026-04-30 22:59", 60)  # still April in London
    left = someone_serving((date(2026, 1, 1), date(2026, 5, 31), "somerset"))
    an_attended_duty(left, "2026-05-02 10:00", 60)
    taken_back = someone_serving((date(2026, 1, 1), None, "somerset"))
    an_attended_duty(taken_back, "2026-05-02 10:00", 60)
    session.query(Stint).filter_by(volunteer_id=taken_back.id).update({"voided_at": clock.now()})

    compute_figures(through=THROUGH)

    assert by_unit(Measure.ACTIVE) == {
        ("2026-04", "somerset", before.id): 1, ("2026-05", "bristol", after.id): 1, ("2026-06", "bristol", after.id): 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("periods", "still"),
    [
        ([(date(2025, 1, 31), None)], ["2025-07/6", "2026-01/12"]),
        ([(date(2025, 1, 31), date(2025, 7, 30))], []),  # left the day before
        ([(date(2025, 1, 31), date(2025, 7, 31))], []),  # the day of the anniversary is the first without service
        ([(date(2025, 1, 31), date(2025, 8, 1))], ["2025-07/6"]),
        ([(date(2025, 1, 31), date(2025, 3, 1)), (date(2025, 3, 1), None)], ["2025-07/6", "2026-01/12"]),
    ],
)
def test_who_serves_on_the_anniversary(periods: list[tuple[date, date | None]], still: list[str]) -> None:
    someone_serving(*((from_on, until, "somerset") for from_on, until in periods))

    compute_figures(through=date(2026, 6, 30))

    assert stored(Measure.ANNIVERSARIES) == {"2025-07/6": 1, "2026-01/12": 1}
    assert stored(Measure.STILL_SERVING) == dict.fromkeys(still, 1)


def test_who_comes_back_begins_a_new_service() -> None:
    someone_serving((date(2025, 1, 10), date(2025, 3, 1), "somerset"), (date(2025, 3, 2), None, "bristol"))

    compute_figures(through=date(2027, 2, 1))

    assert stored(Measure.ANNIVERSARIES, area="somerset") == {"2025-07/6": 1, "2026-01/12": 1, "2027-01/24": 1}
    assert stored(Measure.STILL_SERVING, area="somerset") == {}
    assert stored(Measure.STILL_SERVING, area="bristol") == {"2025-09/6": 1, "2026-03/12": 1}


def test_vacancies_are_places_less_those_held(session: Session) -> None:
    unit = a_unit("Cadets", area="bristol")
    opening = an_opening(unit=unit, places=3, on=date(2026, 5, 20), opens=0, closes=100)
    opening.created_at = utc("2026-05-20 10:00")
    an_opening(places=None, on=date(2026, 5, 20), opens=0, closes=100)
    waits, ended, draft = (
        an_application_that_moved(*moves, strand="cadets")
        for moves in (
            [("submitted", "2026-06-10 10:00")],
            [("submitted", "2026-05-31 22:59"), ("withdrawn", "2026-06-30 23:00")],  # 1 July in London
            [],
        )
    )
    for application in (waits, ended, draft):
        application.opening_id = opening.id
    session.flush()

    compute_figures(through=THROUGH)
    assert by_unit(Measure.VACANCIES, strand="cadets") == {
        ("2026-05", "bristol", unit.id): 2, ("2026-06", "bristol", unit.id): 1, ("2026-07", "bristol", unit.id): 2,
        ("2026-08", "bristol", unit.id): 2,
    }  # fmt: skip

    opening.ended_at = utc("2026-07-31 12:00")
    session.flush()
    compute_figures(through=THROUGH)
    assert stored(Measure.VACANCIES, strand="cadets") == {"2026-05": 2, "2026-06": 1}


def test_the_tally_of_wishes_outlives_the_addresses(session: Session) -> None:
    def at(day: str, act: str, email: str = "jo@example.org") -> None:
        with time_machine.travel(utc(f"{day} 12:00"), tick=False):
            if act == "ask":
                interests.register_interest(email, strand="cadets", unit_id=unit.id)
            elif act == "tell":
                opening = an_opening(unit=unit, opens=0, closes=1, on=clock.today())
                interests.tell_interested()
                session.delete(opening)
            else:
                interests.remove_interest(session.query(Interest.id).filter_by(email=email).scalar())
            session.flush()

    unit = a_unit("Cadets", area="bristol")
    for day, act, email in (
        ("2025-09-05", "ask", "jo"), ("2025-09-20", "ask", "jo"), ("2025-09-21", "ask", "al"),
        ("2025-10-02", "remove", "al"), ("2025-11-03", "tell", ""), ("2025-12-04", "ask", "jo"),
        ("2026-01-05", "tell", ""),
    ):  # fmt: skip
        at(day, act, f"{email}@example.org")
    asked = {"2025-09": 2, "2025-12": 1}
    waiting = {"2025-09": 2, "2025-10": 1, "2025-12": 1}

    for _ in ("as it is", "after the address was erased"):
        compute_figures(through=THROUGH)
        assert stored(Measure.INTEREST, strand="cadets", area="bristol") == asked
        assert stored(Measure.WAITING, strand="cadets", area="bristol") == waiting
        interests.erase_old_interest()
        session.query(Interest).delete()


def test_who_drops_out_by_stage_and_by_how_and_why(session: Session) -> None:
    reasons = ("took_too_long", "My mother is ill", None)
    for reason in reasons:
        ended = an_application_that_moved(("submitted", "2026-05-05 10:00"), ("withdrawn", "2026-06-05 10:00"))
        ended.changes[-1].reason = reason
    declined = an_application_that_moved(
        ("submitted", "2026-05-05 10:00"), ("sift", "2026-05-06 10:00"), ("unsuccessful", "2026-06-05 10:00")
    )
    declined.changes[-1].reason = "Not eligible"
    session.add(
        Decline(
            application_id=declined.id, stage="sift", reason_code="eligibility", reason="Not eligible",
            decided_by_id=declined.account_id, decided_at=utc("2026-06-01 10:00"),
            goes_out_at=utc("2026-06-05 10:00"), outcome=DeclineOutcome.TOLD, ended_at=utc("2026-06-05 10:00"),
            appeal_until=date(2026, 7, 1),
        )
    )  # fmt: skip
    session.flush()

    compute_figures(through=THROUGH)

    assert stored(Measure.DROPPED_OUT) == {
        "2026-06/submitted/withdrawn/took_too_long": 1, "2026-06/submitted/withdrawn/other": 1,
        "2026-06/submitted/withdrawn/not_said": 1, "2026-06/sift/unsuccessful/eligibility": 1,
    }  # fmt: skip


def test_where_those_who_sent_an_application_heard_of_us(session: Session) -> None:
    for said in ("friend", "friend", "a poster at the baker's", "", None):
        sent = an_application_that_moved(("submitted", "2026-05-05 10:00"))
        sent.answers = {"heard-about": {"source": said}} if said is not None else {}
    an_application_that_moved().answers = {"heard-about": {"source": "event"}}
    session.flush()

    compute_figures(through=THROUGH)

    assert stored(Measure.HEARD) == {"2026-05/friend": 2, "2026-05/other": 1, "2026-05/not_said": 2}


def test_drafts_are_started_and_gone_once_erased(session: Session) -> None:
    an_application_that_moved(("submitted", "2026-06-30 23:00"))  # 1 July in London
    draft = an_application_that_moved()
    draft.created_at = utc("2026-06-30 22:59")
    session.flush()
    compute_figures(through=THROUGH)
    assert stored(Measure.STARTED) == {"2026-06": 1, "2026-07": 1}

    session.delete(draft)
    session.flush()
    compute_figures(through=THROUGH)
    assert stored(Measure.STARTED) == {"2026-07": 1}


def test_deployments_are_people_on_duties_by_priority() -> None:
    one, other = (someone_serving((date(2026, 1, 1), None, "somerset")) for _ in range(2))
    for day, priority, people, minutes in (
        ("05", "prevention", (one, other), 90), ("12", None, (one,), 30), ("19", "prevention", (one,), None),
    ):  # fmt: skip
        duty = a_duty(starts_at=utc(f"2026-06-{day} 10:00"), plan_priority=priority)
        for who in people:
            an_attendance(a_sign_up(duty, who), minutes=minutes)

    compute_figures(through=THROUGH)

    assert stored(Measure.DEPLOYMENTS) == {"2026-06/prevention": 2, "2026-06/none": 1}
    assert stored(Measure.DEPLOYMENT_HOURS) == {"2026-06/prevention": 180, "2026-06/none": 30}


def test_stays_are_days_until_the_next_move_or_the_days_of_those_who_wait(session: Session) -> None:
    for moves in (
        [("submitted", "2026-05-31 22:30"), ("sift", "2026-06-02 23:30")],  # 31 May to 3 June in London
        [("submitted", "2026-05-05 10:00"), ("sift", "2026-05-08 09:00"), ("withdrawn", "2026-05-08 11:00")],
        [("submitted", "2026-05-05 10:00"), ("withdrawn", "2026-05-10 10:00")],
        [("submitted", "2026-05-06 10:00")],
    ):
        an_application_that_moved(*moves)

    compute_figures(through=THROUGH)

    found = {(one.stage, f"{one.month:%m}"): one for one in session.query(StageStay)}
    submitted, sift = found["submitted", "05"], found["sift", "05"]
    assert (submitted.days, submitted.people, submitted.moved_on) == ([3, 5], [2, 1], [2, 0])
    assert (submitted.since, submitted.waiting) == ([date(2026, 5, 6)], [1])
    assert (sift.days, sift.people, sift.moved_on, sift.since) == ([0], [1], [0], [])
    assert found["sift", "06"].since == [date(2026, 6, 3)]
    assert set(found) == {("submitted", "05"), ("sift", "05"), ("sift", "06")}


def test_a_posting_moves_figures_from_unit_to_unit(session: Session) -> None:
    first, second = a_unit("First", area="somerset"), a_unit("Second", area="somerset")
    volunteer = someone_serving((date(2026, 5, 10), date(2026, 8, 1), "somerset"))
    graded(volunteer, session, (ALONE, date(2026, 6, 1)))
    posted(volunteer, session, ("somerset", first.id, date(2026, 5, 10)), ("somerset", second.id, date(2026, 6, 30)))

    compute_figures(through=THROUGH)

    assert by_unit(Measure.HEADCOUNT) == {("2026-05", "somerset", first.id): 1} | {
        (f"2026-{month:02}", "somerset", second.id): 1 for month in (6, 7)
    }
    assert by_unit(Measure.JOINERS) == {("2026-05", "somerset", first.id): 1}
    assert by_unit(Measure.LEAVERS) == {("2026-08", "somerset", second.id): 1}
    assert by_unit(Measure.QUALIFIED) == {(f"2026-{month:02}", "somerset", second.id): 1 for month in (6, 7)}
