"""Every look for impossible states, and what it found of each: a look that found nothing is a row as well."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column, relationship

from volunteers.extensions import Model


class FindingRun(Model):
    """One look. ``found`` is in how many states something was found, ``failed`` how many could not be looked for.

    ``asked_by_id`` is the administrator who asked for it; NULL for the daily one and for the command line.
    """

    __tablename__ = "finding_runs"

    id: Mapped[int] = mapped_column(primary_key=True)
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime]
    looked_for: Mapped[int]
    found: Mapped[int]
    failed: Mapped[int]
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    findings: Mapped[list["Finding"]] = relationship(order_by="Finding.code", cascade="all, delete-orphan")


class Finding(Model):
    """What one look found of one state. ``count`` is NULL, with what went wrong, where the look itself failed.

    ``ids`` are the first numbers, never names. ``since`` is the start of the first look of the unbroken row of looks
    that found it so: something, or nothing.
    """

    __tablename__ = "findings"

    run_id: Mapped[int] = mapped_column(ForeignKey("finding_runs.id", ondelete="CASCADE"), primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    count: Mapped[int | None]
    ids: Mapped[list[int]] = mapped_column(ARRAY(BigInteger), default=list)
    since: Mapped[datetime]
    took_ms: Mapped[int]
    failure: Mapped[str | None]
