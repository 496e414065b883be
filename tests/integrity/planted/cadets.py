"""Faults around young people: their age, and the consent behind them."""

from datetime import date, timedelta

from tests.applications.builders import an_application, stage_of
from tests.guardians.builders import a_cadet, a_confirmed_guardian, a_guardian, a_yes
from tests.integrity.planted.planting import plants
from tests.onboarding.builders import a_check
from tests.people.builders import a_volunteer
from volunteers import clock
from volunteers.applications.models import Application
from volunteers.extensions import db
from volunteers.people.models import ServicePeriod

STARTED = date(2026, 3, 1)


def _period(born: date, strand: str = "cadets", started: date = STARTED) -> int:
    volunteer = a_volunteer(birth_date=born, strand=strand, rank=None, grade="cadet", started_on=started, clearances=())
    period = db.session.query(ServicePeriod).filter_by(volunteer_id=volunteer.id).one()
    return period.id


@plants("cadet_of_wrong_age")
def too_young_by_a_day_and_too_old_by_a_day() -> list[int]:
    _period(date(2013, 3, 1))  # 13 on the day
    _period(date(2008, 3, 2))  # 18 the day after
    _period(date(1970, 1, 1), strand="special_constabulary")
    return sorted([_period(date(2013, 3, 2)), _period(date(2008, 3, 1))])


@plants("cadet_of_wrong_age")
def born_on_a_leap_day() -> list[int]:
    _period(date(2012, 2, 29), started=date(2025, 3, 1))
    return [_period(date(2012, 2, 29), started=date(2025, 2, 28))]


def _comes_forward(application: Application) -> int:
    at = clock.now() + timedelta(minutes=1)
    application.move_to(stage_of(application, "application"), by=None, at=at)
    db.session.flush()
    return application.id


@plants("without_consent")
def nobody_was_asked() -> list[int]:
    good, recorded = a_cadet(), an_application(strand="cadets", birth_date=date(2012, 1, 1))
    a_confirmed_guardian(good)
    _comes_forward(good)
    a_check(recorded, "guardian_consent")
    _comes_forward(recorded)
    a_cadet()  # on the waiting list: consent is not needed there
    return [_comes_forward(a_cadet())]


@plants("without_consent")
def given_but_not_confirmed_by_a_call() -> list[int]:
    bad = a_cadet()
    a_yes(a_guardian(bad))
    return [_comes_forward(bad)]


@plants("without_consent")
def given_too_late() -> list[int]:
    bad = a_cadet()
    bad.move_to(stage_of(bad, "application"), by=None, at=clock.now() - timedelta(days=1))
    db.session.flush()
    a_confirmed_guardian(bad)
    return [bad.id]
