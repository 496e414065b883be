"""Applications with good defaults: what a test does not care about is filled in, believably."""

import itertools
from datetime import date, datetime, timedelta
from typing import Any

from tests.applications.answers import answers_of
from volunteers import clock
from volunteers.applications.models import Application
from volunteers.extensions import db
from volunteers.people.models import Account, RoleGrant
from volunteers.permissions import Role
from volunteers.strands.queries import get_strand
from volunteers.strands.rules import Stage

_numbers = itertools.count(1)


def an_applicant(*, email: str | None = None, full_name: str = "Ada Lovelace") -> Account:
    """An account that may apply and see where its own applications stand."""
    email = email or f"applicant{next(_numbers)}@example.com"
    account = Account(email=email, full_name=full_name, created_at=clock.now())
    account.role_grants.append(RoleGrant(role=Role.APPLICANT))
    db.session.add(account)
    db.session.flush()
    return account


def an_application(
    *,
    account: Account | None = None,
    strand: str = "special_constabulary",
    area: str | None = "bristol",
    stage: str = "submitted",
    first_name: str = "Ada",
    last_name: str = "Lovelace",
    birth_date: date = date(1990, 12, 10),
    submitted_at: datetime | None = None,
    days_between: int = 1,
    reason: str | None = None,
    reference: str | None = None,
    answers: dict[str, Any] | None = None,
) -> Application:
    """An application that has come as far as ``stage``, with a dated change for every stage on the way.

    Submitted thirty days ago unless said; then one stage every ``days_between``. Flushed, not committed.
    """
    account = account or an_applicant(full_name=f"{first_name} {last_name}")
    pipeline = get_strand(strand).pipeline
    submitted_at = submitted_at or clock.now() - timedelta(days=30)
    started_at = submitted_at - timedelta(days=1)
    prefix = get_strand(strand).reference_prefix
    reference = reference or f"{prefix}-TEST-{next(_numbers):04d}"
    if answers is None:
        answers = answers_of(first_name, last_name, birth_date, area) if strand == "special_constabulary" else {}
    application = Application(
        reference=reference, account_id=account.id, strand=strand, area=area, stage=pipeline.first.code,
        stage_since=started_at, created_at=started_at, first_name=first_name, last_name=last_name,
        birth_date=birth_date, answers=answers,
        search_words=f"{first_name} {last_name} {reference} {account.email}".lower(),
    )  # fmt: skip
    db.session.add(application)
    for number, code in enumerate(_way_to(pipeline, stage)):
        at = submitted_at + timedelta(days=days_between * number)
        by = account.id if number == 0 or code == pipeline.withdrawn.code else None
        application.move_to(pipeline.stage(code), by=by, at=at, reason=reason if code == stage else None)
        application.submitted_at = application.submitted_at or at
    db.session.flush()
    return application


def stage_of(application: Application, code: str) -> Stage:
    """A stage of the pipeline that an application follows."""
    return get_strand(application.strand).pipeline.stage(code)


def _way_to(pipeline: Any, stage: str) -> list[str]:
    """The stages from the first one after the draft to this one; an ending comes straight after submission."""
    path = [each.code for each in pipeline.path[1:]]
    if stage == pipeline.first.code:
        return []
    if stage in path:
        return path[: path.index(stage) + 1]
    return [path[0], stage]
