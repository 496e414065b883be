"""One's own claims, and what a new one is judged by."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from volunteers import clock
from volunteers.errors import NotFound
from volunteers.expenses.models import ExpenseClaim
from volunteers.expenses.rules import ClaimState, tax_year
from volunteers.extensions import db
from volunteers.people.models import ServicePeriod, Volunteer
from volunteers.permissions import Viewer
from volunteers.rosters.models import Attendance, Duty, SignUp

LIVE = (ClaimState.WAITING, ClaimState.APPROVED)
MOST = 200


@dataclass(frozen=True)
class Claimant:
    """The volunteer who claims, and where their latest service is."""

    volunteer_id: int
    account_id: int
    name: str
    strand: str
    area: str


@dataclass(frozen=True)
class Attended:
    """A duty that someone was on."""

    sign_up_id: int
    title: str
    on: date
    strand: str
    area: str

    @property
    def words(self) -> str:
        return f"{self.on:%a} {self.on.day} {self.on:%b}: {self.title}"


def get_claimant(*, account_id: int | None = None, volunteer_id: int | None = None) -> Claimant:
    """The volunteer of an account, or of that number; ``NotFound`` for anyone who never served."""
    whose = Volunteer.id == volunteer_id if volunteer_id is not None else Volunteer.account_id == account_id
    row = db.session.execute(
        select(
            Volunteer.id, Volunteer.account_id, Volunteer.first_name + " " + Volunteer.last_name,
            ServicePeriod.strand, ServicePeriod.area,
        )
        .join(ServicePeriod, ServicePeriod.volunteer_id == Volunteer.id)
        .where(whose)
        .order_by(ServicePeriod.ended_on.is_not(None), ServicePeriod.started_on.desc(), ServicePeriod.id.desc())
        .limit(1)
    ).first()  # fmt: skip
    if row is None:
        raise NotFound("no volunteer who serves or served")
    return Claimant(*row)


def list_attended(volunteer_id: int, since: date) -> list[Attended]:
    """The duties someone booked on for, since a day, the latest first."""
    rows = db.session.execute(
        select(SignUp.id, Duty.title, Duty.starts_at, Duty.strand, Duty.area)
        .join(Attendance, Attendance.sign_up_id == SignUp.id)
        .join(Duty, Duty.id == SignUp.duty_id)
        .where(SignUp.volunteer_id == volunteer_id, Duty.starts_at >= clock.start_of_day(since))
        .order_by(Duty.starts_at.desc())
        .limit(MOST)
    )
    return [Attended(number, title, clock.on(at), strand, area) for number, title, at, strand, area in rows]


def list_own(viewer: Viewer) -> Sequence[ExpenseClaim]:
    """The viewer's own claims but those withdrawn, the latest first."""
    return db.session.scalars(
        select(ExpenseClaim)
        .where(ExpenseClaim.account_id == viewer.account_id, ExpenseClaim.state != ClaimState.WITHDRAWN)
        .order_by(ExpenseClaim.spent_on.desc(), ExpenseClaim.id.desc())
        .limit(MOST)
    ).all()


def get_own_claim(claim_id: int, viewer: Viewer) -> ExpenseClaim:
    """A claim of the viewer's own; ``NotFound`` for those of anyone else."""
    claim = db.session.get(ExpenseClaim, claim_id)
    if claim is None or claim.account_id != viewer.account_id:
        raise NotFound(f"no claim {claim_id} of this account")
    return claim


def miles_before(volunteer_id: int, vehicle: str, day: date, *, but: int | None = None) -> int:
    """Tenths of a mile claimed with a vehicle in the tax year of a day, refused and withdrawn claims left out."""
    first, last = tax_year(day)
    total = db.session.scalar(
        select(func.coalesce(func.sum(ExpenseClaim.miles_tenths), 0)).where(
            ExpenseClaim.volunteer_id == volunteer_id, ExpenseClaim.vehicle == vehicle,
            ExpenseClaim.state.in_(LIVE), ExpenseClaim.spent_on.between(first, last),
            ExpenseClaim.id.is_distinct_from(but),
        )
    )  # fmt: skip
    return int(total or 0)


def list_doubles(volunteer_id: int, day: date, sign_up_id: int | None, *, but: int | None = None) -> list[ExpenseClaim]:
    """Live claims of someone for a day or a duty."""
    same = ExpenseClaim.spent_on == day
    if sign_up_id is not None:
        same |= ExpenseClaim.sign_up_id == sign_up_id
    return list(
        db.session.scalars(
            select(ExpenseClaim).where(
                ExpenseClaim.volunteer_id == volunteer_id, ExpenseClaim.state.in_(LIVE), same,
                ExpenseClaim.id.is_distinct_from(but),
            )
        )
    )  # fmt: skip
