"""What the rules need, read for one session and any number of applicants in a fixed number of statements."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import select

from volunteers import clock
from volunteers.applications.models import Application
from volunteers.applications.queries import strand_of
from volunteers.appointments.models import Booking, Invitation, InvitationState, Session
from volunteers.appointments.rules import LIVE, ApplicantFacts, Engaged, SessionFacts
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.guardians.queries import consents_of
from volunteers.onboarding.models import Check
from volunteers.onboarding.queries.case_file import as_they_count
from volunteers.onboarding.rules import RecordedCheck, facts_of, needs_consent
from volunteers.strands.rules import CheckFact
from volunteers.web.wording import clock_words, day_words, when_words


def when_of(session: Session) -> str:
    """Monday 7 December 2026, 6:30pm to 8:15pm, as London clocks show it."""
    return when_words(clock.in_london(session.starts_at), clock.in_london(session.ends_at))


def session_facts(session: Session) -> SessionFacts:
    """A session as the rules see it."""
    closes = clock.in_london(session.starts_at - timedelta(hours=session.cut_off_hours))
    return SessionFacts(
        session.id, session.kind, session.strand, session.area, session.purpose, session.title, session.state,
        session.starts_at, session.ends_at, clock.on(session.starts_at), session.capacity, session.taken,
        session.cut_off_hours, when_of(session), f"{clock_words(closes)} on {closes:%A} {day_words(closes.date())}",
        current_force().contact(session.strand),
    )  # fmt: skip


def applicants_facts(
    applications: Sequence[Application], session: Session, checks: Mapping[int, Mapping[str, CheckFact]] | None = None
) -> dict[int, ApplicantFacts]:
    """How each of these stands with a session, by the number of the application."""
    numbers = [application.id for application in applications]
    known = checks_of(applications) if checks is None else checks
    engaged, invited = engagements_of(numbers), _invited(numbers, session)
    return {
        application.id: _facts(application, session, known[application.id], engaged[application.id], invited)
        for application in applications
    }


def _facts(
    application: Application, session: Session, checks: Mapping[str, CheckFact], engaged: Sequence[Engaged],
    invited: Mapping[int, tuple[bool, date]],
) -> ApplicantFacts:  # fmt: skip
    on, check = clock.on(session.starts_at), checks.get(session.check_code or "")
    strand = strand_of(application)
    has_place = any(each.purpose == session.purpose for each in engaged)
    named, reply_by = invited.get(application.id, (application.area == session.area and has_place, None))
    return ApplicantFacts(
        strand=application.strand,
        is_open=application.stage in {stage.code for stage in strand.pipeline.open_stages},
        engaged=tuple(engaged),
        passed=check is not None and check.holds_on(on),
        failed=check is not None and check.failed,
        again_from=check.again_from if check is not None and check.failed else None,
        invited=named,
        reply_by=reply_by,
    )


def engagements_of(numbers: Sequence[int]) -> dict[int, list[Engaged]]:
    """The live bookings of these applications."""
    found: dict[int, list[Engaged]] = defaultdict(list)
    rows = db.session.execute(
        select(Booking, Session)
        .join(Session, Session.id == Booking.session_id)
        .where(Booking.application_id.in_(numbers), Booking.state.in_(LIVE))
        .order_by(Booking.id)
        .execution_options(populate_existing=True)
    )
    for booking, session in rows:
        found[booking.application_id].append(
            Engaged(
                booking.id, session.id, session.purpose, session.title, when_of(session), session.starts_at,
                session.ends_at, booking.state,
            )
        )  # fmt: skip
    return found


def checks_of(applications: Sequence[Application]) -> dict[int, dict[str, CheckFact]]:
    """The checks of these applications as they count, by application and code."""
    numbers = [application.id for application in applications]
    rows = db.session.scalars(select(Check).where(Check.application_id.in_(numbers)).order_by(Check.id))
    records: dict[int, list[RecordedCheck]] = defaultdict(list)
    for row in rows:
        records[row.application_id].append(
            RecordedCheck(
                row.code, row.state, row.asked_on, row.result_on, row.valid_until, row.reference, "",
                row.recorded_at, row.version, row.again_from,
            )
        )  # fmt: skip
    consents = consents_of([each.id for each in applications if needs_consent(strand_of(each))])
    return {number: facts_of(as_they_count(records[number], consents.get(number))) for number in numbers}


def _invited(numbers: Sequence[int], session: Session) -> dict[int, tuple[bool, date]]:
    """Of those with an open invitation for what a session is for: whether it names the session, and its last day."""
    rows = db.session.execute(
        select(Invitation.application_id, Invitation.reply_by, Invitation.sessions.any(Session.id == session.id)).where(
            Invitation.application_id.in_(numbers),
            Invitation.purpose == session.purpose,
            Invitation.state == InvitationState.OPEN,
        )
    )
    return {number: (named, reply_by) for number, reply_by, named in rows}
