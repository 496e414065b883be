"""What the looks take from the definitions, the force's promises and the clock: the same values for all of them."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from volunteers import clock
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.forces.rules import Retention
from volunteers.imports.rules import KEPT_FOR as IMPORTS_KEPT_FOR
from volunteers.onboarding.rules import CONSENT_CHECK
from volunteers.people.rules.accounts import NEEDS_SECOND
from volunteers.permissions import CHILDRENS_STRAND, ROLE_PERMISSIONS, STAFF_ROLES, Permission, Role
from volunteers.rosters.rules.filling import CLOSED_AFTER
from volunteers.rosters.rules.filling import KEPT_FOR as FILLINGS_KEPT_FOR
from volunteers.strands.models import PipelineVersion
from volunteers.strands.queries import PAGE, all_strands, get_strand
from volunteers.strands.rules import Party, Strand
from volunteers.web import kept, once

GRACE = timedelta(days=2)  # a job that runs once a day may have run just before the promise was up
STUCK_AFTER = timedelta(hours=3)
# Whoever holds one of these acts on applications, or has a version of a pipeline act on them.
ACTING = (
    Permission.APPLICATION_RECORD, Permission.APPLICATION_MOVE, Permission.APPLICATION_CLEAR,
    Permission.APPLICATION_NOTE, Permission.APPLICATION_ASSESS, Permission.CHECK_RECORD, Permission.VETTING_SET,
    Permission.GUARDIAN_CONFIRM, Permission.PIPELINE_EDIT,
)  # fmt: skip
EQUALITY_COLUMNS = (
    "token", "sealed", "strand", "year", "ethnic_group", "ethnic_background", "sex", "gender_identity", "condition",
    "day_to_day", "religion", "sexual_orientation", "own_words",
)  # fmt: skip

Pipelines = list[tuple[Strand, int]]


def given() -> dict[str, Any]:
    """Every value that a look may take, by its name; two statements."""
    pipelines, numbers = list(_pipelines()), current_force().numbers
    now = clock.now()
    return {
        "now": now,
        "today": clock.on(now),
        "hours_ago": now - STUCK_AFTER,
        "moves": json.dumps(_moves(pipelines)),
        "needs": json.dumps(_needs(pipelines)),
        "stages": json.dumps(_stages(pipelines)),
        "parties": [party.value for party in Party],
        "consent_check": CONSENT_CHECK,
        "consent_moves": json.dumps(_consent_moves(pipelines)),
        "consent_strands": sorted({move["strand"] for move in _consent_moves(pipelines)}),
        "youngest_cadet": numbers.cadet_minimum_age,
        "oldest_cadet": numbers.cadet_maximum_age,
        "staff_roles": sorted(STAFF_ROLES),
        "acting_roles": sorted(role for role in STAFF_ROLES if ROLE_PERMISSIONS[role] & set(ACTING)),
        "childrens_strand": CHILDRENS_STRAND,
        "childrens_role": Role.CLEARED_FOR_CHILDREN.value,
        "two_person_roles": sorted(NEEDS_SECOND),
        "equality_columns": list(EQUALITY_COLUMNS),
        "speedwatch_team": numbers.speedwatch_minimum_team,
        **_promises(current_force().retention),
    }


def _promises(retention: Retention) -> dict[str, Any]:
    """The moments before which nothing of a kind should be there any more."""
    now, today = clock.now(), clock.today()
    return {
        "drafts_before": now - timedelta(days=retention.draft_days) - GRACE,
        "typed_before": now - kept.KEPT_FOR - GRACE,
        "receipts_before": now - once.KEPT_FOR - GRACE,
        "interest_before": clock.start_of_day(clock.add_months(today, -retention.interest_months)) - GRACE,
        "imports_before": now - IMPORTS_KEPT_FOR - GRACE,
        "fillings_before": now - FILLINGS_KEPT_FOR - GRACE,
        "proposals_before": now - CLOSED_AFTER - GRACE,
        "documents_before": now - timedelta(days=retention.documents_days) - GRACE,
    }


def _pipelines() -> Iterator[tuple[Strand, int]]:
    """Every strand in every version that anyone agreed to, the page in the code being version 0."""
    for strand in all_strands():
        yield strand, PAGE
    agreed = select(PipelineVersion.strand, PipelineVersion.number).where(PipelineVersion.agreed_at.is_not(None))
    for code, number in db.session.execute(agreed.order_by(PipelineVersion.strand, PipelineVersion.number)).all():
        if number is not None:  # never of one that was agreed to
            yield get_strand(code, number), number


def _moves(pipelines: Pipelines) -> list[dict[str, Any]]:
    return [
        {"strand": strand.code, "version": version, "from_stage": stage.code, "to_stage": move}
        for strand, version in pipelines
        for stage in strand.pipeline.stages
        for move in stage.moves
    ]


def _needs(pipelines: Pipelines) -> list[dict[str, Any]]:
    return [
        {"strand": strand.code, "version": version, "stage": stage.code, "code": code}
        for strand, version in pipelines
        for stage in strand.pipeline.stages
        for code in stage.needs
    ]


def _consent_moves(pipelines: Pipelines) -> list[dict[str, Any]]:
    """The moves forward, from any stage before it, to a stage that needs a guardian's consent."""
    return [
        {"strand": strand.code, "version": version, "from_stage": before.code, "to_stage": stage.code}
        for strand, version in pipelines
        for place, stage in enumerate(strand.pipeline.stages)
        for before in strand.pipeline.stages[:place]
        if CONSENT_CHECK in stage.needs
    ]


def _stages(pipelines: Pipelines) -> list[dict[str, Any]]:
    return [
        {
            "strand": strand.code, "version": version, "stage": stage.code,
            "is_final": stage.is_final, "usual_days": stage.usual_days, "longest_days": stage.longest_days,
        }
        for strand, version in pipelines
        for stage in strand.pipeline.stages
    ]  # fmt: skip
