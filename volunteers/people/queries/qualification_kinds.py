"""The kinds of qualification a volunteer can hold, as the force keeps them."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from volunteers.errors import NotFound
from volunteers.extensions import db, forget, remembered
from volunteers.people.models.qualifications import KeptQualificationKind
from volunteers.people.rules.qualifications import DEFAULTS, QualificationKind

NAMES = "names of qualifications"


def list_qualification_kinds(ended: bool = False) -> tuple[QualificationKind, ...]:
    """The kinds offered now, in order, and with ``ended`` also those no longer offered; one query.

    The defaults stand in while the force keeps none.
    """
    if not (kept := list_kept_kinds()):
        return DEFAULTS
    every = (
        QualificationKind(
            row.code, row.name, row.valid_months, row.to_confirm, tuple(row.strands), row.is_ended, row.version
        )
        for row in kept
    )
    return tuple(each for each in every if ended or not each.is_ended)


def qualification_names() -> Mapping[str, str]:
    """What every kind is called, those no longer offered among them; one query in a request, however often asked."""
    return remembered(NAMES, lambda: {each.code: each.name for each in list_qualification_kinds(ended=True)})


def forget_qualification_names() -> None:
    """Read them anew; for whoever has just changed them."""
    forget(NAMES)


def get_qualification_kind(code: str) -> QualificationKind:
    """One kind, offered or not; raises ``NotFound``."""
    for each in list_qualification_kinds(ended=True):
        if each.code == code:
            return each
    raise NotFound(f"no kind of qualification {code!r}")


def list_kept_kinds() -> Sequence[KeptQualificationKind]:
    """The rows the force keeps, in order; none while the defaults stand in."""
    kept = KeptQualificationKind
    every = select(kept).order_by(kept.position, kept.id)
    return db.session.scalars(every.execution_options(populate_existing=True)).all()
