"""Imports as a list and one by one. Whoever may import sees that each was made; only its maker sees into its file."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select, true
from sqlalchemy.orm import joinedload

from volunteers.errors import NotFound
from volunteers.extensions import LARGEST_ID, db
from volunteers.imports.models import ForceNumber, Import
from volunteers.imports.rules.kinds import OPEN, WORKING
from volunteers.people.models import Account
from volunteers.permissions import CHILDRENS_STRAND, Permission, Viewer

PAGE = 25


def list_imports(viewer: Viewer, *, before: int | None = None) -> tuple[Sequence[Import], int | None]:
    """The latest imports, and where the next page begins; None on the last. Two statements."""
    wanted = select(Import).where(_visible(viewer)).options(joinedload(Import.made_by)).order_by(Import.id.desc())
    if before is not None:
        wanted = wanted.where(Import.id < before)
    found = db.session.scalars(wanted.limit(PAGE + 1)).all()
    return found[:PAGE], found[PAGE - 1].id if len(found) > PAGE else None


def get_import(import_id: int, viewer: Viewer) -> Import:
    """One import; raises ``NotFound``, also where cadets are in it and the viewer is not cleared for children."""
    wanted = select(Import).where(Import.id == import_id, _visible(viewer)).options(joinedload(Import.made_by))
    found = db.session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
    if found is None or import_id > LARGEST_ID:
        raise NotFound(f"no import {import_id}")
    return found


def get_own(import_id: int, viewer: Viewer) -> Import:
    """An import that the viewer made; raises ``NotFound`` for another's."""
    found = get_import(import_id, viewer)
    if found.made_by_id != viewer.account_id:
        raise NotFound(f"import {import_id} is another's")
    return found


def find_maker(account_id: int) -> Viewer | None:
    """Whoever made an import, with the rights they hold now; None once their account is closed."""
    wanted = select(Account).where(Account.id == account_id).options(joinedload(Account.role_grants))
    account = db.session.scalars(wanted.execution_options(populate_existing=True)).unique().one_or_none()
    if account is None or account.disabled_at is not None:
        return None
    return Viewer(account.id, account.full_name, frozenset(grant.as_grant() for grant in account.role_grants))


def list_unattended(now: datetime) -> Sequence[int]:
    """The imports whose job was lost or died: nobody is at them now. Oldest first."""
    is_free = or_(Import.claimed_until.is_(None), Import.claimed_until < now)
    return db.session.scalars(select(Import.id).where(Import.state.in_(WORKING), is_free).order_by(Import.id)).all()


def list_left(before: datetime) -> Sequence[int]:
    """Imports made before then that are still open: their files are kept no longer."""
    return db.session.scalars(
        select(Import.id).where(Import.state.in_(OPEN - WORKING), Import.made_at < before).order_by(Import.id)
    ).all()


def list_same_file(sha256: str, viewer: Viewer) -> Sequence[Import]:
    """Earlier imports of the very same file that are brought in, latest first."""
    wanted = select(Import).where(Import.sha256 == sha256, Import.applied_at.is_not(None), Import.undone_at.is_(None))
    return db.session.scalars(wanted.where(_visible(viewer)).order_by(Import.id.desc()).limit(3)).all()


def find_force_number(volunteer_id: int) -> str | None:
    """The number by which the force's other systems know a volunteer."""
    return db.session.scalar(select(ForceNumber.number).where(ForceNumber.volunteer_id == volunteer_id))


def _visible(viewer: Viewer) -> ColumnElement[bool]:
    """One's own always: what is in it was one's own to send."""
    if viewer.may_in_strand(Permission.IMPORT_RUN, CHILDRENS_STRAND):
        return true()
    return or_(Import.has_cadets.is_(False), Import.made_by_id == viewer.account_id)
