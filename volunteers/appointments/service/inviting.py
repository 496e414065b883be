"""Asking many applicants to choose a time, and filling a session with those who are ready."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import update

from volunteers import clock
from volunteers.applications.models import Application
from volunteers.appointments.models import Booking, Invitation, InvitationState, Session
from volunteers.appointments.queries.facts import applicants_facts, session_facts
from volunteers.appointments.rules import THEY, ApplicantFacts, refusals_for_places, refusals_to_book
from volunteers.appointments.rules.inviting import MOST_INVITED, refusals_to_invite, refusals_to_offer
from volunteers.appointments.service.booking import seat
from volunteers.appointments.service.taking import list_applications, lock_sessions, may_run, voice_of
from volunteers.appointments.service.telling import tell_invited
from volunteers.errors import Conflict, NotFound, Refusal, Refused
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.permissions import Viewer

NOBODY = Refusal("nobody", "Choose at least one person.")
TOO_MANY = Refusal("too_many", f"Choose at most {MOST_INVITED} people at once.")
OWN = Refusal("own_application", "This is your own application. Someone else has to act on it.", "Another coordinator")


def invite(
    application_ids: Sequence[int], session_ids: Sequence[int], *, reply_by: date, by: Viewer
) -> list[Invitation]:
    """Ask each of these applicants to choose one of these sessions by a day, in one message each.

    An invitation for the same thing that nobody answered in time is closed. Refused for everyone, naming them, when one
    cannot be invited, or the sessions cannot be offered; out of scope is ``NotFound``.
    """
    held = lock_sessions(*session_ids)
    sessions = sorted(held.values(), key=lambda each: (each.starts_at, each.id))
    if not all(may_run(each, by=by) for each in sessions):
        raise NotFound("a session out of this viewer's scope")
    now = clock.now()
    offered = refusals_to_offer([session_facts(each) for each in sessions], reply_by, now=now, today=clock.on(now))
    people = _people(application_ids, offered, sessions, by)
    _judge_all(people, sessions[-1], lambda facts: refusals_to_invite(session_facts(sessions[-1]), facts,
                                                                     today=clock.today()))  # fmt: skip
    _close_unanswered(people, sessions[0].purpose)
    made = [_invitation(application, sessions, reply_by, by) for application in people]
    db.session.add_all(made)
    db.session.flush()
    for application in people:
        tell_invited(application, sessions, kind=sessions[0].kind, reply_by=reply_by)
        record("appointment_invited", subject="application", subject_id=application.id, by=by.account_id)
    return made


def fill(session_id: int, application_ids: Sequence[int], *, by: Viewer) -> list[Booking]:
    """Give each of these applicants a place in a session at once, with a message each; all of them or nobody.

    They need no invitation, and may move or cancel as after any booking. Refused, naming them, when one cannot come;
    ``Conflict`` when there are not so many places.
    """
    session = lock_sessions(session_id)[session_id]
    if not may_run(session, by=by):
        raise NotFound(f"no session {session_id} for this viewer")
    people, shown, now = _people(application_ids, [], [session], by), session_facts(session), clock.now()
    facts = _judge_all(
        people, session, lambda each: refusals_to_book(shown, each, now=now, today=clock.on(now), voice=THEY)
    )
    if refusals := refusals_for_places(shown, len(people)):
        raise Conflict(refusals)
    return [seat(session, application, facts[application.id], by=by) for application in people]


def _people(
    application_ids: Sequence[int], refusals: Sequence[Refusal], sessions: Sequence[Session], by: Viewer
) -> list[Application]:
    """Whom an act is about, in their scope and none of them themself."""
    if not application_ids:
        refusals = [*refusals, NOBODY]
    if len(application_ids) > MOST_INVITED:
        refusals = [*refusals, TOO_MANY]
    if refusals:
        raise Refused(refusals)
    people = list_applications(application_ids)
    for application in people:
        if application.account_id == by.account_id:
            raise Refused(OWN)
        voice_of(application, sessions[0], by=by)
    return people


def _judge_all(
    people: Sequence[Application], session: Session, judge: Callable[[ApplicantFacts], list[Refusal]]
) -> dict[int, ApplicantFacts]:
    """How each of them stands; refused, naming those of whom something stands in the way."""
    facts = applicants_facts(people, session)
    refusals = [
        replace(refusal, message=f"{application.name}: {refusal.message}")
        for application in people
        for refusal in judge(facts[application.id])
    ]
    if refusals:
        raise Refused(refusals)
    return facts


def _close_unanswered(people: Sequence[Application], purpose: str) -> None:
    db.session.execute(
        update(Invitation)
        .where(
            Invitation.application_id.in_([each.id for each in people]),
            Invitation.purpose == purpose,
            Invitation.state == InvitationState.OPEN,
        )
        .values(state=InvitationState.CLOSED)
    )


def _invitation(application: Application, sessions: Sequence[Session], reply_by: date, by: Viewer) -> Invitation:
    first = sessions[0]
    return Invitation(
        application_id=application.id, kind=first.kind, strand=first.strand, purpose=first.purpose,
        invited_by_id=by.account_id, invited_at=clock.now(), reply_by=reply_by, state=InvitationState.OPEN,
        sessions=list(sessions),
    )  # fmt: skip
