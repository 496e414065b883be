"""The dated records that figures are counted from, as plain as can be. Builders flush, never commit."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from uuid import uuid4

from tests.applications.builders import an_applicant, stage_of
from tests.people.builders import SOMERSET, SPECIALS, a_volunteer, an_account
from tests.rosters.builders import a_duty, a_sign_up, an_attendance
from volunteers.applications.models import Application
from volunteers.extensions import db
from volunteers.people.models import ServicePeriod, Volunteer
from volunteers.people.models.volunteers import EndReason
from volunteers.permissions import Role
from volunteers.trends.models import MonthlyFigure
from volunteers.trends.rules import Measure

Period = tuple[date, date | None, str]


def utc(text: str) -> datetime:
    """A moment from "2026-06-30 23:30"."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def someone_serving(*periods: Period, strand: str = SPECIALS, ended: EndReason = EndReason.RESIGNED) -> Volunteer:
    """A volunteer with these periods of service (from, until, area), the last one ended for this reason."""
    first_on, first_until, first_area = periods[0]
    volunteer = a_volunteer(strand=strand, started_on=first_on, area=first_area, account=an_account(Role.VOLUNTEER))
    db.session.flush()
    begun = db.session.scalars(db.select(ServicePeriod).where(ServicePeriod.volunteer_id == volunteer.id)).one()
    begun.ended_on = first_until
    db.session.flush()
    rows = [begun]
    for started_on, ended_on, area in periods[1:]:
        rows.append(
            ServicePeriod(volunteer_id=volunteer.id, strand=strand, area=area, started_on=started_on, ended_on=ended_on)
        )
    rows[-1].end_reason = ended if rows[-1].ended_on else None
    db.session.add_all(rows)
    db.session.flush()
    return volunteer


def an_application_that_moved(
    *moves: tuple[str, str], strand: str = SPECIALS, area: str | None = SOMERSET
) -> Application:
    """An application with these moves, each a stage and a UTC time; the first one out of draft."""
    created_at = utc(moves[0][1]) if moves else utc("2026-01-01 12:00")
    application = Application(
        reference=f"T-{uuid4()}", account_id=an_applicant().id, strand=strand,
        area=area, stage="draft", stage_since=created_at, created_at=created_at,
    )  # fmt: skip
    for stage, at in moves:
        application.move_to(stage_of(application, stage), by=None, at=utc(at))
    db.session.add(application)
    db.session.flush()
    return application


def an_attended_duty(volunteer: Volunteer, at: str, minutes: int | None, area: str = SOMERSET) -> None:
    """Time on duty from a UTC time; without minutes it has not ended."""
    duty = a_duty(starts_at=utc(at), area=area)
    an_attendance(a_sign_up(duty, volunteer), on=utc(at), minutes=minutes)


def stored(measure: Measure, *, area: str | None = None, strand: str = SPECIALS) -> dict[str, int]:
    """The stored figures of a measure by month ("2026-07"), with the part behind a slash where there is one."""
    rows: Sequence[MonthlyFigure] = db.session.scalars(
        db.select(MonthlyFigure)
        .where(MonthlyFigure.measure == measure, MonthlyFigure.strand == strand)
        .order_by(MonthlyFigure.month)
    ).all()
    found: dict[str, int] = {}
    for row in rows:
        if area in (None, row.area):
            name = f"{row.month:%Y-%m}" + (f"/{row.part}" if row.part else "")
            found[name] = found.get(name, 0) + row.value
    return found


def by_unit(measure: Measure, *, strand: str = SPECIALS) -> dict[tuple[str, str, int], int]:
    """The stored figures of a measure that are not zero, by month, area and the number of the unit."""
    wanted = db.select(MonthlyFigure).where(MonthlyFigure.measure == measure, MonthlyFigure.strand == strand)
    return {(f"{row.month:%Y-%m}", row.area, row.unit_id): row.value for row in db.session.scalars(wanted) if row.value}
