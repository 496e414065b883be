"""Two tables without a name, an account, an application or a moment in them."""

from sqlalchemy.orm import Mapped, mapped_column

from volunteers.extensions import Model


class EqualityIntake(Model):
    """Answers as they were just given: sealed, all of one length, until they are let out with others to be counted."""

    __tablename__ = "equality_intake"

    token: Mapped[bytes] = mapped_column(primary_key=True)
    sealed: Mapped[bytes]

    @property
    def place(self) -> str:
        """What it is sealed for."""
        return f"equality_intake.{self.token.hex()}"


class EqualityAnswer(Model):
    """Answers that are counted. NULL is "not answered", which is not "prefer not to say".

    ``token`` finds the row for the person it came from while their application goes on or they serve after it, and is
    random afterwards.
    ``year`` is the financial year in which the row was let out. ``own_words`` are descriptions of one's own, sealed.
    """

    __tablename__ = "equality_answers"

    token: Mapped[bytes] = mapped_column(primary_key=True)
    strand: Mapped[str]
    year: Mapped[int]
    ethnic_group: Mapped[str | None]
    ethnic_background: Mapped[str | None]
    sex: Mapped[str | None]
    gender_identity: Mapped[str | None]
    condition: Mapped[str | None]
    day_to_day: Mapped[str | None]
    religion: Mapped[str | None]
    sexual_orientation: Mapped[str | None]
    own_words: Mapped[bytes | None]
