"""A coordinator's scheme at a glance: what is to do, its streets, and that it still runs."""

from flask import flash, redirect, render_template, url_for

from volunteers.errors import Refused
from volunteers.people.queries import serves_in
from volunteers.strands.rules import StrandCode
from volunteers.unit_of_work import unit_of_work
from volunteers.watch_schemes import queries, service
from volunteers.watch_schemes.forms import StreetForm
from volunteers.watch_schemes.routes.blueprint import RUN, Answer, bp
from volunteers.web.access import find_viewer, needs, viewer
from volunteers.web.forms import ButtonForm
from volunteers.web.once import create_once


@bp.get("/my-watch")
@needs(RUN)
def mine() -> str:
    """The scheme and what is for its coordinator to do."""
    own = queries.look_at_own(queries.get_own_scheme(viewer()))
    streets = queries.list_streets(own.scheme.id)
    return render_template("watch_schemes/mine.html", own=own, streets=streets, form=ButtonForm())


@bp.post("/my-watch/still-running")
@needs(RUN)
def still_running() -> Answer:
    """The scheme runs."""
    scheme = queries.get_own_scheme(viewer())
    if ButtonForm().ready():
        with unit_of_work():
            service.say_still_running(scheme.id, by_account_id=viewer().account_id)
        flash("Thank you. We know that your scheme is running.")
    return redirect(url_for(".mine"), code=303)


@bp.route("/my-watch/streets", methods=["GET", "POST"])
@needs(RUN)
def streets() -> Answer:
    """The streets, and one more."""
    scheme, form = queries.get_own_scheme(viewer()), StreetForm()

    def create() -> str:
        service.add_street(
            form.name.data or "", first=form.first.data, last=form.last.data, postcode=form.postcode.data or "",
            by=viewer(),
        )  # fmt: skip
        return url_for(".streets")

    if form.ready():
        try:
            return redirect(create_once(form, purpose="street", account_id=viewer().account_id, create=create), 303)
        except Refused as fault:
            form.refuse(fault.refusals)
    rows = queries.list_streets(scheme.id)
    return render_template(
        "watch_schemes/streets.html", form=form, scheme=scheme, streets=rows, button_form=ButtonForm()
    )


@bp.post("/my-watch/streets/<int:street_id>/remove")
@needs(RUN)
def remove_street(street_id: int) -> Answer:
    """Take a street out."""
    queries.get_own_scheme(viewer())
    if ButtonForm().ready():
        with unit_of_work():
            service.remove_street(street_id, by=viewer())
        flash("The street is taken out.")
    return redirect(url_for(".streets"), code=303)


def own_card() -> str:
    """The card on the page of one's duties; nothing for who looks after no scheme."""
    by = find_viewer()
    scheme = queries.find_own_scheme(by) if by and serves_in(by, StrandCode.NEIGHBOURHOOD_WATCH) else None
    if scheme is None:
        return ""
    return render_template("watch_schemes/own_card.html", own=queries.look_at_own(scheme))
