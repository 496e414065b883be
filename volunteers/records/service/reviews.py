"""Writing a review, changing it until it is agreed to, and agreeing to one's own."""

from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import select

from volunteers import clock
from volunteers.errors import Conflict, NotFound, Refusal, Refused
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.notifications.rules import MessageKind
from volunteers.notifications.service import notify
from volunteers.people.models import Account
from volunteers.permissions import Viewer
from volunteers.records.models import Review
from volunteers.records.queries.members import Member, get_member, in_scope
from volunteers.records.queries.reviews import REVIEW
from volunteers.records.rules import refusals_of_review
from volunteers.strands.rules import in_words

OWN = Refusal("own_review", "Nobody reviews themselves.", "Another supervisor or coordinator")
NOT_SERVING = Refusal("not_serving", "Reviews are for those who serve now.")
AGREED = Refusal("agreed", "Both have agreed to this review, so it cannot be changed. Write a new one.")
CHANGED = Refusal(
    "changed_meanwhile", "This was changed while you had the page open. Nothing you typed is lost: read it again."
)
NOT_WRITTEN_BY_YOU = Refusal("not_writer", "Only who wrote a review changes it.", "The one who wrote it")


@dataclass(frozen=True)
class ReviewWords:
    """A review as it is written."""

    held_on: date
    went_well: str
    what_next: str
    next_due_on: date


def write_review(volunteer_id: int, strand: str, words: ReviewWords, *, by: Viewer) -> Review:
    """Write down a review that was held; the volunteer is told that it waits for their words.

    Refused for oneself, for someone who does not serve, and for days that cannot be.
    """
    member = get_member(volunteer_id, by, REVIEW, strands=[strand])
    if member.account_id == by.account_id:
        raise Refused(OWN)
    if not member.serves_on(clock.today()):
        raise Refused(NOT_SERVING)
    _judge_days(member, words)
    review = Review(
        volunteer_id=volunteer_id, account_id=member.account_id, strand=strand, **asdict(words),
        written_by_id=by.account_id, written_at=clock.now(), version=1,
    )  # fmt: skip
    db.session.add(review)
    db.session.flush()
    _note("review_written", review, by)
    _tell(review, by)
    return review


def change_review(review_id: int, words: ReviewWords, *, seen: int, by: Viewer) -> Review:
    """Change what one wrote while the volunteer has not agreed to it. ``seen`` is its version as the page showed it."""
    scoped = in_scope(by, REVIEW, Review.volunteer_id, Review.strand)
    review = _lock(review_id, scoped, Review.account_id != by.account_id)
    if review.written_by_id != by.account_id:
        raise Refused(NOT_WRITTEN_BY_YOU)
    if review.agreed_at is not None:
        raise Conflict(AGREED)
    if review.version != seen:
        raise Conflict(CHANGED)
    _judge_days(get_member(review.volunteer_id, by, REVIEW, strands=[review.strand]), words)
    for name, value in asdict(words).items():
        setattr(review, name, value)
    review.version += 1
    _note("review_changed", review, by)
    return review


def agree(review_id: int, *, own_words: str, seen: int, by: Viewer) -> Review:
    """Agree to one's own review as one read it, with words of one's own. It is never changed after that."""
    review = _lock(review_id, Review.account_id == by.account_id)
    if review.agreed_at is not None:
        raise Conflict(AGREED)
    if review.version != seen:
        raise Conflict(CHANGED)
    review.own_words, review.agreed_at = own_words or None, clock.now()
    review.version += 1
    _note("review_agreed", review, by)
    return review


def _lock(review_id: int, *which: object) -> Review:
    wanted = select(Review).where(Review.id == review_id, *which).with_for_update(of=Review)  # type: ignore[arg-type]
    review = db.session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
    if review is None:
        raise NotFound(f"no review {review_id} for this viewer")
    return review


def _judge_days(member: Member, words: ReviewWords) -> None:
    refusals = refusals_of_review(words.held_on, words.next_due_on, serving_since=member.first_day, on=clock.today())
    if refusals:
        raise Refused(refusals)


def _note(act: str, review: Review, by: Viewer) -> None:
    record(act, subject="volunteer", subject_id=review.volunteer_id, by=by.account_id, review_id=review.id)


def _tell(review: Review, by: Viewer) -> None:
    account = db.session.get_one(Account, review.account_id)
    notify(
        MessageKind.REVIEW_WRITTEN, to=account.email, account_id=account.id,
        subject=("volunteer", review.volunteer_id), of_strand=review.strand, name=account.full_name, writer=by.name,
        held=in_words(review.held_on), number=review.id,
    )  # fmt: skip
