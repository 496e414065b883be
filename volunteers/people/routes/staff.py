"""Staff sign-in, and the page that staff come to."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from volunteers.extensions import sealing_key
from volunteers.people import service
from volunteers.people.forms import StaffForm
from volunteers.people.routes.blueprint import begin_browser_session, bp, home_of
from volunteers.people.routes.limits import limited, remember_device
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import find_viewer, public, safe_next

WRONG = "The e-mail address, password or code is not right. Each code works once: wait for a new one if you used it."


@bp.route("/staff/sign-in", methods=["GET", "POST"])
@public
@limited(network="120 per hour; 500 per day", address="10 per hour")
def staff_sign_in() -> Response | str:
    """One form for all three, so that nobody learns which was wrong."""
    found = find_viewer()
    if found is not None and found.is_staff and request.method != "POST":
        return redirect(safe_next(request.args.get("next"), home_of(found)))
    form = StaffForm()
    if form.ready():
        with unit_of_work():
            token = service.sign_in_staff(form.email.data, form.password.data, form.code.data, key=sealing_key())
        if token:
            someone = begin_browser_session(token)
            response = redirect(safe_next(request.args.get("next"), home_of(someone)), code=303)
            remember_device(response, form.email.data)
            return response
        form.form_errors.append(WRONG)
    return render_template("people/staff_sign_in.html", form=form)


@bp.get("/staff")
@public
def staff_home() -> Response:
    """To the first page this viewer may open; to the staff sign-in when nobody is signed in."""
    found = find_viewer()
    return redirect(home_of(found) if found else url_for("people.staff_sign_in"))
