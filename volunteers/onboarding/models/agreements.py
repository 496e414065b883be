"""What an applicant agreed to on screen, in the words they read."""

from datetime import datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from volunteers.extensions import Model


class Agreement(Model):
    """An agreement signed by typing one's name, once for each check that is passed by signing."""

    __tablename__ = "agreements"

    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"), primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    points: Mapped[list[str]] = mapped_column(ARRAY(Text))
    signed_name: Mapped[str]
    signed_at: Mapped[datetime]
