"""Saving a list under a name, and choosing where the caseload begins."""

from collections.abc import Mapping

from sqlalchemy import func, select, update

from volunteers import clock
from volunteers.errors import Refusal, Refused
from volunteers.extensions import db
from volunteers.onboarding.models import CaseloadView
from volunteers.onboarding.queries import MOST_VIEWS, get_view
from volunteers.people.models import Account
from volunteers.permissions import Viewer


def save_view(name: str, filters: Mapping[str, str], *, is_start: bool, by: Viewer) -> CaseloadView:
    """Keep filters under a name. Refused when one of theirs has that name, or they have as many as anyone may."""
    _lock_own(by)
    own = select(func.count()).select_from(CaseloadView).where(CaseloadView.account_id == by.account_id)
    if (db.session.scalar(own) or 0) >= MOST_VIEWS:
        words = f"You have {MOST_VIEWS} views, which is as many as there can be. Remove one first."
        raise Refused(Refusal("too_many_views", words))
    _refuse_taken(name, by)
    view = CaseloadView(account_id=by.account_id, name=name, filters=dict(filters), created_at=clock.now())
    db.session.add(view)
    db.session.flush()
    if is_start:
        start_with(view.id, by=by)
    return view


def rename_view(view_id: int, name: str, *, by: Viewer) -> CaseloadView:
    """Give a view of theirs another name; refused when another of theirs has it. ``NotFound`` for anyone else's."""
    _lock_own(by)
    view = get_view(view_id, by)
    _refuse_taken(name, by, but=view.id)
    view.name = name
    return view


def start_with(view_id: int | None, *, by: Viewer) -> None:
    """Let the caseload begin with a view of theirs, or with what waits on them; ``NotFound`` for anyone else's."""
    view = get_view(view_id, by) if view_id is not None else None
    own = update(CaseloadView).where(CaseloadView.account_id == by.account_id, CaseloadView.is_start)
    db.session.execute(own.values(is_start=False))
    if view is not None:
        view.is_start = True
        db.session.flush()


def remove_view(view_id: int, *, by: Viewer) -> None:
    """Forget one of their own views; ``NotFound`` for anyone else's."""
    db.session.delete(get_view(view_id, by))


def _lock_own(by: Viewer) -> None:
    """One act after the other, so that two of the same name cannot both find it free."""
    db.session.execute(select(Account.id).where(Account.id == by.account_id).with_for_update())


def _refuse_taken(name: str, by: Viewer, but: int | None = None) -> None:
    taken = select(CaseloadView.id).where(
        CaseloadView.account_id == by.account_id, func.lower(CaseloadView.name) == func.lower(name)
    )
    if db.session.scalar(taken.where(CaseloadView.id != but) if but is not None else taken) is not None:
        raise Refused(Refusal("name_taken", f"You already have a view called {name}. Choose another name."))
