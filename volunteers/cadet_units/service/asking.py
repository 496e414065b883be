"""Asking guardians for the health and permission form of a night, reminding them, and noting one that came on paper."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from volunteers import clock
from volunteers.cadet_units import queries
from volunteers.cadet_units.models import EventPermission
from volunteers.cadet_units.queries import CadetOn, NightPage
from volunteers.cadet_units.rules import PermissionState, last_day_covered, may_ask_again
from volunteers.errors import NotFound, Refusal, Refused
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.guardians.queries import GuardianLine
from volunteers.history.service import record
from volunteers.notifications.rules import MessageKind
from volunteers.notifications.service import notify
from volunteers.people.models import LinkPurpose, Volunteer
from volunteers.people.service import end_links, make_link
from volunteers.permissions import CHILDRENS_STRAND, Viewer
from volunteers.rosters.models import Duty, DutyState
from volunteers.rosters.queries import words_of

OVER = Refusal("over", "This night is over, so nobody can be asked for a form any more.")
SAID_NO = Refusal(
    "said_no", "Their parent or guardian has said no. Only they can change that, by their link.", "The guardian"
)


@dataclass(frozen=True)
class Asked:
    """What came of asking for many forms: how many were sent, who has nobody to ask, and who was asked today."""

    sent: int
    nobody: tuple[str, ...]
    too_soon: int


def ask(duty_id: int, *, again: bool, by: Viewer) -> Asked:
    """Ask for the forms of everyone on a night who was not asked yet, or (``again``) once more where no answer came.

    A guardian who must not be told, or does not agree, is never written to. Refused once the night is over.
    """
    night = queries.get_night(duty_id, by)
    if night.is_over:
        raise Refused(OVER)
    _hold(duty_id)
    sent, too_soon, nobody = 0, 0, []
    for cadet in night.to_ask_again if again else night.to_ask:
        guardian = queries.guardian_to_ask(cadet.account_id)
        if guardian is None:
            nobody.append(cadet.name)
        elif _ask_one(night, cadet, guardian):
            sent += 1
        else:
            too_soon += 1
    record("forms_asked", subject="duty", subject_id=duty_id, by=by.account_id, sent=sent, nobody=len(nobody))
    return Asked(sent, tuple(nobody), too_soon)


def remind(form_id: int) -> bool:
    """Remind the guardian of a form once, with a new link. False where they answered or may not be told any more."""
    form = take(form_id)
    duty = db.session.get_one(Duty, form.duty_id)
    person = db.session.get_one(Volunteer, form.volunteer_id)
    guardian = queries.guardian_to_ask(person.account_id)
    is_due = form.state is PermissionState.ASKED and form.reminded_at is None and duty.starts_at > clock.now()
    if not is_due or guardian is None or duty.state is not DutyState.PUBLISHED:
        return False
    form.reminded_at = clock.now()
    _send(form, duty, guardian, MessageKind.EVENT_PERMISSION_REMINDER)
    return True


def note_paper(
    duty_id: int, sign_up_id: int, *, kept: str, may_go_home_alone: bool, photographs: bool, by: Viewer
) -> EventPermission:
    """Note that a form came on paper, and where it is kept. Refused where the guardian has said no by their link."""
    night = queries.get_night(duty_id, by)
    cadet = queries.get_cadet(night, sign_up_id)
    _hold(duty_id)
    form = _own(night, cadet)
    if form.state in (PermissionState.REFUSED, PermissionState.WITHDRAWN):
        raise Refused(SAID_NO)
    form.state, form.answered_at = PermissionState.GIVEN, clock.now()
    form.until_on = covered_until(night.duty)
    form.paper_kept, form.noted_by_id = kept, by.account_id
    form.may_go_home_alone, form.photographs = may_go_home_alone, photographs
    db.session.flush()
    record(
        "form_noted", subject="duty", subject_id=duty_id, by=by.account_id, volunteer_id=cadet.volunteer_id,
        form_id=form.id,
    )  # fmt: skip
    return form


def take(form_id: int) -> EventPermission:
    """A form's row, locked until the unit of work ends; raises ``NotFound``."""
    form = db.session.scalars(
        select(EventPermission)
        .where(EventPermission.id == form_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if form is None:
        raise NotFound(f"no form {form_id}")
    return form


def covered_until(duty: Duty) -> date | None:
    """The last day that a form for this night covers by the force's rule; None for this night alone."""
    return last_day_covered(clock.on(duty.starts_at), current_force().cadet_nights.weeks_covered(duty.kind))


def _hold(duty_id: int) -> None:
    """Two people who ask at once send one letter each: the second waits, and finds them asked."""
    db.session.execute(select(Duty.id).where(Duty.id == duty_id).with_for_update(key_share=True))


def _own(night: NightPage, cadet: CadetOn) -> EventPermission:
    """The form of that very night, read after the lock; a new one where there is none."""
    theirs = select(EventPermission).where(
        EventPermission.duty_id == night.duty.id, EventPermission.volunteer_id == cadet.volunteer_id
    )
    form = db.session.scalars(theirs.with_for_update().execution_options(populate_existing=True)).one_or_none()
    if form is None:
        form = EventPermission(
            duty_id=night.duty.id, volunteer_id=cadet.volunteer_id, state=PermissionState.ASKED, asked_at=None
        )
        db.session.add(form)
    return form


def _ask_one(night: NightPage, cadet: CadetOn, guardian: GuardianLine) -> bool:
    form = _own(night, cadet)
    if form.state is not PermissionState.ASKED or not may_ask_again(form.asked_at, clock.now()):
        return False
    form.asked_at = clock.now()
    _send(form, night.duty, guardian, MessageKind.EVENT_PERMISSION_ASKED)
    return True


def _send(form: EventPermission, duty: Duty, guardian: GuardianLine, kind: MessageKind) -> None:
    db.session.flush()
    if form.guardian_id != guardian.id:  # the link of whoever was asked before opens nothing any more
        form.guardian_id = guardian.id
        end_links(LinkPurpose.EVENT_PERMISSION, form.id)
    words = words_of(duty.id, duty.title, duty.area, duty.meeting_place, duty.starts_at, duty.ends_at)
    token = make_link(LinkPurpose.EVENT_PERMISSION, form.id, lasts=_open_until(duty) - clock.now())
    notify(
        kind, to=guardian.email, subject=("application", guardian.application_id), expires_at=duty.starts_at,
        of_strand=CHILDRENS_STRAND, name=guardian.name, young_person=guardian.young_person, title=duty.title,
        day=words.day, hours=words.hours, place=duty.meeting_place, token=token,
    )  # fmt: skip


def _open_until(duty: Duty) -> datetime:
    """A link works until the night is over; one whose form covers some weeks, until they are."""
    weeks = current_force().cadet_nights.weeks_covered(duty.kind)
    return duty.ends_at + timedelta(weeks=weeks)
