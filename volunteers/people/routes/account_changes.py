"""What the buttons of a staff account do. Each is one act of the service; what is refused is said on the page."""

from collections.abc import Callable

from flask import redirect, render_template, url_for

from volunteers.errors import Refused
from volunteers.extensions import sealing_key
from volunteers.people.forms import ResetForm, grant_form
from volunteers.people.queries.accounts import get_staff_account
from volunteers.people.routes.accounts import account_page
from volunteers.people.routes.blueprint import Answer, bp
from volunteers.people.routes.first_details import make_and_show
from volunteers.people.routes.second_person import Asked, asking_page
from volunteers.people.rules.accounts import needs_second
from volunteers.people.service import accounts
from volunteers.permissions import Permission, Viewer
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer
from volunteers.web.forms import ButtonForm

ONE = "/staff/accounts/<int(max=2147483647):account_id>"


@bp.post(f"{ONE}/roles")
@needs(Permission.ACCOUNT_MANAGE, fresh=True)
def give_role(account_id: int) -> Answer:
    """Give a role, or ask for it where a second administrator must agree."""
    form, by = grant_form(), viewer()
    grant = form.grant() if form.ready() else None
    if grant is None:
        return account_page(account_id, form)
    asks = needs_second([grant])
    try:
        with unit_of_work():
            (accounts.ask_for_role if asks else accounts.grant_role)(account_id, grant, by=by)
    except Refused as fault:
        form.refuse(fault.refusals)
        return account_page(account_id, form)
    return asking_page(Asked(account_id, by.account_id, grant)) if asks else _back(account_id)


@bp.post(f"{ONE}/roles/<int(max=2147483647):grant_id>/remove")
@needs(Permission.ACCOUNT_MANAGE, fresh=True)
def remove_role(account_id: int, grant_id: int) -> Answer:
    return _press(account_id, lambda by: accounts.remove_role(grant_id, account_id=account_id, by=by))


@bp.post(f"{ONE}/disable")
@needs(Permission.ACCOUNT_MANAGE, fresh=True)
def disable_account(account_id: int) -> Answer:
    return _press(account_id, lambda by: accounts.disable(account_id, by=by))


@bp.post(f"{ONE}/enable")
@needs(Permission.ACCOUNT_MANAGE, fresh=True)
def enable_account(account_id: int) -> Answer:
    return _press(account_id, lambda by: accounts.enable(account_id, by=by))


@bp.post(f"{ONE}/end-sign-ins")
@needs(Permission.ACCOUNT_MANAGE, fresh=True)
def end_account_sign_ins(account_id: int) -> Answer:
    return _press(account_id, lambda by: accounts.end_sign_ins(account_id, by=by))


@bp.route(f"{ONE}/reset", methods=["GET", "POST"])
@needs(Permission.ACCOUNT_MANAGE, fresh=True)
def reset_account(account_id: int) -> Answer:
    """Say what a reset ends, then do it, or ask for it where a second administrator must agree."""
    form, by, account = ResetForm(), viewer(), get_staff_account(account_id)
    if form.ready():
        try:
            if account.reset_needs_second:
                with unit_of_work():
                    accounts.ask_for_reset(account_id, by=by)
                return asking_page(Asked(account_id, by.account_id, None))
            return make_and_show(
                form, f"reset {account_id}", lambda: accounts.reset(account_id, by=by, key=sealing_key())
            )
        except Refused as fault:
            form.refuse(fault.refusals)
    return render_template("people/reset_account.html", form=form, account=account)


def _press(account_id: int, act: Callable[[Viewer], None]) -> Answer:
    """One button: the act, or the page again with what stands in the way."""
    form = ButtonForm()
    if form.ready():
        try:
            with unit_of_work():
                act(viewer())
            return _back(account_id)
        except Refused as fault:
            form.refuse(fault.refusals)
    return account_page(account_id, grant_form(), form)


def _back(account_id: int) -> Answer:
    return redirect(url_for("people.staff_account", account_id=account_id), code=303)
