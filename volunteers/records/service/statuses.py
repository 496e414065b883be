"""Confirming a status that someone has shown every skill for."""

from datetime import date

from sqlalchemy import func, select

from volunteers import clock
from volunteers.errors import Conflict, Refusal, Refused
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.people.models import Volunteer
from volunteers.people.service import set_grade
from volunteers.permissions import Permission, Viewer
from volunteers.records.models import Evidence
from volunteers.records.queries.members import get_member, strands_with_skills
from volunteers.records.queries.progress import get_progress
from volunteers.strands.rules import in_words

OWN = Refusal("own_status", "Nobody confirms their own status.", "Another coordinator")


def confirm_status(volunteer_id: int, *, grade: str, from_on: date, by: Viewer) -> None:
    """Give the next status from a date, once every skill that it needs is signed.

    Refused for oneself, while a skill is missing, before the last duty that was signed, and for a day to come.
    ``Conflict`` when it is not the next one any more.
    """
    db.session.execute(select(Volunteer.id).where(Volunteer.id == volunteer_id).with_for_update())
    member = get_member(volunteer_id, by, Permission.SERVICE_EDIT, strands=strands_with_skills())
    if member.account_id == by.account_id:
        raise Refused(OWN)
    progress = get_progress(member)
    if progress.following is None or progress.following.code != grade:
        raise Conflict(Refusal("not_next", "Their status has changed meanwhile. Look at their skills again."))
    if not progress.is_ready:
        raise Refused(Refusal("skills_missing", f"{progress.words}.", "The officers who are with them on duty"))
    if from_on > clock.today():
        raise Refused(Refusal("future", "The date cannot be in the future."))
    last = _last_duty(volunteer_id, member.strand_code)
    if last is not None and from_on < last:
        words = f"The date must be on or after {in_words(last)}, the last duty that was signed."
        raise Refused(Refusal("before_last_duty", words))
    shown = f"{len(progress.needed)} skills, each shown {progress.needed[0].times} times and signed"
    set_grade(
        volunteer_id, strand=member.strand_code, grade=grade, from_on=from_on, by=by, evidence=shown, is_shown=True
    )
    record(
        "status_confirmed", subject="volunteer", subject_id=volunteer_id, by=by.account_id, strand=member.strand_code,
        grade=grade,
    )  # fmt: skip


def _last_duty(volunteer_id: int, strand: str) -> date | None:
    signed = (Evidence.volunteer_id == volunteer_id, Evidence.strand == strand, Evidence.signed_at.is_not(None))
    return db.session.scalar(select(func.max(Evidence.duty_on)).where(*signed))
