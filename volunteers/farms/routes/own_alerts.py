"""A member reports what they saw, and reads and answers alerts."""

from flask import flash, redirect, render_template, url_for

from volunteers import clock
from volunteers.errors import Refused
from volunteers.farms import queries, service
from volunteers.farms.forms import ReplyForm, ReportForm, offer
from volunteers.farms.routes.blueprint import OWN, Answer, bp
from volunteers.farms.rules import Crime
from volunteers.places.rules import Position
from volunteers.web.access import needs, viewer
from volunteers.web.addresses import asked_number
from volunteers.web.once import create_once, do_once

LONGEST_WHERE = 120
ELSEWHERE = ("elsewhere", "Somewhere else")


@bp.route("/my-farm/report", methods=["GET", "POST"])
@needs(OWN)
def report() -> Answer:
    """Tell us of something suspicious; what is happening now goes to 999."""
    premises = queries.list_own_premises(viewer())
    points = {str(one.id): (one.reference, Position(one.latitude, one.longitude)) for one in premises}
    form = ReportForm(data=_said_already())
    offer(form.place, [*((str(one.id), f"At {one.name}") for one in premises), ELSEWHERE])

    def create() -> str:
        service.send_report(form.said(points), by=viewer())
        return url_for(".mine")

    if form.ready():
        address = create_once(form, purpose="farm_report", account_id=viewer().account_id, create=create)
        flash("Thank you. We have your report, and will tell you what comes of it.")
        return redirect(address, code=303)
    return render_template("farms/report.html", form=form)


@bp.route("/my-farm/alerts/<int:alert_id>", methods=["GET", "POST"])
@needs(OWN)
def alert(alert_id: int) -> Answer:
    """One alert with what came after, and a place to say that one saw it too."""
    found, form, status = queries.get_own_alert(alert_id, viewer()), ReplyForm(), 200

    def answer() -> None:
        service.reply(alert_id, form.body.data or "", seen_when=form.seen_when.data or "", by=viewer())

    if form.ready():
        try:
            do_once(form, purpose="farm_reply", account_id=viewer().account_id, do=answer)
            flash("Thank you. We have what you saw.")
            return redirect(url_for(".alert", alert_id=alert_id), code=303)
        except Refused as refused:
            form.refuse(refused.refusals)
            status = 409
    page = render_template(
        "farms/alert.html", alert=found, form=form, updates=queries.list_updates(alert_id),
        replies=queries.list_own_replies(alert_id, viewer()), is_current=queries.is_current(found),
    )  # fmt: skip
    return page, status


def _said_already() -> dict[str, str]:
    """What the form is filled in with: a thing that was stolen, or what was seen on a patrol night."""
    if (item_id := asked_number("item")) is not None:
        item = queries.get_own_item(item_id, viewer())
        thing = ", ".join(part for part in (item.kind, item.make) if part)
        return {
            "crime": Crime.AGRICULTURAL.value, "what": f"Stolen: {thing}, marked {item.mark}.",
            "place": str(item.premises_id),
        }  # fmt: skip
    if (night_id := asked_number("night")) is not None and (night := queries.find_own_night(night_id, viewer())):
        return {
            "what": night.what, "seen_where": night.where_words[:LONGEST_WHERE], "place": ELSEWHERE[0],
            "seen_when": f"On the patrol night of {clock.on(night.duty.starts_at):%d/%m/%Y}",
        }  # fmt: skip
    return {}
