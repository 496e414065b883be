"""Where staff come with the sign-in details they were handed, and choose a password of their own."""

from flask import redirect, render_template
from werkzeug.wrappers import Response

from volunteers.errors import Refused
from volunteers.extensions import sealing_key
from volunteers.people.forms import FirstSignInForm
from volunteers.people.routes.blueprint import begin_browser_session, bp, home_of
from volunteers.people.routes.limits import limited, remember_device
from volunteers.people.service.first_sign_in import choose_password
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import public

WRONG = (
    "The e-mail address, initial password or code is not right, or the time to use them is over. Each code works "
    "once. If it still does not work, ask your administrator to start a reset."
)


@bp.route("/staff/first-sign-in", methods=["GET", "POST"])
@public
@limited(network="120 per hour; 500 per day", address="10 per hour")
def first_sign_in() -> Response | str:
    """One form for all, so that nobody learns which was wrong."""
    form = FirstSignInForm()
    if form.ready():
        try:
            with unit_of_work():
                token = choose_password(
                    form.email.data, form.password.data, form.code.data, form.own.data, key=sealing_key()
                )
        except Refused as fault:
            form.own.errors = [refusal.message for refusal in fault.refusals]
            return render_template("people/first_sign_in.html", form=form)
        if token:
            response = redirect(home_of(begin_browser_session(token)), code=303)
            remember_device(response, form.email.data)
            return response
        form.form_errors.append(WRONG)
    return render_template("people/first_sign_in.html", form=form)
