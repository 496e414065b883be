"""What someone chose, and what can be done with it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from volunteers.applications.models import Application
from volunteers.bulk.models import BulkChoice
from volunteers.bulk.queries.owners import Owner, list_owners
from volunteers.bulk.rules import stages_to_offer
from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.onboarding.queries import visible_to
from volunteers.permissions import Permission, Viewer
from volunteers.strands.queries import all_strands
from volunteers.strands.rules import Strand


@dataclass(frozen=True)
class ChoicePage:
    """How many were chosen, of which strands, and what may be done with them."""

    id: int
    count: int
    is_cut: bool
    by_strand: tuple[tuple[str, int], ...]
    stages: tuple[tuple[str, str], ...]
    owners: tuple[Owner, ...]
    may_write: bool


def get_choice(choice_id: int, viewer: Viewer) -> BulkChoice:
    """One's own choice; raises ``NotFound`` for any other."""
    found = db.session.get(BulkChoice, choice_id)
    if found is None or found.by_id != viewer.account_id:
        raise NotFound(f"no choice {choice_id} of this viewer")
    return found


def get_choice_page(choice_id: int, viewer: Viewer) -> ChoicePage:
    """What of it the viewer still sees. Three statements."""
    choice = get_choice(choice_id, viewer)
    rows = db.session.execute(
        select(Application.strand, Application.area).where(
            Application.id.in_(choice.application_ids), visible_to(viewer)
        )
    ).all()
    codes = [row.strand for row in rows]
    strands = [strand for strand in all_strands() if strand.code in codes]
    return ChoicePage(
        id=choice.id,
        count=len(rows),
        is_cut=choice.is_cut,
        by_strand=_counted(strands, codes),
        stages=tuple(stages_to_offer(strands)),
        owners=tuple(list_owners({(row.strand, row.area) for row in rows})),
        may_write=any(viewer.may_in(Permission.MAILING_SEND, row.strand, row.area) for row in rows),
    )


def _counted(strands: Sequence[Strand], codes: Sequence[str]) -> tuple[tuple[str, int], ...]:
    return tuple((strand.name, codes.count(strand.code)) for strand in strands)
