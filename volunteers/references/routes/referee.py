"""Where the link leads first, and saying that one cannot give a reference."""

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from volunteers.errors import Refused
from volunteers.forces.queries import current_force
from volunteers.references import service
from volunteers.references.forms import DeclineForm
from volunteers.references.models import Referee
from volunteers.references.routes.blueprint import behind_link, bp
from volunteers.references.rules import DeclineReason, RefereeState, pages_for
from volunteers.strands.queries import get_strand
from volunteers.unit_of_work import unit_of_work


@bp.get("/reference/<token>")
@behind_link
def start(referee: Referee, token: str) -> str:
    """Who asks and why, what is asked, and what we do with it; once it is over, a page that says so."""
    return render_template(
        "references/start.html",
        referee=referee,
        token=token,
        strand=get_strand(referee.strand),
        pages=pages_for(referee.strand, with_children=referee.with_children),
        has_begun=referee.state is RefereeState.STARTED,
        privacy=current_force().contact("privacy"),
    )


@bp.route("/reference/<token>/cannot", methods=["GET", "POST"])
@behind_link
def cannot(referee: Referee, token: str) -> Response | str:
    """Say that one gives no reference, with a reason or without."""
    form = DeclineForm()
    if form.ready():
        try:
            with unit_of_work():
                service.decline(referee.id, DeclineReason(form.reason.data))
        except Refused as refused:
            form.refuse(refused.refusals)
        else:
            return redirect(url_for(".start", token=token), code=303)
    return render_template("references/cannot.html", form=form, token=token)
