"""What waits for a vetting officer, read live, so that nothing can be missed: nobody has to make a case first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    DateTime,
    Integer,
    Select,
    Subquery,
    and_,
    case,
    cast,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import aliased

from volunteers import clock
from volunteers.applications.models import OPEN, Application
from volunteers.extensions import db
from volunteers.onboarding.models import Check, CheckState
from volunteers.people.models import Clearance, ServicePeriod, Volunteer
from volunteers.people.queries.volunteers import is_running
from volunteers.permissions import Permission, Viewer
from volunteers.strands.models import PipelineVersion
from volunteers.strands.queries import PAGE, all_strands, get_strand
from volunteers.vetting.models import VettingCase
from volunteers.vetting.queries.scope import in_scope, may_have
from volunteers.vetting.rules import RENEWED_WITHIN, CaseKind, Outcome, Waiting, vetting_check, waiting_in

ENDS = tuple(outcome for outcome in Outcome if outcome.ends_vetting)


@dataclass(frozen=True)
class NextCase:
    """What waits longest: an unassigned case, or what makes a new one."""

    since: datetime
    kind: CaseKind
    case_id: int | None
    application_id: int | None
    volunteer_id: int | None
    account_id: int
    strand: str
    area: str | None
    code: str
    until_on: date | None


def count_waiting(viewer: Viewer) -> int:
    """How many cases in the officer's scope nobody has."""
    return db.session.scalar(select(func.count()).select_from(_waiting(viewer, clock.today()))) or 0


def find_next(viewer: Viewer) -> NextCase | None:
    """The one of them that waits longest, or None."""
    waiting = _waiting(viewer, clock.today())
    first = select(waiting).order_by(waiting.c.since, waiting.c.account_id, waiting.c.code).limit(1)
    row = db.session.execute(first).mappings().one_or_none()
    return NextCase(**{**row, "kind": CaseKind(row["kind"])}) if row else None


def _waiting(viewer: Viewer, on: date) -> Subquery:
    """Rows shaped as ``NextCase``."""
    return union_all(_made(viewer), *_applications(viewer, on), _renewals(viewer, on)).subquery("waiting")


def _made(viewer: Viewer) -> Select[Any]:
    """Cases without an officer: handed back, or asked for as a review."""
    made = VettingCase
    return (
        select(
            made.waiting_since.label("since"), cast(made.kind, Application.strand.type).label("kind"),
            made.id.label("case_id"), made.application_id.label("application_id"),
            made.volunteer_id.label("volunteer_id"), made.account_id.label("account_id"), made.strand.label("strand"),
            made.area.label("area"), made.code.label("code"), made.until_on.label("until_on"),
        )
        .outerjoin(Application, Application.id == made.application_id)
        .where(
            in_scope(viewer), made.assigned_to_id.is_(None),
            or_(made.volunteer_id.is_not(None), Application.volunteer_id.is_not(None), OPEN),
        )
    )  # fmt: skip


def _applications(viewer: Viewer, on: date) -> Iterator[Select[Any]]:
    """Applications at a stage whose next one needs vetting that is not there, for each strand that vets."""
    stages: dict[tuple[str, str], list[Waiting]] = {}
    for each in _stages():
        stages.setdefault((each.strand, each.code), []).append(each)
    for (strand, code), versions in stages.items():
        yield _of_strand(viewer, on, strand, code, versions)


def _of_strand(viewer: Viewer, on: date, strand: str, code: str, versions: list[Waiting]) -> Select[Any]:
    here, pair = Application, (Application.strand, Application.area)
    good = and_(Check.state == CheckState.PASSED, or_(Check.valid_until.is_(None), Check.valid_until >= on))
    settled = exists().where(
        Check.application_id == here.id, Check.code == code, or_(Check.state == CheckState.FAILED, good)
    )
    begun = exists().where(
        VettingCase.application_id == here.id, VettingCase.code == code, VettingCase.closed_at.is_(None)
    )
    at_stage = or_(*(and_(here.pipeline_version == one.version, here.stage.in_(one.stages)) for one in versions))
    return select(
        here.stage_since, literal(CaseKind.FIRST.value), cast(null(), Integer), here.id, cast(null(), Integer),
        here.account_id, here.strand, here.area, literal(code), cast(null(), VettingCase.until_on.type),
    ).where(
        OPEN, here.strand == strand, at_stage, viewer.within(Permission.VETTING_READ, *pair),
        may_have(viewer, here.account_id), ~settled, ~begun,
    )  # fmt: skip


def _renewals(viewer: Viewer, on: date) -> Select[Any]:
    """Serving volunteers whose vetting lapses within 90 days or has lapsed, where nobody decided that it should."""
    held, later, served = Clearance, aliased(Clearance), ServicePeriod
    pair = (served.strand, served.area)
    newer = exists().where(
        later.volunteer_id == held.volunteer_id, later.code == held.code,
        or_(later.until_on.is_(None), later.until_on > held.until_on,
            and_(later.until_on == held.until_on, later.id > held.id)),
    )  # fmt: skip
    about = and_(VettingCase.volunteer_id == held.volunteer_id, VettingCase.code == held.code)
    begun = exists().where(about, VettingCase.closed_at.is_(None))
    ended = exists().where(about, VettingCase.outcome.in_(ENDS), VettingCase.decided_on >= held.from_on)
    application = (
        select(func.max(Application.id))
        .where(Application.volunteer_id == held.volunteer_id, Application.strand == served.strand)
        .scalar_subquery()
    )
    since = cast(held.until_on - RENEWED_WITHIN.days, DateTime(timezone=True))
    return (
        select(
            since, literal(CaseKind.RENEWAL.value), cast(null(), Integer), application, Volunteer.id,
            Volunteer.account_id, served.strand, served.area, held.code, held.until_on,
        )
        .select_from(held)
        .join(Volunteer, Volunteer.id == held.volunteer_id)
        .join(served, served.volunteer_id == held.volunteer_id)
        .where(
            held.until_on <= on + RENEWED_WITHIN, _demanded(), is_running(on),
            viewer.within(Permission.VETTING_READ, *pair),
            may_have(viewer, Volunteer.account_id), ~newer, ~begun, ~ended,
        )
        .ext(distinct_on(Volunteer.id, held.code))
        .order_by(Volunteer.id, held.code, served.started_on, served.id)
    )  # fmt: skip


def _demanded() -> Any:
    """A clearance by vetting, of a strand whose duties demand it."""
    codes = {
        strand.code: check.code
        for strand in all_strands()
        if (check := vetting_check(strand)) is not None and check.code in strand.duty.clearances
    }
    return Clearance.code == case(codes, value=ServicePeriod.strand, else_="")


def _stages() -> Iterator[Waiting]:
    """Where applications wait to be vetted, by strand and version of its pipeline; one query."""
    changed = select(PipelineVersion.strand, PipelineVersion.number).where(PipelineVersion.agreed_at.is_not(None))
    numbers = [(strand.code, PAGE) for strand in all_strands()]
    for code, number in [*numbers, *((row.strand, row.number) for row in db.session.execute(changed))]:
        if (found := waiting_in(get_strand(code, number), number)) is not None:
            yield found
