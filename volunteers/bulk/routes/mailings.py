"""Mailings: the list, one with its receivers and exclusions, and what its two people do with it."""

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from volunteers.bulk import queries, service
from volunteers.bulk.forms import DecideForm
from volunteers.bulk.routes.blueprint import bp
from volunteers.errors import Refused
from volunteers.permissions import Permission
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, safe_next, viewer
from volunteers.web.forms import ButtonForm

SEND = Permission.MAILING_SEND
AGED = "This page had been open for a long time. Read it again, then press the button again."


@bp.get("/staff/mailings")
@needs(SEND)
def mailings() -> str:
    """Those the viewer wrote, and those they may agree to or read."""
    return render_template("bulk/mailings.html", lines=queries.list_mailings(viewer()))


@bp.get("/staff/mailings/<int:mailing_id>")
@needs(SEND)
def mailing(mailing_id: int) -> str:
    """How many get it, how it reads, who does not and why, and what comes next."""
    return _page(mailing_id, DecideForm(formdata=None))


@bp.post("/staff/mailings/<int:mailing_id>/ask")
@needs(SEND)
def ask_second(mailing_id: int) -> ResponseReturnValue:
    """A second person has to agree: until then nothing is sent."""
    return _do(mailing_id, lambda: service.ask_second(mailing_id, by=viewer()))


@bp.post("/staff/mailings/<int:mailing_id>/send")
@needs(SEND, fresh=True)
def send(mailing_id: int) -> ResponseReturnValue:
    """The author sends it alone, where it goes to few."""
    return _do(mailing_id, lambda: service.send(mailing_id, by=viewer()))


@bp.post("/staff/mailings/<int:mailing_id>/agree")
@needs(SEND, fresh=True)
def agree(mailing_id: int) -> ResponseReturnValue:
    """The second person agrees to what they read."""
    form = DecideForm()
    return _do(mailing_id, lambda: service.agree(mailing_id, seen_version=int(form.version.data), by=viewer()), form)


@bp.post("/staff/mailings/<int:mailing_id>/refuse")
@needs(SEND)
def refuse(mailing_id: int) -> ResponseReturnValue:
    """The second person says why it is not to be sent."""
    form = DecideForm()
    return _do(mailing_id, lambda: service.refuse(mailing_id, note=form.note.data or "", by=viewer()), form)


@bp.post("/staff/mailings/<int:mailing_id>/stop")
@needs(SEND)
def stop(mailing_id: int) -> ResponseReturnValue:
    """Within the hold, either of its two people stops it and nothing is sent."""
    return _do(mailing_id, lambda: service.stop(mailing_id, by=viewer()))


@bp.post("/staff/mailings/not-wanted/<int:account_id>")
@needs(SEND)
def opt_out(account_id: int) -> ResponseReturnValue:
    """Note that someone does not want mailings, or wants them again."""
    back = redirect(safe_next(request.form.get("back"), url_for(".mailings")), code=303)
    if not ButtonForm().ready():
        flash(AGED, "problem")
        return back
    with unit_of_work():
        service.opt_out(account_id, wanted=request.form.get("wanted") == "yes", by=viewer())
    return back


def _do(mailing_id: int, act: Callable[[], object], form: DecideForm | None = None) -> ResponseReturnValue:
    sent = form or ButtonForm()
    queries.get_mailing(mailing_id, viewer())
    if not sent.ready():
        flash(AGED, "problem")
        return redirect(url_for(".mailing", mailing_id=mailing_id), code=303)
    try:
        with unit_of_work():
            act()
    except Refused as refused:
        shown = form or DecideForm(formdata=None)
        shown.refuse(refused.refusals)
        return _page(mailing_id, shown), 409
    return redirect(url_for(".mailing", mailing_id=mailing_id), code=303)


def _page(mailing_id: int, form: DecideForm) -> str:
    page = queries.get_mailing_page(mailing_id, viewer())
    form.version.data = str(page.mailing.version)
    return render_template("bulk/mailing.html", page=page, mailing=page.mailing, form=form)
