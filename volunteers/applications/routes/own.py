"""One's own applications after they were sent: the list, the confirmation, and withdrawing."""

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from volunteers.applications import queries, service
from volunteers.applications.forms import WithdrawForm
from volunteers.applications.routes.blueprint import bp
from volunteers.applications.routes.equality import asking_of
from volunteers.applications.rules import days_in_words
from volunteers.errors import Refused
from volunteers.permissions import Permission
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer


@bp.get("/my-applications")
@needs(Permission.APPLICATION_SEE_OWN)
def mine() -> str:
    """Every application of this person, newest first."""
    return render_template("applications/mine.html", applications=queries.list_own(viewer()))


@bp.get("/my-applications/<reference>/confirmation")
@needs(Permission.APPLICATION_SEE_OWN)
def confirmation(reference: str) -> Response | str:
    """The reference to keep, and what happens next."""
    found = queries.get_own(reference, viewer())
    if found.is_draft:
        return redirect(url_for(".application", reference=reference), code=303)
    strand = queries.strand_of(found)
    first = strand.pipeline.submitted
    return render_template(
        "applications/confirmation.html",
        application=found,
        email=found.account.email,
        strand=strand,
        first=first,
        wait=days_in_words(first.usual_days) if first.usual_days else None,
        asking=asking_of(found),
    )


@bp.route("/my-applications/<reference>/withdraw", methods=["GET", "POST"])
@needs(Permission.APPLICATION_SEE_OWN)
def withdraw(reference: str) -> Response | str:
    """Stop one's own application, with a reason."""
    found = queries.get_own(reference, viewer())
    strand = queries.strand_of(found)
    page = url_for(".application", reference=reference)
    if found.is_draft or strand.pipeline.stage(found.stage).is_final:
        return redirect(page, code=303)
    form = WithdrawForm()
    if form.ready():
        try:
            with unit_of_work():
                service.withdraw(reference, reason=form.reason.data, by=viewer())
            return redirect(page, code=303)
        except Refused as refused:
            form.refuse(refused.refusals)
    return render_template("applications/withdraw.html", application=found, strand=strand, form=form, back=page)
