"""Messages that did not reach anyone: sending them again, or noting that someone was told in another way."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from volunteers.errors import Refused
from volunteers.notifications.service.reaching import see_to, try_again
from volunteers.onboarding.forms.unreached import ToldForm
from volunteers.onboarding.queries.unreached import get_unreached, list_unreached
from volunteers.onboarding.routes.blueprint import bp
from volunteers.permissions import Permission
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer
from volunteers.web.addresses import asked_number
from volunteers.web.forms import ButtonForm, Form


@bp.get("/staff/messages/unreached")
@needs(Permission.MESSAGE_READ)
def unreached() -> str:
    """What nobody has seen to yet, newest first."""
    return _page(ButtonForm(formdata=None))


@bp.post("/staff/messages/unreached/<int:message_id>/again")
@needs(Permission.MESSAGE_READ)
def send_again(message_id: int) -> ResponseReturnValue:
    """Send it once more, to the same address."""
    form = ButtonForm()
    if not form.ready():
        return _page(form)
    try:
        with unit_of_work():
            try_again(get_unreached(message_id, viewer()), by=viewer())
    except Refused as refused:
        return _refused(form, refused)
    flash("It goes out again now. If it fails again, it comes back to this list.")
    return redirect(url_for(".unreached"), code=303)


@bp.post("/staff/messages/unreached/<int:message_id>/told")
@needs(Permission.MESSAGE_READ)
def told(message_id: int) -> ResponseReturnValue:
    """Note how they were told instead."""
    form = ToldForm()
    if not form.ready():
        return _page(form)
    try:
        with unit_of_work():
            see_to(get_unreached(message_id, viewer()), how=form.how.data, by=viewer())
    except Refused as refused:
        return _refused(form, refused)
    flash("Noted. It is off this list.")
    return redirect(url_for(".unreached"), code=303)


def _refused(form: Form, refused: Refused) -> ResponseReturnValue:
    form.refuse(refused.refusals)
    return _page(form), 409


def _page(form: Form) -> str:
    before = asked_number("before")
    return render_template(
        "onboarding/unreached.html", page=list_unreached(viewer(), before=before), form=form,
        is_later=before is not None,
    )  # fmt: skip
