"""Views of the caseload: filters that someone saved under a name."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, false, func, text
from sqlalchemy.orm import Mapped, mapped_column

from volunteers.extensions import Model


class CaseloadView(Model):
    """What a list was narrowed to, under a name of its owner's choosing. At most one is where their caseload begins."""

    __tablename__ = "caseload_views"
    __table_args__ = (Index("uq_caseload_views_start", "account_id", unique=True, postgresql_where=text("is_start")),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    name: Mapped[str]
    filters: Mapped[dict[str, Any]]
    is_start: Mapped[bool] = mapped_column(default=False, server_default=false())
    created_at: Mapped[datetime]


Index("uq_caseload_views_name", CaseloadView.account_id, func.lower(CaseloadView.name), unique=True)
