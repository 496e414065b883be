"""The reasons people choose from, one page for each thing they are chosen for."""

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from volunteers.errors import Conflict, NotFound, Refused
from volunteers.permissions import Permission
from volunteers.strands import service
from volunteers.strands.forms import ReasonForm, reason_form
from volunteers.strands.queries import ReasonRow, get_reason_row, get_strand, list_reason_rows
from volunteers.strands.routes.blueprint import bp
from volunteers.strands.rules.reasons import ReasonKind
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer
from volunteers.web.addresses import asked_choice
from volunteers.web.forms import VersionForm
from volunteers.web.lists import done_words
from volunteers.web.once import create_once

ONE = "/staff/reference/reasons/<kind>/<code>"


@bp.get("/staff/reference/reasons")
@needs(Permission.REFERENCE_EDIT)
def reasons() -> str:
    """Every reason of the kind that is asked for, those offered first."""
    chosen = ReasonKind(asked_choice("kind", [(each.value, each.label) for each in ReasonKind]) or ReasonKind.DECLINE)
    rows = list_reason_rows(chosen)
    return render_template(
        "strands/reasons.html", kinds=list(ReasonKind), kind=chosen, asked_of=_asked_of,
        offered=[row for row in rows if not row.is_ended], ended=[row for row in rows if row.is_ended],
        done=done_words([(row.code, row.words) for row in rows]),
    )  # fmt: skip


@bp.route("/staff/reference/reasons/<kind>/new", methods=["GET", "POST"])
@needs(Permission.REFERENCE_EDIT)
def new_reason(kind: str) -> Response | str:
    """Add a reason, once."""
    chosen, by = _kind(kind), viewer()
    form = reason_form(list_reason_rows(chosen))

    def make() -> str:
        return _back(chosen, "added", service.add_reason(chosen, form.draft(), by=by).code)

    if form.ready():
        try:
            return redirect(create_once(form, purpose="reason", account_id=by.account_id, create=make), code=303)
        except Refused as refused:
            form.refuse(refused.refusals)
    return render_template("strands/reason.html", form=form, kind=chosen, kept=None, changed=None, asked_of=_asked_of)


@bp.route(ONE, methods=["GET", "POST"])
@needs(Permission.REFERENCE_EDIT)
def reason(kind: str, code: str) -> Response | str:
    """Change a reason. What was typed stays when someone else was quicker."""
    chosen = _kind(kind)
    form = reason_form(list_reason_rows(chosen), get_reason_row(chosen, code))
    if form.ready():
        try:
            with unit_of_work():
                service.change_reason(chosen, code, form.draft(), version=form.seen, by=viewer())
            return redirect(_back(chosen, "changed", code), code=303)
        except Conflict as conflict:
            return _page(chosen, code, form, conflict, changed=True)
        except Refused as refused:
            return _page(chosen, code, form, refused)
    return _page(chosen, code, form)


@bp.post(f"{ONE}/end")
@needs(Permission.REFERENCE_EDIT)
def end_reason(kind: str, code: str) -> Response | str:
    """Offer a reason no longer."""
    return _press(_kind(kind), code, "ended")


@bp.post(f"{ONE}/again")
@needs(Permission.REFERENCE_EDIT)
def offer_reason_again(kind: str, code: str) -> Response | str:
    """Offer an ended reason again."""
    return _press(_kind(kind), code, "again")


def _kind(kind: str) -> ReasonKind:
    try:
        return ReasonKind(kind)
    except ValueError:
        raise NotFound(f"no reasons for {kind!r}") from None


def _press(kind: ReasonKind, code: str, done: str) -> Response | str:
    form, refused = VersionForm(), None
    if form.ready():
        try:
            with unit_of_work():
                act = {"ended": service.end_reason, "again": service.offer_reason_again}[done]
                act(kind, code, version=form.seen, by=viewer())
            return redirect(_back(kind, done, code), code=303)
        except Refused as fault:
            refused = fault
    return _page(kind, code, reason_form(list_reason_rows(kind), get_reason_row(kind, code)), refused)


def _page(
    kind: ReasonKind, code: str, form: ReasonForm, refused: Refused | None = None, *, changed: bool = False
) -> str:
    """One reason; after a clash with what it says now, so that the next save is meant."""
    kept = get_reason_row(kind, code)
    if refused is not None:
        form.refuse(refused.refusals)
    if changed:
        form.version.data = str(kept.version)
    return render_template(
        "strands/reason.html", form=form, kind=kind, kept=kept, changed=kept if changed else None, asked_of=_asked_of
    )


def _asked_of(row: ReasonRow) -> str:
    return ", ".join(get_strand(code).name for code in row.strands) or "Everyone"


def _back(kind: ReasonKind, done: str, which: str) -> str:
    return url_for(".reasons", kind=kind.value, done=done, which=which)
