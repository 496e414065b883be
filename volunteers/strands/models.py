"""What a force keeps as reference data about its strands: occupations that may not go together with volunteering."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from volunteers.extensions import Model, words
from volunteers.forces.rules import OccupationOutcome


class Occupation(Model):
    """One occupation, for the strands that ask about it, in its place in the list.

    ``code`` is what an answer is stored as: it never changes and is never used again. One that ended is no longer
    offered; its name stays for the answers that chose it.
    """

    __tablename__ = "occupations"
    __table_args__ = (CheckConstraint("cardinality(strands) > 0", name="for_some_strand"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    outcome: Mapped[OccupationOutcome] = mapped_column(words(OccupationOutcome))
    note: Mapped[str] = mapped_column(default="")
    strands: Mapped[list[str]] = mapped_column(ARRAY(Text))
    position: Mapped[int]
    ended_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    @property
    def is_ended(self) -> bool:
        return self.ended_at is not None
