"""Where staff prove again who they are, before what is private or powerful (see ``web.access.needs``)."""

from flask import redirect, render_template, request, session
from flask_login import current_user
from werkzeug.wrappers import Response

from volunteers.extensions import sealing_key
from volunteers.people import service
from volunteers.people.forms import ConfirmForm
from volunteers.people.routes.blueprint import bp, home_of, renew_browser_session
from volunteers.permissions import Permission
from volunteers.unit_of_work import unit_of_work
from volunteers.web import kept, limits
from volunteers.web.access import is_fresh, keeps_nothing, needs, safe_next, viewer

WRONG = "The password or code is not right. Each code works once: wait for a new one if you used it."


@bp.route("/staff/confirm", methods=["GET", "POST"])
@needs(Permission.ACCOUNT_CONFIRM)
@keeps_nothing
@limits.limited(
    network="120 per hour; 500 per day", address="10 per hour",
    address_key=limits.by_account, everyone_key=limits.by_account,
)  # fmt: skip
def confirm() -> Response | str:
    """Ask for the password and a code together, so that nobody learns which was wrong, and go on to where they were."""
    someone, form = viewer(), ConfirmForm()
    onward = redirect(safe_next(request.args.get("next"), home_of(someone)), code=303)
    if request.method != "POST" and is_fresh():
        return onward
    if form.ready():
        with unit_of_work():
            token = service.confirm_staff(
                someone, current_user.get_id(), form.password.data, form.code.data, key=sealing_key()
            )
        if token:
            renew_browser_session(token)
            return onward
        form.form_errors.append(WRONG)
    return render_template("people/confirm.html", form=form, name=someone.name, is_kept=kept.TYPED_ON in session)
