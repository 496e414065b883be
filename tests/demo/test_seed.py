"""The demonstration force: what it must be, whatever chance makes of it."""

import csv
import stat
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from tests.demo.conftest import SEED
from tests.demo.judging import impossible_moves, impossible_sign_ups, sign_ups_from
from volunteers.applications.models import Application, StageChange
from volunteers.applications.queries import waits_of
from volunteers.applications.rules import missing_questions
from volunteers.demo.headcount import SERIES
from volunteers.demo.personas import FILE
from volunteers.extensions import db
from volunteers.history.queries import find_first_broken
from volunteers.onboarding.queries import list_checks
from volunteers.onboarding.rules import facts_of
from volunteers.people.models import Account, ServicePeriod, Volunteer
from volunteers.people.queries import get_standings
from volunteers.rosters.models import Attendance, Post, SignUp
from volunteers.strands.queries import get_strand
from volunteers.strands.rules import Party, moves_from, parties_awaited
from volunteers.trends.models import MonthlyFigure, PublishedCount, Target

TODAY = date(2023, 3, 31)
STRAND = "special_constabulary"


def _exactly_published() -> list[tuple[str, int]]:
    with SERIES.open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["precision"] == "exact" and row["as_at"] >= "2015-09"]
    return [(row["as_at"], int(row["headcount"])) for row in rows]


def _serving(on: date) -> int:
    period = ServicePeriod
    serves = (period.started_on <= on) & (period.ended_on.is_(None) | (period.ended_on > on))
    serves &= period.strand == STRAND
    return db.session.scalar(select(func.count()).where(serves)) or 0


def _persona(email: str) -> Application:
    return db.session.scalars(select(Application).join(Application.account).where(Account.email == email)).one()


@pytest.mark.parametrize(("as_at", "real"), _exactly_published())
def test_headcount_is_a_fifth_of_the_published_one_on_each_published_day(seeded: Flask, as_at: str, real: int) -> None:
    assert _serving(date.fromisoformat(as_at)) == round(real / 5)


def test_no_stage_change_is_outside_its_strands_table(seeded: Flask) -> None:
    assert (db.session.scalar(select(func.count(StageChange.id))) or 0) > 500
    assert impossible_moves() == []


def test_there_is_an_application_at_every_stage_of_the_specials(seeded: Flask) -> None:
    held = set(db.session.scalars(select(Application.stage).where(Application.strand == STRAND)))
    assert held >= {stage.code for stage in get_strand(STRAND).pipeline.stages} - {"intake", "sift", "submitted"}


def test_other_strands_have_applications_under_way(seeded: Flask) -> None:
    counted = db.session.execute(select(Application.strand, func.count()).group_by(Application.strand)).all()
    assert {strand for strand, count in counted if count >= 3} >= {
        "special_constabulary", "police_support_volunteers", "cadets", "neighbourhood_watch", "farm_watch",
        "community_speedwatch",
    }  # fmt: skip


def test_nobody_applied_below_the_age_for_their_strand(seeded: Flask) -> None:
    for application in db.session.scalars(select(Application).where(Application.submitted_at.is_not(None))):
        criteria = get_strand(application.strand).criteria
        assert application.birth_date is not None
        assert application.submitted_at is not None
        age = (application.submitted_at.date() - application.birth_date).days / 365.25
        assert (criteria.minimum_age or 0) <= age < (criteria.maximum_age or 100) + 1, application.reference


def test_who_was_appointed_is_a_volunteer_from_that_day(seeded: Flask) -> None:
    rows = db.session.execute(
        select(Application.stage_since, ServicePeriod.started_on, Application.account_id, Volunteer.account_id)
        .where(Application.stage == "appointed")
        .outerjoin(Volunteer, Volunteer.id == Application.volunteer_id)
        .outerjoin(ServicePeriod, ServicePeriod.volunteer_id == Volunteer.id)
    ).all()
    assert len(rows) > 50
    assert all(since.date() == started and one == other for since, started, one, other in rows)


def test_places_taken_are_the_confirmed_sign_ups(seeded: Flask) -> None:
    confirmed = select(SignUp.post_id, func.count()).where(SignUp.state == "confirmed").group_by(SignUp.post_id)
    taken = select(Post.id, Post.taken).where(Post.taken > 0)
    assert dict(db.session.execute(taken).all()) == dict(db.session.execute(confirmed).all())


def test_every_sign_up_of_late_and_to_come_would_be_allowed(seeded: Flask) -> None:
    sign_ups = sign_ups_from(date(2023, 2, 1))
    assert len(sign_ups) > 100
    assert impossible_sign_ups(sign_ups) == []


def test_some_duties_to_come_are_full_and_some_have_nobody(seeded: Flask) -> None:
    begins = text("starts_at > '2023-04-01' AND state = 'published'")
    wanted = select(func.sum(Post.taken), func.sum(Post.places)).join(Post.duty).where(begins).group_by(Post.duty_id)
    rows = db.session.execute(wanted).all()
    assert any(taken == places for taken, places in rows)
    assert any(taken == 0 for taken, _ in rows)


