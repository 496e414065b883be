"""A look for every impossible state, kept as rows, and word to the administrators when there is news."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, select, text
from sqlalchemy.exc import SQLAlchemyError

from volunteers import clock
from volunteers.extensions import db
from volunteers.integrity import queries
from volunteers.integrity.models import Finding, FindingRun
from volunteers.integrity.rules import Found, ImpossibleState, state_of, worsened
from volunteers.integrity.service.judged import JUDGED
from volunteers.notifications.rules import MessageKind
from volunteers.notifications.service import notify

LOOKING_LOCK = 20_231_027
KEPT_DAYS = 400
# Each look reads whole tables; one that takes longer than this is told as one that failed.
AT_EASE = "SELECT set_config('work_mem', '64MB', true), set_config('statement_timeout', '120s', true)"


def look_for_impossible(*, by: int | None = None, states: Sequence[ImpossibleState] = queries.STATES) -> FindingRun:
    """Look for every impossible state and keep what was found, in the caller's transaction; a second look waits.

    A look that fails is a finding of its own and stops no other. The administrators are told once when more was found
    of a state than the last time, in numbers alone. Runs are kept for a little more than a year.
    """
    db.session.execute(select(func.pg_advisory_xact_lock(LOOKING_LOCK)))
    db.session.execute(text(AT_EASE))
    last, started_at, given = queries.find_last(), clock.now(), queries.given()
    before = {finding.code: finding for finding in last.findings} if last else {}
    findings = [_look(state, given, before.get(state.code), started_at) for state in states]
    run = FindingRun(
        started_at=started_at, finished_at=clock.now(), looked_for=len(findings),
        found=sum(bool(finding.count) for finding in findings),
        failed=sum(finding.count is None for finding in findings), asked_by_id=by, findings=findings,
    )  # fmt: skip
    db.session.add(run)
    db.session.flush()
    _tell({code: finding.count for code, finding in before.items()}, findings)
    db.session.execute(delete(FindingRun).where(FindingRun.started_at < started_at - timedelta(days=KEPT_DAYS)))
    return run


def _look(state: ImpossibleState, given: Mapping[str, Any], before: Finding | None, started_at: datetime) -> Finding:
    found, failure, begun = None, None, clock.now()
    try:
        with db.session.begin_nested():
            found = _found(state, given)
    except SQLAlchemyError as fault:
        failure = type(getattr(fault, "orig", None) or fault).__name__
    count = found.count if found else None
    is_same = before is not None and state_of(before.count) is state_of(count)
    return Finding(
        code=state.code, count=count, ids=list(found.ids) if found else [],
        since=before.since if before is not None and is_same else started_at,
        took_ms=round((clock.now() - begun).total_seconds() * 1000), failure=failure,
    )  # fmt: skip


def _found(state: ImpossibleState, given: Mapping[str, Any]) -> Found:
    return queries.look(state, given) if state.sql else JUDGED[state.code]()


def _tell(before: Mapping[str, int | None], findings: Sequence[Finding]) -> None:
    """One message to each administrator: how much is wrong and how much of it is new. What it is stands on the page."""
    news = worsened(before, {finding.code: finding.count for finding in findings})
    if not news:
        return
    wrong = sum(finding.count != 0 for finding in findings)
    for account_id, email in queries.list_to_tell():
        notify(MessageKind.FINDINGS_MADE, to=email, account_id=account_id, to_adult=True, new=len(news), wrong=wrong)
