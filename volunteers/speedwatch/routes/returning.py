"""The return of a session: saved as it is typed, sent once, or closed as not run."""

from flask import flash, redirect, render_template, request, url_for

from volunteers import clock
from volunteers.errors import NotFound, Refused
from volunteers.forces.queries import current_force
from volunteers.permissions import Permission
from volunteers.speedwatch import service
from volunteers.speedwatch.forms import NotRunForm, ReturnForm, return_form
from volunteers.speedwatch.forms.returning import rows_of
from volunteers.speedwatch.queries.returns import open_draft
from volunteers.speedwatch.queries.schemes import list_devices
from volunteers.speedwatch.queries.sessions import SessionLine, get_own_session, list_team, may_return
from volunteers.speedwatch.routes.blueprint import Answer, bp
from volunteers.speedwatch.rules.sheet import ROWS_MORE, Draft
from volunteers.speedwatch.rules.stages import SessionStage
from volunteers.unit_of_work import unit_of_work
from volunteers.web import kept
from volunteers.web.access import needs, viewer

RUN = Permission.SESSION_RUN
OPEN = (SessionStage.PLANNED, SessionStage.NO_RETURN)


@bp.route("/my-speedwatch/sessions/<int:session_id>/return", methods=["GET", "POST"])
@needs(RUN)
def sheet(session_id: int) -> Answer:
    """The whole return on one page. Whatever was typed is kept before anything else is made of it."""
    line = _writable(session_id)
    if line.stage not in OPEN:
        return redirect(url_for(".day", session_id=session_id), code=303)
    if request.method == "POST":
        return _take(line)
    if typed := _typed_before():
        return _page(line, _form(line, None, typed.get("shown", 0, type=int), typed), is_kept=True)
    draft = open_draft(line, viewer())
    return _page(line, _form(line, draft, rows_of(draft)))


@bp.route("/my-speedwatch/sessions/<int:session_id>/not-run", methods=["GET", "POST"])
@needs(RUN)
def not_run(session_id: int) -> Answer:
    """Close a session that did not run, or not by the rules."""
    line, form, status = _writable(session_id), NotRunForm(), 200
    if form.ready():
        try:
            with unit_of_work():
                service.close_as_not_run(session_id, reason=form.words, by=viewer())
        except Refused as refused:
            form.refuse(refused.refusals)
            status = 409
        else:
            flash("The session is closed as not run.")
            return redirect(url_for(".day", session_id=session_id), code=303)
    return render_template("speedwatch/not_run.html", line=line, form=form), status


def _take(line: SessionLine) -> Answer:
    """Keep what was sent; send it on when that is wanted and all of it is right."""
    form, wanted = _form(line, None, request.form.get("shown", type=int) or 0), request.form.get("do", "save")
    is_right = form.ready()
    if form.csrf_token.errors:
        return _page(line, form)
    day, rules = clock.on(line.duty.starts_at), current_force().speedwatch
    asked = form.asked(day, threshold=line.session.threshold, highest=rules.highest_speed)
    try:
        _keep(line, form, more=ROWS_MORE if wanted == "more" else 0)
        if wanted == "send" and not (is_right and asked):
            return _page(_writable(line.session.id), form)
        if wanted == "send" and asked:
            with unit_of_work():
                service.send_return(line.session.id, asked, by=viewer())
    except Refused as refused:
        return _refused(line.session.id, form, refused)
    if wanted == "send":
        flash("The return is sent. Thank you, all of you.")
        return redirect(url_for(".day", session_id=line.session.id), code=303)
    flash("Saved. Nothing is sent yet.")
    return redirect(url_for(".sheet", session_id=line.session.id, _anchor="sheet"), code=303)


def _writable(session_id: int) -> SessionLine:
    line = get_own_session(session_id, viewer())
    if not may_return(line, viewer()):
        raise NotFound(f"the return of session {session_id} is not this viewer's")
    return line


def _typed_before() -> kept.Typed | None:
    """What was typed here when the sign-in had run out, as long as it was neither saved nor sent."""
    visitor = kept.of_visitor()
    return kept.find(visitor, request.path) if visitor else None


def _form(line: SessionLine, draft: Draft | None, shown: int, typed: kept.Typed | None = None) -> ReturnForm:
    team, devices = list_team(line), list_devices(line.unit.id)
    return return_form(team, devices, shown=shown, draft=draft, version=line.session.draft_version, typed=typed)


def _keep(line: SessionLine, form: ReturnForm, *, more: int) -> None:
    """Save what was typed, with more empty rows below where they are asked for; the form then knows its version."""
    typed, given = form.draft(), str(form.version.data or "")
    typed = Draft({**typed.values, "shown": str(form.rows_shown + more)}, typed.rows)
    seen = int(given) if given.isascii() and given.isdigit() and len(given) < 9 else -1
    with unit_of_work():
        version = service.save_draft(line.session.id, typed, seen=seen, by=viewer())
        if visitor := kept.of_visitor():
            kept.forget(visitor, request.path)
    form.version.data = str(version)
    form.version.raw_data = [str(version)]


def _refused(session_id: int, form: ReturnForm, refused: Refused) -> Answer:
    line = _writable(session_id)
    if line.stage not in OPEN:
        return redirect(url_for(".day", session_id=session_id), code=303)
    form.refuse(refused.refusals)
    form.version.data = str(line.session.draft_version)
    return _page(line, form)[0], 409


def _page(line: SessionLine, form: ReturnForm, *, is_kept: bool = False) -> tuple[str, int]:
    days = current_force().speedwatch.erase_days
    page = render_template("speedwatch/sheet.html", line=line, form=form, days=days, is_kept=is_kept)
    return page, 200
