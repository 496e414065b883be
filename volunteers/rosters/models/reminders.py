"""Which reminders of a duty went out, so that none is sent twice, whoever asks how often."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from volunteers.extensions import Model


class DutyReminder(Model):
    """A reminder so many hours before a duty, for one place on it. Written with the message itself."""

    __tablename__ = "duty_reminders"
    __table_args__ = (CheckConstraint("hours > 0", name="hours"),)

    sign_up_id: Mapped[int] = mapped_column(ForeignKey("sign_ups.id"), primary_key=True)
    hours: Mapped[int] = mapped_column(primary_key=True)
    starts_at: Mapped[datetime] = mapped_column(primary_key=True)  # of the duty then: one that is moved reminds anew
    sent_at: Mapped[datetime]