def test_specials_give_sixteen_to_twenty_two_hours_a_month(seeded: Flask) -> None:
    minutes = db.session.scalar(select(func.sum(Attendance.minutes))) or 0
    months = func.count(func.distinct(Attendance.volunteer_id, func.date_trunc("month", Attendance.booked_on_at)))
    assert 16 <= minutes / 60 / (db.session.scalar(select(months)) or 1) <= 22


def test_minutes_are_the_time_that_passed(seeded: Flask) -> None:
    passed = func.extract("epoch", Attendance.booked_off_at - Attendance.booked_on_at) / 60
    assert db.session.scalars(select(Attendance.id).where(Attendance.minutes != passed)).all() == []


def test_figures_are_computed_and_say_the_same(seeded: Flask) -> None:
    month, measure = date(2023, 3, 1), "headcount"
    wanted = select(func.sum(MonthlyFigure.value)).where(MonthlyFigure.month == month)
    assert db.session.scalar(wanted.where(MonthlyFigure.measure == measure, MonthlyFigure.strand == STRAND)) == 47


def test_published_series_are_there_and_aims_are_marked_as_not_published(seeded: Flask) -> None:
    assert (db.session.scalar(select(func.count(PublishedCount.id))) or 0) > 30
    aims = db.session.scalars(select(Target)).all()
    assert aims
    assert not any(aim.is_published for aim in aims)
    assert all("not published" in aim.source for aim in aims)


def test_the_history_is_whole(seeded: Flask) -> None:
    assert find_first_broken() is None
    assert db.session.scalar(text("SELECT count(*) FROM history_entries WHERE act = 'check_recorded'")) > 50


def test_the_draft_is_half_filled(seeded: Flask) -> None:
    draft = _persona("amara.okafor@example.com")
    assert draft.is_draft
    assert draft.first_name == "Amara"
    assert 5 <= len(missing_questions(get_strand(STRAND), draft.answers)) <= 15


def test_one_applicant_waits_for_vetting_alone(seeded: Flask) -> None:
    application, strand = _persona("tom.hedley@example.com"), get_strand(STRAND)
    facts = facts_of(list_checks(application))
    awaited = parties_awaited(strand.pipeline, application.stage, checks=facts, definitions=strand.checks, on=TODAY)
    assert awaited == (Party.VETTING_OFFICER,)


def test_one_applicant_can_be_cleared_now(seeded: Flask) -> None:
    application, strand = _persona("leyla.arslan@example.com"), get_strand(STRAND)
    options = moves_from(
        strand.pipeline, from_stage=application.stage, checks=facts_of(list_checks(application)),
        definitions=strand.checks, on=TODAY, may=lambda _: True,
    )  # fmt: skip
    assert application.decision_due
    assert next(option.stage.code for option in options if option.is_open) == "appointed"


@pytest.mark.parametrize(
    ("email", "grade", "cleared_today", "cleared_in_ten_days"),
    [
        ("grace.penrose@example.com", "qualified", True, True),
        ("callum.reyes@example.com", "qualified", True, False),
        ("meera.sandhu@example.com", "accompanied", True, True),
    ],
)
def test_personas_who_serve_stand_as_their_story_says(
    seeded: Flask, email: str, grade: str, cleared_today: bool, cleared_in_ten_days: bool
) -> None:
    volunteer = db.session.scalars(select(Volunteer).join(Account).where(Account.email == email)).one()
    standing = get_standings([volunteer.id], STRAND)[volunteer.id]
    assert standing.grade_on(TODAY) == grade
    assert standing.is_cleared_throughout("medical", TODAY, TODAY) is cleared_today
    assert standing.is_cleared_throughout("medical", date(2023, 4, 10), date(2023, 4, 10)) is cleared_in_ten_days
    assert standing.is_cleared_throughout("vetting", TODAY, date(2023, 4, 30))
    assert db.session.scalars(select(SignUp.id).where(SignUp.volunteer_id == volunteer.id).limit(1)).first()


def test_sign_in_details_are_for_nobody_else_to_read(seeded: Flask) -> None:
    path = seeded.config["SETTINGS"].data_dir / FILE
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_second_run_does_nothing_when_told_so_and_is_refused_otherwise(seeded: Flask) -> None:
    before = db.session.scalar(select(func.count(Account.id)))
    runner = seeded.test_cli_runner()
    again = runner.invoke(args=[*SEED, "--if-empty"])
    assert again.exit_code == 0
    assert "nothing was seeded" in again.output
    refused = runner.invoke(args=SEED)
    assert refused.exit_code == 1
    assert "There are people here already" in refused.output
    assert db.session.scalar(select(func.count(Account.id))) == before


def test_real_waits_are_there_to_be_told(seeded: Flask) -> None:
    waits, pipeline = waits_of(STRAND), get_strand(STRAND).pipeline
    assert pipeline.appointed.code in waits
    assert waits[pipeline.submitted.code].is_told
