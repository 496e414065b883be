"""Where someone is signed in, and ending a sign-in they do not know."""

from flask import redirect, render_template, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from volunteers import clock
from volunteers.people import queries, service
from volunteers.people.routes.blueprint import bp
from volunteers.permissions import Permission
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer
from volunteers.web.forms import ButtonForm


@bp.get("/my-sign-ins")
@needs(Permission.OWN_ACCOUNT)
def sign_ins() -> str:
    """One line for each browser that is signed in."""
    return _page(ButtonForm())


@bp.post("/my-sign-ins/<int:sign_in_id>/end")
@needs(Permission.OWN_ACCOUNT)
def end_sign_in(sign_in_id: int) -> Response | str:
    """End one; this device's own takes its holder back to the sign-in page at their next step."""
    form = ButtonForm()
    if not form.ready():
        return _page(form)
    with unit_of_work():
        service.end_own_sign_in(sign_in_id, by=viewer())
    return redirect(url_for("people.sign_ins"), code=303)


@bp.post("/my-sign-ins/end-others")
@needs(Permission.OWN_ACCOUNT)
def end_other_sign_ins() -> Response | str:
    """End all but this one."""
    form = ButtonForm()
    if not form.ready():
        return _page(form)
    with unit_of_work():
        service.end_other_sign_ins(current_user.get_id(), by=viewer())
    return redirect(url_for("people.sign_ins"), code=303)


def _page(form: ButtonForm) -> str:
    rows = queries.list_sign_ins(viewer().account_id, current_user.get_id(), clock.now())
    return render_template(
        "people/sign_ins.html",
        rows=rows,
        has_others=any(not row.is_this_one for row in rows),
        form=form,
        layout="layouts/staff.html" if viewer().is_staff else "layouts/public.html",
    )
