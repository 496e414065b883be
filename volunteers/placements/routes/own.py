"""A volunteer's own placement on a telephone: where, with whom, journeys and hours."""

from flask import Flask, flash, redirect, render_template, url_for

from volunteers import clock
from volunteers.errors import Refused
from volunteers.people.queries import serves_in
from volunteers.placements import queries, service
from volunteers.placements.forms import JourneyForm, WorkedForm, times_of
from volunteers.placements.routes.blueprint import LOG, Answer, bp
from volunteers.placements.rules import PLACED_STRAND
from volunteers.rosters.queries import get_own_duties, get_self
from volunteers.unit_of_work import unit_of_work
from volunteers.web import slots
from volunteers.web.access import find_viewer, needs, viewer
from volunteers.web.forms import ButtonForm
from volunteers.web.once import create_once


@bp.get("/my-placement")
@needs(LOG)
def mine() -> str:
    """Every placement of one's own; for a driver, the journeys of the latest."""
    today, rows = clock.today(), queries.list_own(viewer())
    parts = [(row, queries.list_journeys(row.placement.id) if row.drives else []) for row in rows]
    claimed = queries.list_claimed(each for _, journeys in parts for each in journeys)
    upcoming = get_own_duties(get_self(viewer())).upcoming
    return render_template(
        "placements/mine.html", parts=parts, today=today, form=ButtonForm(), claimed=claimed,
        duty=upcoming[0] if upcoming else None,
    )  # fmt: skip


@bp.route("/my-placement/<int:placement_id>/journeys/new", methods=["GET", "POST"])
@needs(LOG)
def log_journey(placement_id: int) -> Answer:
    """Write down a journey."""
    by, row = viewer(), queries.get_own_placement(placement_id, viewer())
    form = JourneyForm(on=clock.today())

    def create() -> str:
        service.log_journey(placement_id, form.given(), by=by)
        return url_for(".mine")

    if form.ready():
        try:
            location = create_once(form, purpose="journey", account_id=by.account_id, create=create)
        except Refused as refused:
            form.refuse(refused.refusals)
        else:
            flash("Your journey is written down.")
            return redirect(location, code=303)
    return render_template("placements/journey.html", form=form, row=row)


@bp.post("/my-placement/journeys/<int:journey_id>/claim")
@needs(LOG)
def claim_miles(journey_id: int) -> Answer:
    """Claim the miles of a journey in one's own car."""
    if ButtonForm().ready():
        try:
            with unit_of_work():
                service.claim_miles(journey_id, by=viewer())
            flash("The miles are claimed. You see them among your expenses.")
        except Refused as refused:
            flash(refused.refusals[0].message)
    return redirect(url_for(".mine"), code=303)


@bp.post("/my-placement/journeys/<int:journey_id>/remove")
@needs(LOG)
def remove_journey(journey_id: int) -> Answer:
    """Take out a journey written down by mistake."""
    if ButtonForm().ready():
        try:
            with unit_of_work():
                service.remove_journey(journey_id, by=viewer())
            flash("The journey is taken out.")
        except Refused as refused:
            flash(refused.refusals[0].message)
    return redirect(url_for(".mine"), code=303)


@bp.route("/my-placement/<int:placement_id>/worked", methods=["GET", "POST"])
@needs(LOG)
def log_hours(placement_id: int) -> Answer:
    """Write down a day's work."""
    by, row = viewer(), queries.get_own_placement(placement_id, viewer())
    form = WorkedForm(on=clock.today())

    def create() -> str:
        starts_at, ends_at = times_of(form.on.data, form.starts.data, form.ends.data)
        key = f"placement {placement_id} {form.once.data}"
        service.log_hours(placement_id, starts_at=starts_at, ends_at=ends_at, key=key, by=by)
        return url_for(".mine")

    if form.ready():
        try:
            location = create_once(form, purpose="placement hours", account_id=by.account_id, create=create)
        except Refused as refused:
            form.refuse(refused.refusals)
        else:
            flash("Your hours are written down. They wait to be certified.")
            return redirect(location, code=303)
    return render_template("placements/worked.html", form=form, row=row)


def fill_slots(app: Flask) -> None:
    """A card on a volunteer's own page of duties, for those who are placed."""
    slots.fill(app, "own_duties", _card)


def _card() -> str:
    by = find_viewer()
    if by is None or not by.may(LOG) or not serves_in(by, PLACED_STRAND) or not queries.has_placement(by):
        return ""
    return render_template("placements/own_part.html", row=queries.list_own(by)[0])
