"""The lists of those who look after volunteers: who is how far, whose review is due, kit to get back, milestones."""

from flask import render_template, request

from volunteers import clock
from volunteers.records import queries
from volunteers.records.routes.blueprint import EDIT, SIGN, asked_area, bp, tabs
from volunteers.web.access import needs, viewer
from volunteers.web.addresses import asked_number

ORDERS = ("waiting", "furthest")


@bp.get("/staff/records")
@needs(SIGN)
def progress() -> str:
    """Who is ready for the next status, who waits longest for a signature, and how far everyone is."""
    narrowed = asked_area()
    by = request.args.get("by") if request.args.get("by") in ORDERS else ORDERS[0]
    page = queries.list_progress(viewer(), area=narrowed["area"], by=str(by), after=asked_number("after") or 0)
    lists = tabs("records.progress", viewer())
    return render_template(
        "records/progress.html", page=page, by=by, tabs=lists, may_edit=viewer().may(EDIT), **narrowed
    )


@bp.get("/staff/records/reviews")
@needs(SIGN)
def reviews() -> str:
    """Whose review is overdue or due soon."""
    narrowed = asked_area()
    page = queries.list_due(viewer(), area=narrowed["area"], after=asked_number("after") or 0)
    return render_template("records/reviews.html", page=page, tabs=tabs("records.reviews", viewer()), **narrowed)


@bp.get("/staff/records/kit")
@needs(EDIT)
def kit_out() -> str:
    """What is still with people who have left or are suspended."""
    narrowed = asked_area()
    rows = queries.list_to_get_back(viewer(), area=narrowed["area"])
    return render_template("records/kit_out.html", rows=rows, tabs=tabs("records.kit_out", viewer()), **narrowed)


@bp.get("/staff/records/milestones")
@needs(SIGN)
def milestones() -> str:
    """Years of service that are completed in the next 90 days."""
    narrowed = asked_area()
    rows = queries.list_coming(viewer(), area=narrowed["area"])
    return render_template(
        "records/milestones.html", rows=rows, today=clock.today(), tabs=tabs("records.milestones", viewer()), **narrowed
    )
