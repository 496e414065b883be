"""What a force keeps on screen in place of its file's lists."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from volunteers.extensions import Model


class Kept:
    """An entry of a list the force keeps. Its ``code`` is stored elsewhere: it never changes, nor is it used again.

    One that ended is no longer offered; what chose it before keeps its name. ``version`` grows with each change.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str]
    name: Mapped[str]
    position: Mapped[int]
    ended_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    @property
    def is_ended(self) -> bool:
        return self.ended_at is not None


class KeptArea(Kept, Model):
    """An area of the force as it is kept on screen, in place of the one in its file."""

    __tablename__ = "areas"
    __table_args__ = (UniqueConstraint("code"),)
