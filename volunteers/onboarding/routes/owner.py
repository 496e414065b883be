"""Whose case an application is."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from volunteers.errors import Refused
from volunteers.onboarding import queries, service
from volunteers.onboarding.forms.notes import OwnerForm, owner_form
from volunteers.onboarding.queries import CaseFile
from volunteers.onboarding.routes.blueprint import bp
from volunteers.permissions import Permission
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer


@bp.route("/staff/applications/<reference>/owner", methods=["GET", "POST"])
@needs(Permission.APPLICATION_MOVE)
def owner(reference: str) -> ResponseReturnValue:
    """Take a case, give it to someone else who may see it, or give it up."""
    case = queries.get_case_file(reference, viewer())
    form = _form(case)
    if not form.ready():
        return render_template("onboarding/owner.html", case=case, form=form)
    try:
        with unit_of_work():
            application = service.set_owner(case.application.id, to=form.chosen, seen=form.seen, by=viewer())
            flash(_done(application.owner_id, form))
    except Refused as refused:
        case = queries.get_case_file(reference, viewer())
        form.refuse(refused.refusals)
        form.seen_owner.data = str(case.application.owner_id or "")
        return render_template("onboarding/owner.html", case=case, form=form), 409
    return redirect(url_for("onboarding.application", reference=reference), code=303)


def _form(case: CaseFile) -> OwnerForm:
    people = queries.list_coordinators(case.application)
    me = viewer().account_id
    named = [(number, f"{name} (you)" if number == me else name) for number, name in people]
    return owner_form(sorted(named, key=lambda each: each[0] != me), owner_id=case.application.owner_id)


def _done(owner_id: int | None, form: OwnerForm) -> str:
    if owner_id is None:
        return "It is nobody’s case now."
    if owner_id == viewer().account_id:
        return "It is your case now."
    name = next(choice.label for choice in form.owner.choices if choice.value == str(owner_id))
    return f"It is {name}’s case now. They are told by e-mail."
