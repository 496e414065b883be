"""What a coordinator made of each reference."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from volunteers.extensions import Model, words
from volunteers.onboarding.rules import Score


class ReferenceJudgement(Model):
    """What someone who read a reference made of it; ``reason`` is there for a concern."""

    __tablename__ = "reference_judgements"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"), index=True)
    referee_id: Mapped[int] = mapped_column(ForeignKey("referees.id"), unique=True)
    score: Mapped[Score] = mapped_column(words(Score))
    reason: Mapped[str | None]
    judged_by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    judged_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}
