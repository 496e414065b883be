"""The vetting room's own tables. Everything someone wrote in words is sealed for its row and its column."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from volunteers.extensions import Model, words
from volunteers.vetting.rules import CaseKind, Outcome

OPEN = text("closed_at IS NULL")


class VettingCase(Model):
    """One person vetted for one strand: as an applicant, or as a volunteer who serves already.

    A row is made when an officer takes it, or when someone asks for a review; until then what waits is read live.
    ``account_id`` is the person's own account, ``code`` the check or clearance, ``reference`` what the case is called.
    ``until_on`` is the last good day of the vetting that is renewed. What stands under ``outcome`` is set when it
    closes; ``conditions`` and ``reason`` are sealed.
    """

    __tablename__ = "vetting_cases"
    __table_args__ = (
        CheckConstraint("num_nonnulls(application_id, volunteer_id) >= 1", name="about_someone"),
        CheckConstraint("(closed_at IS NULL) = (outcome IS NULL)", name="closed_with_outcome"),
        Index("uq_vetting_cases_open_application", "application_id", "code", unique=True, postgresql_where=OPEN),
        Index("uq_vetting_cases_open_volunteer", "volunteer_id", "code", unique=True, postgresql_where=OPEN),
        Index("ix_vetting_cases_assigned", "assigned_to_id", "waiting_since", "id", postgresql_where=OPEN),
        Index("ix_vetting_cases_account", "account_id", "code"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str]
    kind: Mapped[CaseKind] = mapped_column(words(CaseKind))
    application_id: Mapped[int | None] = mapped_column(ForeignKey("applications.id"))
    volunteer_id: Mapped[int | None] = mapped_column(ForeignKey("volunteers.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    strand: Mapped[str]
    area: Mapped[str | None]
    code: Mapped[str]
    until_on: Mapped[date | None]
    waiting_since: Mapped[datetime]
    created_at: Mapped[datetime]
    assigned_to_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    assigned_at: Mapped[datetime | None]
    outcome: Mapped[Outcome | None] = mapped_column(words(Outcome))
    level: Mapped[str | None]
    decided_on: Mapped[date | None]
    valid_until: Mapped[date | None]
    file_reference: Mapped[str | None]
    appeal_until: Mapped[date | None]
    conditions: Mapped[bytes | None]
    reason: Mapped[bytes | None]
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    def place(self, column: str) -> str:
        """What one of its columns is sealed for."""
        return f"vetting_cases.{column}.{self.id}"


class VettingAcquaintance(Model):
    """An officer who said that they know someone: that person's cases never come to them."""

    __tablename__ = "vetting_acquaintances"

    officer_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    said_at: Mapped[datetime]


class VettingOpening(Model):
    """A file opened by one officer, with the reason they gave first, until a moment."""

    __tablename__ = "vetting_openings"
    __table_args__ = (Index(None, "case_id", "by_id", "until"), Index(None, "at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("vetting_cases.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    at: Mapped[datetime]
    until: Mapped[datetime]
    reason: Mapped[str]
    words: Mapped[bytes]

    @property
    def place(self) -> str:
        """What the words are sealed for: the row has no number before it is stored, so the moment stands for it."""
        return f"vetting_openings.words.{self.case_id}.{self.by_id}.{self.at.isoformat()}"


class VettingNote(Model):
    """A note in the file, seen in this room alone."""

    __tablename__ = "vetting_notes"
    __table_args__ = (Index(None, "case_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("vetting_cases.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    at: Mapped[datetime]
    words: Mapped[bytes]

    @property
    def place(self) -> str:
        return f"vetting_notes.words.{self.case_id}.{self.by_id}.{self.at.isoformat()}"


class VettingEnquiry(Model):
    """One enquiry that was made: on which day, and by whom."""

    __tablename__ = "vetting_enquiries"

    case_id: Mapped[int] = mapped_column(ForeignKey("vetting_cases.id"), primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    done_on: Mapped[date]
    by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    at: Mapped[datetime]


class VettingProposal(Model):
    """A refusal or a withdrawal that one officer proposed, and what another decided of it.

    ``agreed`` is None while it waits, and for one that its proposer took back.
    """

    __tablename__ = "vetting_proposals"
    __table_args__ = (
        CheckConstraint("decided_by_id IS NULL OR decided_by_id <> proposed_by_id", name="two_people"),
        CheckConstraint("decided_by_id IS NULL OR decided_at IS NOT NULL", name="decided_at_a_moment"),
        Index("uq_vetting_proposals_open", "case_id", unique=True, postgresql_where=text("decided_at IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("vetting_cases.id"), index=True)
    outcome: Mapped[Outcome] = mapped_column(words(Outcome))
    result_on: Mapped[date]
    file_reference: Mapped[str | None]
    reason: Mapped[bytes]
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    proposed_at: Mapped[datetime]
    agreed: Mapped[bool | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    decided_at: Mapped[datetime | None]
    words: Mapped[bytes | None]

    def place(self, column: str) -> str:
        """What one of its columns is sealed for."""
        return f"vetting_proposals.{column}.{self.case_id}.{self.proposed_by_id}.{self.proposed_at.isoformat()}"


class VettingHandOver(Model):
    """A case that one officer gave to another, and why."""

    __tablename__ = "vetting_hand_overs"
    __table_args__ = (Index(None, "case_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("vetting_cases.id"))
    from_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    to_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    at: Mapped[datetime]
    words: Mapped[bytes]

    @property
    def place(self) -> str:
        return f"vetting_hand_overs.words.{self.case_id}.{self.from_id}.{self.at.isoformat()}"


class SampledOpening(Model):
    """An opening that the lot put before the auditors; ``week`` is the Monday of the week it was drawn from."""

    __tablename__ = "vetting_sampled_openings"

    week: Mapped[date] = mapped_column(primary_key=True)
    opening_id: Mapped[int] = mapped_column(ForeignKey("vetting_openings.id"), primary_key=True)
