"""What was told of places that someone's own standing puts at risk."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from volunteers.extensions import Model


class PlaceAtRisk(Model):
    """That a volunteer was told that they cannot be on a duty as things stand, and for which reasons.

    ``codes`` are those of the refusals, as they are now. It is cleared when nothing is in the way any more, which they
    are told too; the same place may be at risk again later.
    """

    __tablename__ = "places_at_risk"
    __table_args__ = (
        CheckConstraint("cardinality(codes) > 0", name="for_a_reason"),
        CheckConstraint("cleared_at >= told_at", name="cleared_after_told"),
        Index("uq_places_at_risk_open", "sign_up_id", unique=True, postgresql_where=text("cleared_at IS NULL")),
        Index(None, "sign_up_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    sign_up_id: Mapped[int] = mapped_column(ForeignKey("sign_ups.id"))
    codes: Mapped[list[str]] = mapped_column(ARRAY(Text))
    told_at: Mapped[datetime]
    staff_told_at: Mapped[datetime | None]
    cleared_at: Mapped[datetime | None]
