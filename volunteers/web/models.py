"""What the web layer itself remembers: which forms were acted on, and what was typed but could not be used yet."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from volunteers.extensions import Model


class FormReceipt(Model):
    """A creating form that was acted on once; its token returns the first result."""

    __tablename__ = "form_receipts"

    token: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[int | None]
    purpose: Mapped[str]
    fingerprint: Mapped[str]
    location: Mapped[str | None]
    created_at: Mapped[datetime]


class KeptForm(Model):
    """What someone typed on a page and could not send: sealed, for the holder of the token, for a few days.

    ``path`` is the page it was typed on.
    """

    __tablename__ = "kept_forms"

    token_digest: Mapped[str] = mapped_column(primary_key=True)
    path: Mapped[str] = mapped_column(primary_key=True)
    sealed: Mapped[bytes]
    created_at: Mapped[datetime] = mapped_column(index=True)

    @property
    def place(self) -> str:
        """What it is sealed for."""
        return f"kept_forms.{self.token_digest}.{self.path}"
