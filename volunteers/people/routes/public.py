"""Signing in with a code sent by e-mail, and signing out, for everyone."""

from flask import redirect, render_template, request, session, url_for
from flask_login import current_user, logout_user
from werkzeug.wrappers import Response

from volunteers.people import service
from volunteers.people.forms import CodeForm, EmailForm
from volunteers.people.routes.blueprint import begin_browser_session, bp, code_key, home_of
from volunteers.people.routes.limits import ASKED_FOR, limited
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import find_viewer, public, safe_next
from volunteers.web.forms import ButtonForm
from volunteers.web.once import do_once

WRONG_CODE = "That code is not right, or it is too old. Check it, or ask for a new one."


@bp.route("/sign-in", methods=["GET", "POST"])
@public
@limited(network="60 per hour; 300 per day", address="5 per 15 minutes; 20 per day")
def sign_in() -> Response | str:
    """Ask where to send a code. What follows is the same whoever's address it is."""
    viewer = find_viewer()
    if viewer is not None and request.method != "POST":
        return redirect(safe_next(request.args.get("next"), home_of(viewer)))
    form = EmailForm(email=session.get(ASKED_FOR))
    if form.ready():
        do_once(
            form, purpose="sign_in", account_id=None, do=lambda: service.request_code(form.email.data, key=code_key())
        )
        session[ASKED_FOR] = form.email.data
        return redirect(_on_to("people.enter_code"), code=303)
    return render_template("people/sign_in.html", form=form)


@bp.route("/sign-in/code", methods=["GET", "POST"])
@public
@limited(network="120 per hour; 500 per day", address="20 per 15 minutes; 100 per day")
def enter_code() -> Response | str:
    """Take the code. A wrong one costs a try, so what the service answers is committed either way."""
    email = session.get(ASKED_FOR)
    if not email:
        return redirect(_on_to("people.sign_in"))
    form = CodeForm()
    if form.ready():
        with unit_of_work():
            token = service.sign_in_with_code(email, form.code.data, key=code_key())
        if token:
            viewer = begin_browser_session(token)
            return redirect(safe_next(request.args.get("next"), home_of(viewer)), code=303)
        form.code.errors = [WRONG_CODE]
    return render_template("people/enter_code.html", form=form, email=email, again=_on_to("people.sign_in"))


@bp.route("/sign-out", methods=["GET", "POST"])
@public
def sign_out() -> Response | str:
    """A page with one button, since a link must not sign anyone out; then the sign-in is over, copied cookies too."""
    form = ButtonForm()
    if form.ready():
        if current_user.is_authenticated:
            with unit_of_work():
                service.end_sign_in(current_user.get_id())
        logout_user()
        response = redirect(url_for("people.signed_out"), code=303)
        response.headers["Clear-Site-Data"] = '"cache"'
        return response
    return render_template("people/sign_out.html", form=form)


@bp.get("/signed-out")
@public
def signed_out() -> str:
    return render_template("people/signed_out.html")


def _on_to(endpoint: str) -> str:
    """The next page's address, with where the person was going in the first place."""
    return url_for(endpoint, next=safe_next(request.args.get("next"), "") or None)
