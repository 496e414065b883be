"""What someone who is asked to come sees: by the link in their message, or signed in."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from volunteers import clock
from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.mobilisation.models import Call, CallRecipient
from volunteers.mobilisation.queries.calls import is_over
from volunteers.mobilisation.rules import ANSWERS, Answer, CallState
from volunteers.people.models import Volunteer
from volunteers.people.queries import digest_of
from volunteers.permissions import Permission, Viewer
from volunteers.rosters.models import Duty, Post, SignUp, SignUpState
from volunteers.rosters.queries.rows import DutyWords, words_of


@dataclass(frozen=True)
class CallToMe:
    """What someone is asked, how many places are left, and what they said so far."""

    recipient_id: int
    call_id: int
    words: DutyWords
    address: str
    known: str
    be_there_by: datetime
    state: CallState
    answer: Answer
    arrives_at: datetime | None
    post: str | None
    left: int
    was_in_reserve: bool

    @property
    def is_coming(self) -> bool:
        return self.answer is Answer.COMING and self.post is not None

    @property
    def can_say_yes(self) -> bool:
        return self.state is CallState.OPEN

    def choices(self) -> list[tuple[int, str, datetime]]:
        """The answers that say yes: minutes, words, and when that would be."""
        now = clock.now()
        return [(minutes, words, now + timedelta(minutes=minutes)) for minutes, words in ANSWERS.items()]


def get_by_link(token: str) -> CallToMe:
    """What the link is about; ``NotFound`` for any that leads nowhere, and once the duty is over."""
    return _found(_query().where(CallRecipient.token_digest == digest_of(token)))


def get_own(call_id: int, viewer: Viewer) -> CallToMe:
    """What the signed-in volunteer is asked; ``NotFound`` for anyone who is not."""
    if not viewer.may(Permission.DUTY_BOOK):
        raise NotFound("no calls for this viewer")
    mine = (CallRecipient.call_id == call_id, Volunteer.account_id == viewer.account_id)
    return _found(_query().where(*mine))


def list_own(viewer: Viewer) -> list[CallToMe]:
    """The calls the signed-in volunteer can still answer, or has said yes to; one statement for all but the places."""
    now = clock.now()
    rows = db.session.execute(
        _query()
        .where(Volunteer.account_id == viewer.account_id, Duty.ends_at > now)
        .order_by(Duty.starts_at)
        .execution_options(populate_existing=True)
    ).all()
    found = [_call(row) for row in rows if not is_over(row.Duty, now)]
    return [one for one in found if one.state is CallState.OPEN or one.is_coming]


def _query() -> Any:
    return (
        select(CallRecipient, Call, Duty, SignUp.state.label("place"), Post.name.label("post"))
        .join(Call, Call.id == CallRecipient.call_id)
        .join(Duty, Duty.id == Call.duty_id)
        .join(Volunteer, Volunteer.id == CallRecipient.volunteer_id)
        .outerjoin(SignUp, SignUp.id == CallRecipient.sign_up_id)
        .outerjoin(Post, Post.id == SignUp.post_id)
    )


def _found(query: Any) -> CallToMe:
    row = db.session.execute(query.execution_options(populate_existing=True)).one_or_none()
    if row is None or is_over(row.Duty, clock.now()):
        raise NotFound("no such call")
    return _call(row)


def _call(row: Any) -> CallToMe:
    one, call, duty = row.CallRecipient, row.Call, row.Duty
    has_place = row.place is SignUpState.CONFIRMED
    arrives = one.answered_at + timedelta(minutes=one.minutes) if has_place and one.minutes is not None else None
    left = sum(post.free for post in duty.posts)
    return CallToMe(
        one.id, call.id, words_of(duty.id, duty.title, duty.area, duty.meeting_place, duty.starts_at, duty.ends_at),
        duty.address, duty.briefing, call.be_there_by, call.state, one.answer, arrives,
        row.post if has_place else None, left, one.was_in_reserve,
    )  # fmt: skip
