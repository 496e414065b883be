"""Text messages to one's mobile: giving a number, proving it by a code, and stopping them."""

from flask import abort, current_app, flash, redirect, render_template, session, url_for
from werkzeug.wrappers import Response

from volunteers.notifications.rules.reaching import readable_number
from volunteers.people import service
from volunteers.people.forms import CodeForm
from volunteers.people.forms.mobile import MobileForm
from volunteers.people.queries.accounts import find_mobile
from volunteers.people.routes.blueprint import bp
from volunteers.permissions import Permission
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer
from volunteers.web.forms import ButtonForm
from volunteers.web.limits import by_account, limited
from volunteers.web.once import do_once

NEW_MOBILE = "new_mobile"
WRONG_CODE = "That code is not right, or it is too old. Check it, or ask for a new one."


@bp.route("/my-mobile", methods=["GET", "POST"])
@needs(Permission.OWN_ACCOUNT)
@limited(network="30 per hour; 100 per day", address="5 per hour; 10 per day", address_key=by_account)
def mobile() -> Response | str:
    """Where text messages go now, and another number for them; a code goes there."""
    _refuse_where_nobody_carries_them()
    form = MobileForm()
    if form.ready():
        number = form.number
        do_once(
            form, purpose="mobile", account_id=viewer().account_id,
            do=lambda: service.send_mobile_code(number, key=_key(), by=viewer()),
        )  # fmt: skip
        session[NEW_MOBILE] = number
        return redirect(url_for(".confirm_mobile"), code=303)
    return _mobile_page(form)


@bp.route("/my-mobile/code", methods=["GET", "POST"])
@needs(Permission.OWN_ACCOUNT)
@limited(network="120 per hour; 500 per day", address="30 per hour; 60 per day", address_key=by_account)
def confirm_mobile() -> Response | str:
    """Take the code that was sent there."""
    number = session.get(NEW_MOBILE)
    if not number:
        return redirect(url_for(".mobile"), code=303)
    form = CodeForm()
    if form.ready():
        with unit_of_work():
            is_taken = service.take_mobile(number, form.code.data, key=_key(), by=viewer())
        if is_taken:
            session.pop(NEW_MOBILE)
            flash("We will send you text messages as well as e-mail.")
            return redirect(url_for(".mobile"), code=303)
        form.code.errors = [WRONG_CODE]
    return _page("people/mobile_code.html", form=form, number=readable_number(number))


@bp.post("/my-mobile/stop")
@needs(Permission.OWN_ACCOUNT)
def stop_texts() -> Response | str:
    """No more text messages; the number is forgotten."""
    button = ButtonForm()
    if not button.ready():
        form = MobileForm(formdata=None)
        form.form_errors.extend(problem["text"] for problem in button.problems())
        return _mobile_page(form)
    with unit_of_work():
        service.stop_texts(by=viewer())
    flash("No more text messages. We have taken your number out. E-mail goes on as before.")
    return redirect(url_for(".mobile"), code=303)


def _mobile_page(form: MobileForm) -> str:
    now = find_mobile(viewer().account_id)
    return _page("people/mobile.html", form=form, now=readable_number(now) if now else None)


def _page(template: str, **about: object) -> str:
    layout = "layouts/staff.html" if viewer().is_staff else "layouts/public.html"
    return render_template(template, layout=layout, **about)


def _refuse_where_nobody_carries_them() -> None:
    if not current_app.config["TEXTS"]:
        abort(404)


def _key() -> bytes:
    """What codes are digested with."""
    return str(current_app.config["SECRET_KEY"]).encode()
