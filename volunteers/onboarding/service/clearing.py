"""The last step: an applicant becomes a volunteer."""

from volunteers import clock
from volunteers.applications.models import Application
from volunteers.applications.queries import strand_of
from volunteers.errors import Refused
from volunteers.history.service import record
from volunteers.notifications.rules import MessageKind
from volunteers.onboarding.queries import list_checks, list_units
from volunteers.onboarding.rules import Clearing, RecordedCheck, clearances_of, facts_of, refusals_to_clear
from volunteers.onboarding.service.moves import judge_move, tell
from volunteers.onboarding.service.taking import refuse_if_moved, refuse_if_proposed, take
from volunteers.people.models import Volunteer
from volunteers.people.service import enrol
from volunteers.permissions import Viewer
from volunteers.strands.rules import Strand


def clear_for_duty(application_id: int, *, clearing: Clearing, seen_stage: str, by: Viewer) -> Volunteer:
    """Appoint an applicant: a volunteer of the strand from the first day, with what the checks say they hold.

    ``Conflict`` when the application has moved since the page showed it. Refused, with everything that stands in the
    way, when a check is missing today or on the first day, when rank, grade, unit or day cannot be, when they already
    serve in the strand, while a decision waits for a second person, and on their own application.
    """
    application = take(application_id, by=by)
    strand, now = strand_of(application), clock.now()
    refuse_if_moved(application, strand, seen_stage)
    refuse_if_proposed(application)
    checks = judge_clearing(application, strand, clearing, by=by)
    volunteer = _enrol(application, strand, clearing, checks, by=by)
    application.volunteer_id = volunteer.id
    application.move_to(strand.pipeline.appointed, by=by.account_id, at=now)
    record(
        "cleared_for_duty", subject="application", subject_id=application.id, by=by.account_id,
        volunteer_id=volunteer.id,
    )  # fmt: skip
    tell(application, MessageKind.CLEARED_FOR_DUTY, strand)
    return volunteer


def judge_clearing(application: Application, strand: Strand, clearing: Clearing, *, by: Viewer) -> list[RecordedCheck]:
    """The checks that someone begins with; refused with everything that stands in the way of clearing them now."""
    checks = list_checks(application)
    on, appointed = clock.today(), strand.pipeline.appointed.code
    refusals = [
        *judge_move(application, strand, appointed, reason=None, by=by, on=on),
        *refusals_to_clear(
            strand,
            clearing,
            facts=facts_of(checks),
            units=[number for number, _ in list_units(application.strand, application.area)],
            birth_date=application.birth_date,
            area=application.area,
            on=on,
        ),
    ]
    if refusals:
        raise Refused(dict.fromkeys(refusals))
    return checks


def _enrol(
    application: Application, strand: Strand, clearing: Clearing, checks: list[RecordedCheck], *, by: Viewer
) -> Volunteer:
    if application.birth_date is None or application.area is None:
        raise AssertionError("judged before")
    return enrol(
        account_id=application.account_id, first_name=application.first_name, last_name=application.last_name,
        birth_date=application.birth_date, strand=application.strand, area=application.area,
        unit_id=clearing.unit_id, rank=clearing.rank, grade=clearing.grade, started_on=clearing.started_on,
        clearances=clearances_of(strand, checks),
        references={check.code: check.reference for check in checks if check.reference},
        qualifications=(), by=by,
    )  # fmt: skip
