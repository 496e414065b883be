"""Templates of duties: kept, changed and retired; none that could not be planned."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from volunteers import clock
from volunteers.errors import Conflict, NotFound, Refusal, Refused
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.permissions import Permission, Viewer
from volunteers.rosters.models import DutyTemplate
from volunteers.rosters.rules import Particulars, PostPlan, refusals_to_shape
from volunteers.rosters.service.judging_plans import OUT_OF_SCOPE, known_qualifications
from volunteers.strands.queries import get_strand

STALE = Refusal("changed_meanwhile", "Someone else has changed this template. What you typed is still here.")


@dataclass(frozen=True)
class TemplatePlan:
    """A template as it is asked for: what it fills in, and what that would be of a duty, so that it can be judged."""

    name: str
    strand: str
    said: Particulars
    posts: Sequence[PostPlan]
    answers: Mapping[str, Any]


def keep_template(plan: TemplatePlan, *, by: Viewer) -> DutyTemplate:
    """Keep a template. Refused out of scope, with a name that is taken, or when no duty could be made of it."""
    _judge(plan, by)
    template = DutyTemplate(
        name=plan.name, strand=plan.strand, area=plan.said.area, particulars=dict(plan.answers),
        created_by_id=by.account_id, created_at=clock.now(), retired_at=None,
    )  # fmt: skip
    db.session.add(template)
    db.session.flush()
    record("kept_duty_template", subject="duty_template", subject_id=template.id, by=by.account_id, name=plan.name)
    return template


def change_template(template_id: int, plan: TemplatePlan, *, version: int, by: Viewer) -> DutyTemplate:
    """Give a template new answers; duties made of it stay as they are. ``Conflict`` when it is not ``version``."""
    template = _lock(template_id, by)
    if template.version != version:
        raise Conflict(STALE)
    _judge(plan, by, own=template.id)
    template.name, template.area, template.particulars = plan.name, plan.said.area, dict(plan.answers)
    template.version += 1
    record(
        "changed_duty_template", subject="duty_template", subject_id=template.id, by=by.account_id,
        version=template.version,
    )  # fmt: skip
    return template


def retire_template(template_id: int, *, by: Viewer) -> DutyTemplate:
    """Offer a template no more; its name may be given again. ``NotFound`` when it is retired already."""
    template = _lock(template_id, by)
    template.retired_at = clock.now()
    record("retired_duty_template", subject="duty_template", subject_id=template.id, by=by.account_id)
    return template


def _judge(plan: TemplatePlan, by: Viewer, *, own: int | None = None) -> None:
    if not by.may_in(Permission.DUTY_EDIT, plan.strand, plan.said.area):
        raise Refused(OUT_OF_SCOPE)
    known = known_qualifications(plan.strand)
    refusals = refusals_to_shape(plan.posts, plan.said, strand=get_strand(plan.strand), known=known)
    named = select(DutyTemplate.id).where(
        DutyTemplate.strand == plan.strand, DutyTemplate.name == plan.name, DutyTemplate.retired_at.is_(None),
        DutyTemplate.id != (own or 0),
    )  # fmt: skip
    if db.session.scalar(named) is not None:
        refusals.append(Refusal("name_taken", "There is already a template of this name. Choose another one."))
    if refusals:
        raise Refused(refusals)


def _lock(template_id: int, by: Viewer) -> DutyTemplate:
    within = by.within(Permission.DUTY_EDIT, DutyTemplate.strand, DutyTemplate.area)
    found = db.session.scalars(
        select(DutyTemplate)
        .where(DutyTemplate.id == template_id, DutyTemplate.retired_at.is_(None), within)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).first()
    if found is None:
        raise NotFound(f"no template {template_id} for this viewer")
    return found
