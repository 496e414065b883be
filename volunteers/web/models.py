"""What the web layer itself remembers: which forms have already been acted on."""

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
