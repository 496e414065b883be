"""Access marks. Every view carries one; a view without one is refused at run time and stops the application starting.

Anonymous on GET: to the sign-in page. Anonymous on POST: 401. Signed in without the permission: 403. With the
permission but out of scope: the query does not find it, 404. Where a fresh sign-in is asked for, staff whose sign-in
is older are sent to prove again who they are, and what they typed waits for them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import Flask, abort, current_app, redirect, request, session, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from volunteers import clock
from volunteers.permissions import ROLE_PERMISSIONS, STAFF_ROLES, Permission, Viewer
from volunteers.unit_of_work import unit_of_work
from volunteers.web import error_pages, kept

View = TypeVar("View", bound=Callable[..., Any])

# How long after proving who one is, one may do what is private or powerful. Source: OWASP ASVS 5.0, 7.5.3, which asks
# for the factors again; the time is ours (assurance.md 3.1).
FRESH_FOR = timedelta(minutes=10)


@dataclass(frozen=True)
class Mark:
    """Who may ask for a view: anyone, or the holders of one permission, freshly signed in or at any time."""

    permission: Permission | None
    is_fresh: bool = False

    @property
    def is_for_staff(self) -> bool:
        holders = {role for role, granted in ROLE_PERMISSIONS.items() if self.permission in granted}
        return holders <= STAFF_ROLES


def public(view: View) -> View:
    """Anyone may ask for this view."""
    view.access_mark = Mark(None)  # type: ignore[attr-defined]
    return view


def needs(permission: Permission, *, fresh: bool = False) -> Callable[[View], View]:
    """Only those who hold the permission somewhere may ask; the query narrows it to their scope.

    ``fresh``: staff, moreover, only within ``FRESH_FOR`` of proving who they are. Applicants and volunteers, who sign
    in with a code sent to them, are not asked.
    """

    def mark(view: View) -> View:
        view.access_mark = Mark(permission, fresh)  # type: ignore[attr-defined]
        return view

    return mark


def keeps_nothing(view: View) -> View:
    """What is sent to this view is not kept for someone whose sign-in has run out: it is too private to lie about."""
    view.keeps_nothing = True  # type: ignore[attr-defined]
    return view


def viewer() -> Viewer:
    """The person signed in, with the rights they hold now; only in views marked ``needs``."""
    found: Viewer | None = find_viewer()
    if found is None:
        abort(401)
    return found


def find_viewer() -> Viewer | None:
    """The person signed in, or nobody."""
    return current_user.viewer if current_user.is_authenticated else None


def mark_of(app: Flask, endpoint: str | None) -> Mark | None:
    view = app.view_functions.get(endpoint or "")
    return getattr(view, "access_mark", None)


def is_fresh() -> bool:
    """Whether the person signed in proved who they are a short while ago."""
    return bool(current_user.is_authenticated and clock.now() - current_user.confirmed_at <= FRESH_FOR)


def init_app(app: Flask, *, sign_in: str, staff_sign_in: str, confirm: str) -> None:
    """Guard every request. The endpoints are where an anonymous visitor is sent, and staff who prove who they are."""
    app.view_functions["static"] = public(app.view_functions["static"])
    app.extensions["sign_in_pages"] = {False: sign_in, True: staff_sign_in}
    app.extensions["confirm_page"] = confirm
    app.before_request(_guard)


def refuse_unmarked_views(app: Flask) -> None:
    """Called when every blueprint is in place: an application with an unmarked view does not start."""
    unmarked = sorted(endpoint for endpoint in app.view_functions if mark_of(app, endpoint) is None)
    if unmarked:
        raise RuntimeError(f"These views say nothing of who may see them: {', '.join(unmarked)}")


def _guard() -> Response | None:
    if request.endpoint is None:
        return None
    mark = mark_of(current_app, request.endpoint)
    if mark is None:
        abort(403)
    if mark.permission is None:
        return None
    found = find_viewer()
    if found is None:
        return _ask_to_sign_in(mark)
    if not found.may(mark.permission):
        abort(403)
    if mark.is_fresh and found.is_staff:
        return _ask_to_confirm(found)
    return None


def _ask_to_confirm(found: Viewer) -> Response | None:
    """To the page that asks for the password and a code again, unless they were given a short while ago.

    What was typed is kept, and stands again on the page it was typed on.
    """
    is_sent = request.method not in {"GET", "HEAD"}
    if is_fresh():
        if is_sent and kept.TYPED_ON in session:
            with unit_of_work():
                kept.was_sent(found.account_id)
        return None
    page = _page_of_form() if is_sent else request.full_path.rstrip("?")
    if is_sent and page and not _keeps_nothing():
        with unit_of_work():
            kept.keep_for_account(found.account_id, urlsplit(page).path)
    return redirect(url_for(current_app.extensions["confirm_page"], next=page), code=303)


def _page_of_form() -> str | None:
    """Where the form of this request stands: at its own address or, where that only takes what is sent, above it."""
    pages = current_app.create_url_adapter(request)
    if pages is None or pages.test(request.path, "GET"):
        return request.full_path.rstrip("?")
    above = request.path.rpartition("/")[0]
    while above and not pages.test(above, "GET"):
        above = above.rpartition("/")[0]
    return above or None


def _keeps_nothing() -> bool:
    return bool(getattr(current_app.view_functions[request.endpoint or ""], "keeps_nothing", False))


def _ask_to_sign_in(mark: Mark) -> Response:
    page = current_app.extensions["sign_in_pages"][mark.is_for_staff]
    if request.method in {"GET", "HEAD"}:
        return redirect(url_for(page, next=request.full_path.rstrip("?")), code=303)
    is_kept = False
    if not _keeps_nothing():
        with unit_of_work():
            is_kept = kept.keep_for_visitor()
    return error_pages.page(401, sign_in=url_for(page, next=request.path), is_kept=is_kept)


def safe_next(target: str | None, default: str) -> str:
    """Where to go after signing in: only ever a path of this service."""
    parts = urlsplit(target or "")
    if not target or parts.scheme or parts.netloc or not target.startswith("/") or target.startswith(("//", "/\\")):
        return default
    return default if any(ord(letter) < 32 or letter == "\\" for letter in target) else target
