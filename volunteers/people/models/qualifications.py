"""The kinds of qualification that the force keeps on screen."""

from sqlalchemy import CheckConstraint, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from volunteers.extensions import Model
from volunteers.forces.models import Kept


class KeptQualificationKind(Kept, Model):
    """A kind of qualification, for some strands or, with none named, for all. What is held keeps its own dates."""

    __tablename__ = "qualification_kinds"
    __table_args__ = (UniqueConstraint("code"), CheckConstraint("valid_months > 0", name="lasts"))

    valid_months: Mapped[int | None]
    to_confirm: Mapped[bool]
    strands: Mapped[list[str]] = mapped_column(ARRAY(Text))
