"""Changing a duty: those on it are told what is different, and asked whether they still come."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import exists, select, update
from sqlalchemy.dialects.postgresql import Range

from volunteers import clock
from volunteers.errors import Conflict, NotFound, Refusal, Refused
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.notifications.rules import MessageKind
from volunteers.notifications.service import notify
from volunteers.people.models import Account, Volunteer
from volunteers.permissions import Permission, Viewer
from volunteers.rosters.models import Duty, DutyChange, DutyState, Post, SignUp, SignUpState, Wait
from volunteers.rosters.queries.changes import list_clashes
from volunteers.rosters.queries.contents import content_of
from volunteers.rosters.rules import DutyContent
from volunteers.rosters.rules.changes import Change, changes_between
from volunteers.rosters.service.duties import lock_duty, new_post, refuse
from volunteers.rosters.service.judging_plans import judge, judge_change, set_columns
from volunteers.rosters.service.telling import is_adult, particulars_of
from volunteers.rosters.service.waiting_offers import place_freed
from volunteers.strands.queries import get_strand

STALE = Refusal(
    "changed_meanwhile",
    "Someone else has changed this duty since you opened this page. What you typed is kept below: look at what "
    "saving it would change now, then save it again.",
)
CHANGED_AGAIN = Refusal("changed_again", "This duty has been changed once more. Read what is different now.")
HELD = (SignUpState.CONFIRMED, SignUpState.REQUESTED)


def change_duty(duty_id: int, asked: DutyContent, *, seen: str, by: Viewer) -> Duty:
    """Make a duty what is asked, tell those on it what is different, and ask them to confirm.

    ``seen`` is the digest of what the page showed: ``Conflict`` when it is another by now. Refused once it has begun
    or is cancelled, when it could not be planned so, with fewer places than are taken, or when someone on it is on
    another duty then. A draft tells nobody.
    """
    duty = hold_to_change(duty_id, by)
    if content_of(duty).digest != seen:
        raise Conflict(STALE)
    make_change(duty, asked, by)
    return duty


def hold_to_change(duty_id: int, by: Viewer) -> Duty:
    """The duty with its posts as they stand now, held; refused when nothing of it may be changed any more."""
    duty = lock_duty(duty_id, by)
    db.session.scalars(select(Post).where(Post.duty_id == duty.id).execution_options(populate_existing=True)).all()
    if duty.state is DutyState.CANCELLED:
        refuse("cancelled", "This duty has been cancelled, so it cannot be changed.")
    if duty.starts_at <= clock.now():
        refuse("begun", "This duty has already begun, so it cannot be changed.")
    return duty


def make_change(duty: Duty, asked: DutyContent, by: Viewer) -> list[Change]:
    """Judge and make a change of a duty that is held; what was different."""
    was = content_of(duty)
    changes = changes_between(was, asked, strand=get_strand(duty.strand))
    if not changes:
        return []
    judge(asked, duty.strand, by, was=was)
    moved = was.moments[:2] != asked.moments[:2]
    refusals = judge_change(duty.id, was, asked) + _refusals_of_posts(duty, asked)
    during = Range(*asked.moments[:2])
    refusals += _refusals_of_clashes(duty, during) if moved else []
    if refusals:
        raise Refused(refusals)
    set_columns(duty, asked)
    _change_posts(duty, asked)
    if moved:
        places = update(SignUp).where(SignUp.duty_id == duty.id, SignUp.state.in_(HELD))
        db.session.execute(places.values(during=during))
    db.session.flush()
    for post in duty.posts:
        place_freed(post)
    sentences = [change.sentence for change in changes]
    record("changed_duty", subject="duty", subject_id=duty.id, by=by.account_id, changes=sentences)
    if duty.state is DutyState.PUBLISHED and any(change.must_know for change in changes):
        _tell(duty, sentences, by)
    return changes


def confirm_change(duty_id: int, *, version: int, by: Viewer) -> SignUp:
    """Say yes to a duty as it is now, as the one who is on it. ``version`` is the one they saw: ``Conflict`` when it
    was changed again meanwhile. ``NotFound`` for anyone who is not on it."""
    found = db.session.execute(
        select(SignUp, Duty)
        .join(Duty, Duty.id == SignUp.duty_id)
        .join(Volunteer, Volunteer.id == SignUp.volunteer_id)
        .where(
            SignUp.duty_id == duty_id, SignUp.state == SignUpState.CONFIRMED, Volunteer.account_id == by.account_id
        )
        .with_for_update(of=(Duty, SignUp), key_share=True)
        .execution_options(populate_existing=True)
    ).one_or_none()  # fmt: skip
    if found is None or not by.may(Permission.DUTY_BOOK):
        raise NotFound(f"{by.account_id} is not on duty {duty_id}")
    sign_up, duty = found
    if duty.version != version:
        raise Conflict(CHANGED_AGAIN)
    if sign_up.seen_version < version:
        sign_up.seen_version = version
        record("confirmed_change", subject="duty", subject_id=duty.id, by=by.account_id, version=version)
    return sign_up


def _refusals_of_posts(duty: Duty, asked: DutyContent) -> list[Refusal]:
    kept = {post.id: post for post in asked.posts}
    refusals = []
    for post in duty.posts:
        plan = kept.get(post.id)
        if plan is None and _was_taken(post):
            words = f"“{post.name}” cannot be taken away: people have been on it, or wait for it."
            refusals.append(Refusal("post_in_use", words))
        elif plan is not None and plan.places < post.taken:
            words = f"“{plan.name}” cannot have {plan.places}: {post.taken} of its places are taken or offered. "
            refusals.append(Refusal("fewer_than_taken", f"{words}Take someone off first."))
    return refusals


def _was_taken(post: Post) -> bool:
    on, waits = exists().where(SignUp.post_id == post.id), exists().where(Wait.post_id == post.id)
    return bool(db.session.scalar(select(on | waits)))


def _refusals_of_clashes(duty: Duty, during: Range[datetime]) -> list[Refusal]:
    return [
        Refusal("clash", f"{clash.name} is on “{clash.other}” at that time. Take them off one of the two first.")
        for clash in list_clashes(duty, during)
    ]


def _change_posts(duty: Duty, asked: DutyContent) -> None:
    kept = {post.id: post for post in asked.posts if post.id is not None}
    for post in list(duty.posts):
        plan = kept.get(post.id)
        if plan is None:
            duty.posts.remove(post)
            db.session.delete(post)
        else:
            post.name, post.places = plan.name, plan.places
            post.needs, post.grades = list(plan.needs), list(plan.grades)
    duty.posts.extend(new_post(plan) for plan in asked.posts if plan.id is None)


def _tell(duty: Duty, sentences: Sequence[str], by: Viewer) -> None:
    """Those on it are told in these sentences, and asked to confirm the version that the duty has now."""
    duty.version += 1
    db.session.add(
        DutyChange(
            duty_id=duty.id, version=duty.version, sentences=list(sentences), changed_at=clock.now(),
            changed_by_id=by.account_id,
        )
    )  # fmt: skip
    people = db.session.execute(
        select(Volunteer, Account.email)
        .join(Account, Account.id == Volunteer.account_id)
        .join(SignUp, SignUp.volunteer_id == Volunteer.id)
        .where(SignUp.duty_id == duty.id, SignUp.state == SignUpState.CONFIRMED)
        .order_by(Volunteer.id)
    ).all()
    for volunteer, email in people:
        notify(
            MessageKind.DUTY_CHANGED, to=email, account_id=volunteer.account_id, subject=("duty", duty.id),
            expires_at=duty.ends_at, to_adult=is_adult(volunteer), of_strand=duty.strand,
            changes="\n".join(sentences), **particulars_of(duty),
        )  # fmt: skip
