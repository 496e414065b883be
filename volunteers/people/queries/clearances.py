"""One clearance of a volunteer: every span it was ever good for, and who may renew it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from volunteers import clock
from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.people.models import Account, Clearance, Volunteer
from volunteers.people.queries.volunteers import ServiceRow, get_volunteer, service_of
from volunteers.people.rules import HeldRow, Holding, held_row
from volunteers.permissions import Permission, Viewer
from volunteers.strands.queries import get_strand
from volunteers.strands.rules import CheckDefinition


@dataclass(frozen=True)
class Span:
    """Between which days, both included, a clearance is good, and who recorded it where that is known."""

    id: int
    from_on: date
    until_on: date | None
    reference: str | None
    recorded_by: str | None
    recorded_at: datetime | None


@dataclass(frozen=True)
class ClearanceFile:
    """One clearance of one volunteer; ``spans`` are the newest first."""

    volunteer: Volunteer
    definition: CheckDefinition
    held: HeldRow
    spans: tuple[Span, ...]
    is_own: bool
    is_vetting: bool

    @property
    def seen(self) -> int:
        """The newest span there was when the page was made, 0 for none."""
        return max((span.id for span in self.spans), default=0)

    @property
    def may_renew(self) -> bool:
        return not self.is_own and not self.is_vetting

    @property
    def validity_hint(self) -> str:
        """What happens when the last good day is left empty."""
        months = self.definition.valid_months
        if months is None:
            return "Leave it empty if it does not run out."
        to_confirm = ", which the force has still to confirm" if self.definition.confirm else ""
        return f"Leave it empty for the usual {months} months{to_confirm}."


def get_clearance_file(volunteer_id: int, code: str, viewer: Viewer) -> ClearanceFile:
    """A clearance that the duties of a volunteer demand, for those who record checks where they serve.

    ``NotFound`` out of scope and for what none of their strands demands.
    """
    volunteer, today = get_volunteer(volunteer_id, viewer), clock.today()
    definition = _demanded(volunteer_id, code, viewer, today)
    spans = tuple(list_spans(volunteer_id, code))
    held = [Holding(code, span.from_on, span.until_on) for span in spans]
    return ClearanceFile(
        volunteer,
        definition,
        held_row(code, definition.name, held, today, is_needed=True),
        spans,
        is_own=volunteer.account_id == viewer.account_id,
        is_vetting=definition.recorded_by is Permission.VETTING_SET,
    )


def list_spans(volunteer_id: int, code: str) -> Sequence[Span]:
    """Every span of a clearance, the newest first: a renewal never takes the one before it away."""
    rows = db.session.execute(
        select(
            Clearance.id, Clearance.from_on, Clearance.until_on, Clearance.reference, Account.full_name,
            Clearance.recorded_at,
        )
        .outerjoin(Account, Account.id == Clearance.recorded_by_id)
        .where(Clearance.volunteer_id == volunteer_id, Clearance.code == code)
        .order_by(Clearance.from_on.desc(), Clearance.id.desc())
        .limit(200)
    )  # fmt: skip
    return [Span(*row) for row in rows]


def renewable(serves: Sequence[ServiceRow], viewer: Viewer) -> dict[str, CheckDefinition]:
    """The clearances that this viewer may renew for someone, by code: those a strand they serve in now demands."""
    found: dict[str, CheckDefinition] = {}
    for row in serves:
        if not row.is_over and viewer.may_in(Permission.CHECK_RECORD, row.strand_code, row.area_code):
            found = {**{check.code: check for check in get_strand(row.strand_code).clearances}, **found}
    return found


def _demanded(volunteer_id: int, code: str, viewer: Viewer, on: date) -> CheckDefinition:
    serves = service_of([volunteer_id], viewer, on, with_former=False)[volunteer_id]
    definition = renewable(serves, viewer).get(code)
    if definition is None:
        raise NotFound(f"no clearance {code!r} of volunteer {volunteer_id} for this viewer")
    return definition
