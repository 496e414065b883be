"""The reasons people may choose from, as the force keeps them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.strands.models import KeptReason
from volunteers.strands.rules.reasons import DEFAULTS, Reason, ReasonKind


@dataclass(frozen=True)
class ReasonRow:
    """A reason as its page shows it; one of the defaults is at version 1, as it is once the force keeps it."""

    code: str
    words: str
    note_needed: bool
    strands: tuple[str, ...] = ()
    is_ended: bool = False
    version: int = 1


def list_reasons(kind: ReasonKind, strand: str | None = None) -> tuple[Reason, ...]:
    """The reasons offered now, in order, for one strand or whatever any strand has; one query.

    The defaults stand in while the force keeps none of this kind. Keep the code and the words as they were chosen:
    both may change here later.
    """
    return tuple(
        Reason(row.code, row.words, row.note_needed)
        for row in list_reason_rows(kind)
        if not row.is_ended and (strand is None or not row.strands or strand in row.strands)
    )


def list_reason_rows(kind: ReasonKind) -> list[ReasonRow]:
    """Every reason of a kind in order, those that ended among them; one query."""
    if not (kept := list_kept_reasons(kind)):
        return [ReasonRow(each.code, each.words, each.note_needed) for each in DEFAULTS[kind]]
    return [
        ReasonRow(row.code, row.name, row.note_needed, tuple(row.strands), row.is_ended, row.version) for row in kept
    ]


def get_reason_row(kind: ReasonKind, code: str) -> ReasonRow:
    """One reason of a kind; raises ``NotFound``."""
    for row in list_reason_rows(kind):
        if row.code == code:
            return row
    raise NotFound(f"no reason {code!r} of kind {kind.value!r}")


def list_kept_reasons(kind: ReasonKind) -> Sequence[KeptReason]:
    """The rows of a kind that the force keeps, in order; none while the defaults stand in."""
    every = select(KeptReason).where(KeptReason.kind == kind).order_by(KeptReason.position, KeptReason.id)
    return db.session.scalars(every.execution_options(populate_existing=True)).all()
