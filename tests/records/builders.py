"""Evidence, reviews and kit for tests: good in every detail that a test does not name. Builders flush, never commit."""

from datetime import date, datetime, timedelta

from tests.people.builders import SOMERSET, SPECIALS, a_viewer, a_volunteer, an_account
from volunteers import clock
from volunteers.extensions import db
from volunteers.people.models import Account, Volunteer
from volunteers.permissions import Grant, Role, Viewer
from volunteers.records.models import Evidence, KitItem, Review
from volunteers.records.rules import EvidenceState, Piece
from volunteers.strands.queries import get_strand

SKILL = "stop_and_search"
DIRECTED = [skill.code for skill in get_strand(SPECIALS).skills.skills if skill.needed_for == "directed"]  # type: ignore[union-attr]


def a_special(**more: object) -> Volunteer:
    """A Special on accompanied patrol who has served for a year in Somerset."""
    return a_volunteer(**{"grade": "accompanied", **more})  # type: ignore[arg-type]


def a_signer(name: str = "Owen Marsh", area: str | None = SOMERSET, **more: object) -> Account:
    """A supervisor of Specials in Somerset."""
    return an_account(grants=[Grant(Role.SUPERVISOR, SPECIALS, area)], full_name=name, **more)  # type: ignore[arg-type]


def a_coordinator(area: str | None = SOMERSET) -> Viewer:
    return a_viewer(Role.COORDINATOR, SPECIALS, area)


def a_piece(skill: str = SKILL, *, on: date | None = None, what: str = "I stopped a man and searched him.") -> Piece:
    """What was shown a week ago."""
    return Piece(skill, on or clock.today() - timedelta(days=7), what)


def an_evidence(
    volunteer: Volunteer, signer: Account, *, skill: str = SKILL, state: EvidenceState = EvidenceState.WAITING,
    sent_at: datetime | None = None, duty_on: date | None = None,
) -> Evidence:  # fmt: skip
    """A piece of a week ago that waits for a signature, whatever the rules say."""
    is_signed = state is EvidenceState.SIGNED
    evidence = Evidence(
        volunteer_id=volunteer.id, account_id=volunteer.account_id, strand=SPECIALS, skill=skill,
        duty_on=duty_on or clock.today() - timedelta(days=7), what="I stopped a man and searched him.", place="",
        incident="", signer_id=signer.id, entered_by_id=volunteer.account_id, sent_at=sent_at or clock.now(),
        state=state, signed_by_id=signer.id if is_signed else None, signed_at=clock.now() if is_signed else None,
        sent_back_words="Which grounds?" if state is EvidenceState.SENT_BACK else None, version=1,
    )  # fmt: skip
    db.session.add(evidence)
    db.session.flush()
    return evidence


def shown_for_directed(volunteer: Volunteer, signer: Account, *, but: int = 0) -> None:
    """Every piece that directed patrol needs, signed, but the last so many."""
    wanted = [skill for skill in DIRECTED for _ in range(3)]
    for skill in wanted[: len(wanted) - but]:
        an_evidence(volunteer, signer, skill=skill, state=EvidenceState.SIGNED)


def a_review(volunteer: Volunteer, writer: Account, *, held_on: date | None = None, agreed: bool = False) -> Review:
    """A review of a month ago; the next is due eleven months from now."""
    held = held_on or clock.today() - timedelta(days=30)
    review = Review(
        volunteer_id=volunteer.id, account_id=volunteer.account_id, strand=SPECIALS, held_on=held,
        went_well="Calm and clear with people.", what_next="Statement taking.", next_due_on=clock.add_months(held, 12),
        written_by_id=writer.id, written_at=clock.now(), agreed_at=clock.now() if agreed else None,
        own_words="I agree." if agreed else None, version=1,
    )  # fmt: skip
    db.session.add(review)
    db.session.flush()
    return review


def a_kit_item(
    volunteer: Volunteer, *, kind: str = "radio", serial: str | None = "R-1", issued_on: date | None = None
) -> KitItem:
    """A radio that went out a month ago and is still out."""
    item = KitItem(
        volunteer_id=volunteer.id, kind=kind, name=kind.replace("_", " ").capitalize(), serial=serial, note="",
        issued_on=issued_on or clock.today() - timedelta(days=30), issued_by_id=an_account(Role.COORDINATOR).id,
        recorded_at=clock.now(),
    )  # fmt: skip
    db.session.add(item)
    db.session.flush()
    return item
