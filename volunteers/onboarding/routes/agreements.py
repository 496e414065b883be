"""What an applicant signs on screen."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from volunteers.applications.queries import get_own, strand_of
from volunteers.errors import NotFound, Refused
from volunteers.onboarding import service
from volunteers.onboarding.forms.schemes import SignForm
from volunteers.onboarding.queries.agreements import find_agreement
from volunteers.onboarding.routes.blueprint import bp
from volunteers.permissions import Permission
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer


@bp.route("/my-applications/<reference>/agreement/<code>", methods=["GET", "POST"])
@needs(Permission.APPLICATION_SEE_OWN)
def agreement(reference: str, code: str) -> ResponseReturnValue:
    """What is agreed to, to be signed once and read again at any time."""
    found = get_own(reference, viewer())
    strand = strand_of(found)
    check = strand.check(code)
    if not check.agrees:
        raise NotFound(f"check {code!r} is not passed by signing")
    form, signed, status = SignForm(), find_agreement(found.id, code), 200
    if signed is None and form.ready():
        try:
            with unit_of_work():
                service.sign(reference, code, name=form.name.data, by=viewer())
        except Refused as refused:
            form.refuse(refused.refusals)
            status = 409
        else:
            flash("You have signed. You can read it again here at any time.")
            return redirect(url_for("onboarding.agreement", reference=reference, code=code), code=303)
    is_due = code in strand.pipeline.gathered_at(found.stage)
    page = render_template(
        "onboarding/agreement.html", application=found, strand=strand, check=check, signed=signed, form=form,
        is_due=is_due,
    )  # fmt: skip
    return page, status
