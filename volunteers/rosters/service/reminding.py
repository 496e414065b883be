"""Reminding volunteers of the duties they have a place on: once for each time they chose, whoever asks how often."""

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from volunteers import clock
from volunteers.extensions import db
from volunteers.notifications.rules import MessageKind
from volunteers.notifications.service import notify
from volunteers.people.models import Account, Volunteer
from volunteers.rosters.models import Duty, DutyReminder, DutyState, Post, SignUp, SignUpState
from volunteers.rosters.rules.reminding import day_in_words
from volunteers.rosters.service.telling import is_adult, particulars_of


def remind(sign_up_id: int, *, hours: int) -> None:
    """Remind whoever has this place of its duty, unless that was done, or they have it no more.

    The row that says so and the message are written together: a worker that dies loses none, and a second one sends
    none twice.
    """
    found = db.session.execute(
        select(Duty, Post.name, Volunteer, Account.email)
        .select_from(SignUp)
        .join(Duty, Duty.id == SignUp.duty_id)
        .join(Post, Post.id == SignUp.post_id)
        .join(Volunteer, Volunteer.id == SignUp.volunteer_id)
        .join(Account, Account.id == Volunteer.account_id)
        .where(
            SignUp.id == sign_up_id, SignUp.state == SignUpState.CONFIRMED, Duty.state == DutyState.PUBLISHED,
            Account.disabled_at.is_(None),
        )
        .with_for_update(of=SignUp)
    ).one_or_none()  # fmt: skip
    now = clock.now()
    if found is None or found[0].starts_at <= now:
        return
    duty, post, volunteer, email = found
    row = {"sign_up_id": sign_up_id, "hours": hours, "starts_at": duty.starts_at, "sent_at": now}
    is_first = db.session.scalar(
        insert(DutyReminder).values(row).on_conflict_do_nothing().returning(DutyReminder.sign_up_id)
    )
    if is_first is None:
        return
    notify(
        MessageKind.DUTY_REMINDER, to=email, account_id=volunteer.account_id, subject=("duty", duty.id),
        expires_at=duty.starts_at, to_adult=is_adult(volunteer), of_strand=duty.strand, **particulars_of(duty),
        day=day_in_words(clock.on(duty.starts_at), clock.on(now)), post=post,
    )  # fmt: skip
