"""Giving learners a tutor, and saying how patrols went."""

from sqlalchemy import select

from volunteers import clock
from volunteers.errors import NotFound, Refusal, Refused
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.history.service import record
from volunteers.patrols import queries
from volunteers.patrols.models import PatrolReport, Tutorship
from volunteers.patrols.rules import refusals_to_tutor
from volunteers.people.models import Volunteer
from volunteers.people.queries import find_volunteer_of
from volunteers.permissions import Viewer

NOT_THERE = Refusal(
    "not_there", "Choose someone of independent patrol who was on this duty with you.", "Whoever keeps the attendance"
)
AGREED = Refusal("agreed", "This report is agreed, so it is not changed any more.")


def set_tutor(learner_id: int, *, tutor_id: int, by: Viewer) -> Tutorship:
    """Make someone a learner's tutor from today; the tutor until now ends. The same again changes nothing.

    Refused where the tutor is not qualified, serving and cleared, and where they have as many learners as one takes.
    """
    page = queries.get_learner(learner_id, by)
    known = dict(page.tutors)
    # Both rows, lowest first: two people who choose at once wait for one another.
    for number in sorted({learner_id, tutor_id}):
        db.session.execute(select(Volunteer.id).where(Volunteer.id == number).with_for_update(key_share=True))
    if tutor_id not in known:
        raise NotFound(f"no tutor {tutor_id} for this viewer")
    current = _current(learner_id)
    if current is not None and current.tutor_id == tutor_id:
        return current
    refusals = refusals_to_tutor(
        queries.person_of(learner_id, page.line.member.name), queries.person_of(tutor_id, known[tutor_id]),
        learners=queries.count_learners(tutor_id), most=current_force().patrols.learners_a_tutor,
    )  # fmt: skip
    if refusals:
        raise Refused(refusals)
    if current is not None:
        current.until_on = clock.today()
        db.session.flush()
    begun = Tutorship(
        learner_id=learner_id, tutor_id=tutor_id, from_on=clock.today(), until_on=None, set_by_id=by.account_id,
        set_at=clock.now(),
    )  # fmt: skip
    db.session.add(begun)
    db.session.flush()
    record("tutor_set", subject="volunteer", subject_id=learner_id, by=by.account_id, tutor_id=tutor_id)
    return begun


def write_report(sign_up_id: int, *, companion_id: int, reflection: str, by: Viewer) -> PatrolReport:
    """A learner says how a patrol went; written again until it is agreed. Refused where the other was not there."""
    patrol = queries.get_patrol(sign_up_id, by)
    me = find_volunteer_of(by.account_id)
    if me is None or patrol.learner_id != me.id:
        raise NotFound(f"{sign_up_id} is not their own patrol")
    if companion_id not in dict(queries.list_companions(patrol)):
        raise Refused(NOT_THERE)
    report = _take(sign_up_id)
    if report is not None and report.agreed_at is not None:
        raise Refused(AGREED)
    report = report or PatrolReport(sign_up_id=sign_up_id, learner_id=me.id, comment=None, agreed_at=None)
    report.companion_id, report.reflection, report.written_at = companion_id, reflection, clock.now()
    report.grade = patrol.grade or ""
    db.session.add(report)
    db.session.flush()
    record("patrol_reported", subject="duty", subject_id=patrol.words.id, by=by.account_id, volunteer_id=me.id)
    return report


def agree(sign_up_id: int, *, comment: str, by: Viewer) -> PatrolReport:
    """Who was with the learner agrees, with a comment. Agreed once; ``NotFound`` for anyone else."""
    me, report = find_volunteer_of(by.account_id), _take(sign_up_id)
    if me is None or report is None or report.companion_id != me.id:
        raise NotFound(f"no report {sign_up_id} for this viewer to agree to")
    if report.agreed_at is not None:
        raise Refused(AGREED)
    report.comment, report.agreed_at = comment, clock.now()
    record("patrol_agreed", subject="volunteer", subject_id=report.learner_id, by=by.account_id, sign_up_id=sign_up_id)
    return report


def _current(learner_id: int) -> Tutorship | None:
    now = select(Tutorship).where(Tutorship.learner_id == learner_id, Tutorship.until_on.is_(None))
    return db.session.scalars(now.execution_options(populate_existing=True)).one_or_none()


def _take(sign_up_id: int) -> PatrolReport | None:
    which = select(PatrolReport).where(PatrolReport.sign_up_id == sign_up_id).with_for_update()
    return db.session.scalars(which.execution_options(populate_existing=True)).one_or_none()
