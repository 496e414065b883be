"""A referee: who was named, what became of asking them, and, sealed, what they said."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Text, column, table, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from volunteers.extensions import Model, words
from volunteers.references.rules import DeclineReason, NamedReferee, RefereeState, Relation

# This room stands below the one that keeps applications, and knows of them only what asking a referee takes.
APPLICATIONS = table(
    "applications",
    *(
        column(name)
        for name in (
            "id", "reference", "account_id", "strand", "stage", "first_name", "last_name", "decision_due", "version",
        )
    ),
    column("waits_on", ARRAY(Text)),
)  # fmt: skip


class Referee(Model):
    """One person named for one application. Replacing one makes another row, and this one's link dies.

    ``answer_by`` is when the link ends. ``reminders`` and ``nudges`` count what the referee and the applicant have been
    sent. ``sealed`` holds the answers, half-way or given, as JSON for this row alone.
    """

    __tablename__ = "referees"
    __table_args__ = (
        Index(
            "uq_referees_live_place",
            "application_id",
            "place",
            unique=True,
            postgresql_where=text("state <> 'replaced'"),
        ),
        Index(None, "application_id", "id"),
        Index("ix_referees_waiting", "asked_at", "id", postgresql_where=text("state IN ('asked', 'started')")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    strand: Mapped[str]
    applicant: Mapped[str]
    reference: Mapped[str]
    place: Mapped[int]
    name: Mapped[str]
    email: Mapped[str]
    phone: Mapped[str] = mapped_column(default="")
    relation: Mapped[Relation] = mapped_column(words(Relation))
    years_known: Mapped[int | None]
    with_children: Mapped[bool] = mapped_column(default=False)
    state: Mapped[RefereeState] = mapped_column(words(RefereeState), default=RefereeState.NAMED)
    named_at: Mapped[datetime]
    asked_at: Mapped[datetime | None]
    answer_by: Mapped[datetime | None]
    reminders: Mapped[int] = mapped_column(default=0)
    reminded_at: Mapped[datetime | None]
    nudges: Mapped[int] = mapped_column(default=0)
    nudged_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    decline_reason: Mapped[DeclineReason | None] = mapped_column(words(DeclineReason))
    sealed: Mapped[bytes | None]
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("referees.id"))
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}

    @property
    def content_place(self) -> str:
        """What the answers are sealed for."""
        return f"referees.sealed.{self.id}"

    @property
    def as_named(self) -> NamedReferee:
        """As the rules of naming see them."""
        return NamedReferee(self.name, self.email, self.relation, self.phone, self.years_known)
