"""The address one signs in with, and changing it. Staff ask their administrator."""

from flask import abort, current_app, flash, redirect, render_template, session, url_for
from werkzeug.wrappers import Response

from volunteers.applications import service
from volunteers.applications.forms import AddressCodeForm, NewAddressForm
from volunteers.applications.routes.blueprint import bp
from volunteers.guardians.queries import is_guardians_mailbox
from volunteers.people.service import change_address, request_new_address
from volunteers.permissions import Permission
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer
from volunteers.web.limits import limited
from volunteers.web.once import do_once

NEW_ADDRESS = "new_address"
GUARDIANS = "Your parent or guardian reads this address. Use one that you alone read."
WRONG_CODE = "That code is not right, or it is too old. Check it, or begin again."


@bp.route("/my-address", methods=["GET", "POST"])
@needs(Permission.APPLICATION_SEE_OWN)
@limited(network="60 per hour; 300 per day", address="5 per 15 minutes; 20 per day")
def new_address() -> Response | str:
    """Which address to use from now on; a code goes there."""
    _refuse_staff()
    form = NewAddressForm()
    if form.ready() and is_guardians_mailbox(viewer().account_id, form.email.data):
        form.email.errors = [GUARDIANS]
    elif form.ready():
        do_once(
            form, purpose="new_address", account_id=viewer().account_id,
            do=lambda: request_new_address(form.email.data, key=_key(), by=viewer()),
        )  # fmt: skip
        session[NEW_ADDRESS] = form.email.data
        return redirect(url_for(".confirm_address"), code=303)
    return render_template("applications/new_address.html", form=form)


@bp.route("/my-address/code", methods=["GET", "POST"])
@needs(Permission.APPLICATION_SEE_OWN)
@limited(network="120 per hour; 500 per day", address="60 per 15 minutes; 300 per day")
def confirm_address() -> Response | str:
    """Take the code that was sent there."""
    _refuse_staff()
    email = session.get(NEW_ADDRESS)
    if not email:
        return redirect(url_for(".new_address"), code=303)
    form = AddressCodeForm()
    if form.ready():
        with unit_of_work():
            is_changed = change_address(email, form.code.data, key=_key(), by=viewer())
            service.follow_address(by=viewer())
        if is_changed:
            session.pop(NEW_ADDRESS)
            flash("Your e-mail address is changed. Use it when you next sign in.")
            return redirect(url_for(".mine"), code=303)
        form.code.errors = [WRONG_CODE]
    return render_template("people/enter_code.html", form=form, email=email, again=url_for(".new_address"))


def _refuse_staff() -> None:
    if viewer().is_staff:
        abort(403)


def _key() -> bytes:
    """What e-mailed codes are digested with."""
    return str(current_app.config["SECRET_KEY"]).encode()
