"""Every qualification a volunteer holds or held, for those who may change how they serve."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import aliased

from volunteers import clock
from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.people.models import Account, Qualification, ServicePeriod, Volunteer
from volunteers.people.queries import names
from volunteers.people.queries.qualification_kinds import list_qualification_kinds
from volunteers.people.queries.volunteers import get_volunteer, is_running, service_of
from volunteers.people.rules import HeldRow, Holding, held_row
from volunteers.people.rules.qualifications import QualificationKind
from volunteers.permissions import Permission, Viewer


@dataclass(frozen=True)
class HeldQualification:
    """One award: between which days it is good, what shows it, who recorded it, and why it ended."""

    id: int
    held: HeldRow
    evidence: str | None
    recorded_by: str | None
    recorded_at: datetime | None
    ended_by: str | None
    ended_at: datetime | None
    end_reason: str | None

    @property
    def was_mistake(self) -> bool:
        """Whether it was good on no day."""
        until_on = self.held.until_on
        return self.held.from_on is not None and until_on is not None and until_on < self.held.from_on


@dataclass(frozen=True)
class QualificationFile:
    """What one volunteer holds, newest first, and the kinds they may be awarded."""

    volunteer: Volunteer
    rows: tuple[HeldQualification, ...]
    kinds: tuple[QualificationKind, ...]
    is_own: bool
    today: date

    def get(self, qualification_id: int) -> HeldQualification:
        """One of them; raises ``NotFound``."""
        for row in self.rows:
            if row.id == qualification_id:
                return row
        raise NotFound(f"no qualification {qualification_id} of volunteer {self.volunteer.id}")


def get_qualification_file(volunteer_id: int, viewer: Viewer) -> QualificationFile:
    """The qualifications of someone who serves where the viewer may change it; ``NotFound`` otherwise."""
    volunteer, today = get_volunteer(volunteer_id, viewer), clock.today()
    strands = editable_strands(volunteer_id, viewer, today)
    if not strands:
        raise NotFound(f"no service of volunteer {volunteer_id} that this viewer may change")
    every = list_qualification_kinds(ended=True)
    kinds = tuple(each for each in every if not each.is_ended and each.is_for(strands))
    known = {each.code: each.name for each in every}
    return QualificationFile(
        volunteer, _rows(volunteer_id, known, today), kinds, volunteer.account_id == viewer.account_id, today
    )


def editable_strands(volunteer_id: int, viewer: Viewer, today: date) -> set[str]:
    """The strands in which someone serves now and the viewer may change how."""
    serves = service_of([volunteer_id], viewer, today, with_former=False)[volunteer_id]
    may = Permission.SERVICE_EDIT
    return {row.strand_code for row in serves if viewer.may_in(may, row.strand_code, row.area_code)}


def may_change_service(volunteer_id: int, viewer: Viewer) -> bool:
    """Whether the viewer may change how someone else serves, somewhere they serve now; one statement."""
    period = ServicePeriod
    within = viewer.within(Permission.SERVICE_EDIT, period.strand.expression, period.area.expression)
    serves = exists().where(period.volunteer_id == Volunteer.id, is_running(clock.today()), within)
    wanted = select(Volunteer.id).where(Volunteer.id == volunteer_id, Volunteer.account_id != viewer.account_id, serves)
    return db.session.scalar(wanted) is not None


def _rows(volunteer_id: int, known: dict[str, str], today: date) -> tuple[HeldQualification, ...]:
    by, ender = aliased(Account), aliased(Account)
    rows = db.session.execute(
        select(Qualification, by.full_name.label("by"), ender.full_name.label("ender"))
        .outerjoin(by, by.id == Qualification.recorded_by_id)
        .outerjoin(ender, ender.id == Qualification.ended_by_id)
        .where(Qualification.volunteer_id == volunteer_id)
        .order_by(Qualification.from_on.desc(), Qualification.id.desc())
        .execution_options(populate_existing=True)
    )
    return tuple(_row(held, recorded, ended, known, today) for held, recorded, ended in rows)


def _row(
    held: Qualification, recorded_by: str | None, ended_by: str | None, known: dict[str, str], today: date
) -> HeldQualification:
    name = known.get(held.code) or names.in_words(held.code)
    alone = [Holding(held.code, held.from_on, held.until_on)]
    return HeldQualification(
        held.id, held_row(held.code, name, alone, today, is_needed=False), held.evidence, recorded_by, held.recorded_at,
        ended_by, held.ended_at, held.end_reason,
    )  # fmt: skip
