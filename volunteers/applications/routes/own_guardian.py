"""A young person's page about their parent or guardian: were they asked, did they answer, and who else to ask."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from volunteers.applications import queries, service
from volunteers.applications.forms.cadets import GuardianForm
from volunteers.applications.routes.blueprint import bp
from volunteers.errors import NotFound, Refused
from volunteers.guardians.queries import Standing, standing_of
from volunteers.permissions import Permission
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer
from volunteers.web.forms import CreatingForm
from volunteers.web.limits import by_account, limited
from volunteers.web.once import do_once

AGAIN = "We have sent them the link again."
ANOTHER = "We have written to them."


@bp.route("/my-applications/<reference>/parent-or-guardian", methods=["GET", "POST"])
@needs(Permission.APPLICATION_SEE_OWN)
@limited(network="120 per day", address="20 per day", address_key=by_account)
def own_guardian(reference: str) -> Response | str:
    """Who was asked and what came of it; the button has the link sent again."""
    standing = _standing(reference)
    form = CreatingForm()
    if form.ready():
        try:
            do_once(
                form, purpose=f"ask_guardian_again {reference}", account_id=viewer().account_id,
                do=lambda: service.ask_guardian_again(reference, by=viewer()),
            )  # fmt: skip
        except Refused as refused:
            form.refuse(refused.refusals)
        else:
            flash(AGAIN)
            return redirect(url_for(".own_guardian", reference=reference), code=303)
    return render_template("guardians/own.html", standing=standing, form=form, reference=reference)


@bp.route("/my-applications/<reference>/parent-or-guardian/change", methods=["GET", "POST"])
@needs(Permission.APPLICATION_APPLY)
@limited(network="120 per day", address="20 per day", address_key=by_account)
def change_guardian(reference: str) -> Response | str:
    """Name another guardian, who is then asked."""
    standing = _standing(reference)
    back = url_for(".own_guardian", reference=reference)
    if not standing.may_change:
        return redirect(back, code=303)
    found = queries.get_own(reference, viewer())
    form = GuardianForm()
    form.own_email = found.account.email if found.account.has_mail else ""
    if form.ready():
        try:
            with unit_of_work():
                service.change_guardian(reference, form.values(), by=viewer())
        except Refused as refused:
            form.refuse(refused.refusals)
        else:
            flash(ANOTHER)
            return redirect(back, code=303)
    return render_template("guardians/change.html", form=form, back=back)


def _standing(reference: str) -> Standing:
    """The guardians of one's own application, once one was named; raises ``NotFound``."""
    standing = standing_of(queries.get_own(reference, viewer()).id)
    if standing.consent is None:
        raise NotFound("nobody was named on this application")
    return standing
