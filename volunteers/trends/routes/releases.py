"""Releases: what was published, what waits for a second person, and preparing the next."""

from collections.abc import Callable

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from volunteers.errors import Conflict, NotFound, Refusal, Refused
from volunteers.permissions import Permission
from volunteers.trends.forms.releases import PressedForm, release_form
from volunteers.trends.models import Release
from volunteers.trends.queries import release_pages as pages
from volunteers.trends.queries import releases as found
from volunteers.trends.routes.blueprint import bp
from volunteers.trends.routes.overview import queue_answers
from volunteers.trends.service import releases as service
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer
from volunteers.web.once import create_once

AWAY = Refusal(
    "away", "The release cannot be made again just now, because the queue does not answer. Try again in a few minutes."
)


@bp.get("/staff/trends/releases")
@needs(Permission.TRENDS_READ)
def releases() -> str:
    """Every release, what waits, and which quarter is next."""
    return render_template("trends/releases.html", page=pages.get_releases_page(viewer()))


@bp.route("/staff/trends/releases/new", methods=["GET", "POST"])
@needs(Permission.RELEASE_PREPARE)
def new_release() -> ResponseReturnValue:
    """Choose the quarter; a worker makes the release."""
    if not found.prepares(viewer()):
        raise NotFound("releases are of the whole force")
    quarters = pages.list_quarters()
    form = release_form([(one.cut_off, one.offered) for one in quarters])

    def create() -> str:
        release = service.ask_for(form.chosen, by=viewer(), note=form.note.data or "")
        return url_for("trends.release", name=release.name)

    status = 200
    if form.ready():
        try:
            return redirect(
                create_once(form, purpose="release", account_id=viewer().account_id, create=create), code=303
            )
        except Refused as refused:
            form.refuse(refused.refusals)
            status = 409 if isinstance(refused, Conflict) else 200
    # One that was possible when the page was opened is refused with the reason; the page offers what is possible now.
    form.offer([(one.cut_off, one.offered) for one in quarters if not one.why_not])
    return render_template("trends/release_new.html", form=form, quarters=quarters), status


@bp.get("/staff/trends/releases/<name>")
@needs(Permission.TRENDS_READ)
def release(name: str) -> str:
    """One release, whole: one characteristic and one kind of figure at a time."""
    asked = request.args.get
    page = pages.get_release_page(name, viewer(), system=asked("by"), family=asked("of"))
    public = url_for("trends.published_release", name=name) if _is_public(page.release) else None
    return render_template("trends/release.html", page=page, public=public)


@bp.route("/staff/trends/releases/<name>/publish", methods=["GET", "POST"])
@needs(Permission.RELEASE_PUBLISH, fresh=True)
def publish_release(name: str) -> ResponseReturnValue:
    """The second person publishes what they read, if it comes out the same again."""

    def act(release_id: int) -> None:
        if not queue_answers():
            raise Refused(AWAY)
        service.ask_to_publish(release_id, by=viewer())

    done = (
        "The release is being made again from its frozen input. If it comes out the same byte for byte, it is "
        "published in a few minutes: open this page again to see."
    )
    return _confirm(name, "publish", act, done, url_for("trends.release", name=name))


@bp.route("/staff/trends/releases/<name>/discard", methods=["GET", "POST"])
@needs(Permission.RELEASE_PREPARE)
def discard_release(name: str) -> ResponseReturnValue:
    """Put away what is not to be published."""

    def act(release_id: int) -> None:
        service.discard(release_id, by=viewer())

    return _confirm(name, "discard", act, "The release is discarded.", url_for("trends.releases"))


def _confirm(name: str, what: str, act: Callable[[int], None], done: str, then: str) -> ResponseReturnValue:
    """The page that asks once more, and what comes of it."""
    page = pages.get_release_page(name, viewer(), system=None, family=None)
    form, status = PressedForm(), 200
    if request.method == "GET" and page.release.published_at is not None:
        return redirect(url_for("trends.release", name=name), code=303)
    if form.ready():
        try:
            with unit_of_work():
                act(form.seen)
        except Refused as refused:
            form.refuse(refused.refusals)
            status = 409 if isinstance(refused, Conflict) else 200
        else:
            flash(done)
            return redirect(then, code=303)
    form.version.data = str(page.release.id)
    return render_template("trends/release_confirm.html", form=form, page=page, what=what), status


def _is_public(release: Release) -> bool:
    return release.published_at is not None and "trends.published_release" in current_app.view_functions
