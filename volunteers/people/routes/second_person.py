"""What takes two administrators: one asks and is given a link, another opens it and agrees.

The link says who asked for what, signed and for a day. It opens nothing by itself: only an administrator may follow
it, other than the one who asked and the one it is about, and everything is judged again when they agree.
"""

from dataclasses import dataclass

from flask import current_app, redirect, render_template, url_for
from itsdangerous import BadData, URLSafeTimedSerializer

from volunteers.errors import NotFound, Refused
from volunteers.extensions import sealing_key
from volunteers.people.forms import ResetForm
from volunteers.people.queries.accounts import find_name, get_staff_account, grant_in_words
from volunteers.people.routes.blueprint import Answer, bp
from volunteers.people.routes.first_details import make_and_show
from volunteers.people.service import accounts
from volunteers.permissions import Grant, Permission, Role
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer

GOOD_FOR_SECONDS = 24 * 60 * 60


@dataclass(frozen=True)
class Asked:
    """What one administrator asks another to agree to: a role for an account, or a reset of it (no grant)."""

    account_id: int
    asked_by: int
    grant: Grant | None


def asking_page(asked: Asked) -> str:
    """The page with the link to hand on."""
    link = url_for("people.agree", token=_sign(asked), _external=True)
    return render_template(
        "people/asking.html", account=get_staff_account(asked.account_id), words=_words(asked), link=link
    )


@bp.route("/staff/accounts/agree/<token>", methods=["GET", "POST"])
@needs(Permission.ACCOUNT_MANAGE, fresh=True)
def agree(token: str) -> Answer:
    """Say who asks for what; the button does it."""
    asked, form = _read(token), ResetForm()
    account = get_staff_account(asked.account_id)
    if form.ready():
        try:
            return _do(asked, form)
        except Refused as fault:
            form.refuse(fault.refusals)
    return render_template(
        "people/agree.html",
        account=account,
        words=_words(asked),
        asker=find_name(asked.asked_by),
        form=form,
        is_reset=asked.grant is None,
    )


def _do(asked: Asked, form: ResetForm) -> Answer:
    by, grant = viewer(), asked.grant
    if grant is not None:
        with unit_of_work():
            accounts.grant_role(asked.account_id, grant, by=by, asked_by=asked.asked_by)
        return redirect(url_for("people.staff_account", account_id=asked.account_id), code=303)

    def reset() -> accounts.FirstDetails:
        return accounts.reset(asked.account_id, by=by, key=sealing_key(), asked_by=asked.asked_by)

    return make_and_show(form, f"reset {asked.account_id}", reset)


def _words(asked: Asked) -> str:
    return grant_in_words(asked.grant) if asked.grant else "new sign-in details"


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.config["SECRET_KEY"]), salt="asked of a second administrator")


def _sign(asked: Asked) -> str:
    grant = asked.grant
    said = [grant.role.value, grant.strand, grant.area] if grant else None
    return str(_signer().dumps([asked.account_id, asked.asked_by, said]))


def _read(token: str) -> Asked:
    """What a link says; ``NotFound`` for one that is not ours or is too old."""
    try:
        account_id, asked_by, said = _signer().loads(token, max_age=GOOD_FOR_SECONDS)
    except BadData as fault:
        raise NotFound("no such request") from fault
    return Asked(account_id, asked_by, Grant(Role(said[0]), said[1], said[2]) if said else None)
