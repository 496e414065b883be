"""A member's own page, their premises, and which alerts they want."""

from flask import flash, redirect, render_template, url_for

from volunteers import clock
from volunteers.errors import Refused
from volunteers.farms import queries, service
from volunteers.farms.forms import PremisesForm, WishForm
from volunteers.farms.models import FarmPremises
from volunteers.farms.routes.blueprint import OWN, Answer, bp
from volunteers.farms.rules import Crime
from volunteers.forces.queries import current_force
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer
from volunteers.web.once import create_once

DOUBTS = {"far_from_postcode", "outside"}


@bp.get("/my-farm")
@needs(OWN)
def mine() -> str:
    """Alerts now, then premises, what is to come, and what was reported."""
    by = viewer()
    return render_template(
        "farms/mine.html", alerts=queries.list_own_alerts(by), premises=queries.list_own_premises(by),
        visits=queries.list_own_visits(by), reports=queries.list_own_reports(by), wish=queries.find_wish(by),
        items=queries.list_own_items(by), nights=queries.list_coming_nights(by), loans=queries.list_own_loans(by),
        to_tell_of=queries.list_nights_to_tell_of(by), told_of=queries.list_own_nights(by), today=clock.today(),
        crimes={crime.value: crime.label for crime in Crime},
    )  # fmt: skip


@bp.route("/my-farm/premises/new", methods=["GET", "POST"])
@needs(OWN)
def add_premises() -> Answer:
    """One more place; a point that looks wrong is asked about once."""
    queries.get_membership(viewer())
    form, is_doubtful, status = PremisesForm(), False, 200

    def create() -> str:
        service.add_premises(form.entry(), is_sure=bool(form.sure.data), by=viewer())
        return url_for(".mine")

    if form.ready():
        try:
            address = create_once(form, purpose="farm_premises", account_id=viewer().account_id, create=create)
            flash("Your premises are saved.")
            return redirect(address, code=303)
        except Refused as refused:
            form.refuse(refused.refusals)
            is_doubtful, status = _is_doubtful(refused), 409
    return render_template("farms/premises_form.html", form=form, is_doubtful=is_doubtful, premises=None), status


@bp.route("/my-farm/premises/<int:premises_id>", methods=["GET", "POST"])
@needs(OWN)
def change_premises(premises_id: int) -> Answer:
    """Write premises of one's own down anew."""
    premises = queries.get_own_premises(premises_id, viewer())
    form, is_doubtful, status = PremisesForm(data=_stored(premises)), False, 200
    if form.ready():
        try:
            with unit_of_work():
                service.change_premises(
                    premises_id, form.entry(), version=form.seen, is_sure=bool(form.sure.data), by=viewer()
                )  # fmt: skip
            flash("Your premises are saved.")
            return redirect(url_for(".mine"), code=303)
        except Refused as refused:
            form.refuse(refused.refusals)
            is_doubtful, status = _is_doubtful(refused), 409
            form.version.data = str(queries.get_own_premises(premises_id, viewer()).version)
    page = render_template("farms/premises_form.html", form=form, is_doubtful=is_doubtful, premises=premises)
    return page, status


@bp.route("/my-farm/alerts-i-want", methods=["GET", "POST"])
@needs(OWN)
def wishes() -> Answer:
    """Which alerts, and from how far."""
    wish = queries.find_wish(viewer())
    stored = {"crimes": wish.crimes, "miles": wish.miles} if wish else {"miles": current_force().farm_watch.alert_miles}
    form = WishForm(data=stored)
    if form.ready():
        with unit_of_work():
            service.say_wishes(form.crimes.data or [], miles=int(form.miles.data or 1), by=viewer())
        flash("Your choice of alerts is saved.")
        return redirect(url_for(".mine"), code=303)
    return render_template("farms/wishes.html", form=form)


def _is_doubtful(refused: Refused) -> bool:
    return any(refusal.code in DOUBTS for refusal in refused.refusals)


def _stored(premises: FarmPremises) -> dict[str, str]:
    plain = ("name", "kept", "address", "postcode", "holding_number", "ring")
    return {name: getattr(premises, name) for name in plain} | {
        "typed": premises.reference, "access": service.own_access(premises), "version": str(premises.version),
    }  # fmt: skip
