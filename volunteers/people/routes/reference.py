"""The first page of reference data, and the latest changes on the page of each list."""

from flask import Flask, current_app, render_template

from volunteers.people.queries.reference import count_entries, latest_changes, recent_changes
from volunteers.people.routes.blueprint import bp
from volunteers.people.routes.messages import messages_part
from volunteers.people.routes.qualifications import qualifications_part
from volunteers.people.rules.reference import LISTS, shown
from volunteers.permissions import Permission
from volunteers.web import slots
from volunteers.web.access import needs, viewer


@bp.get("/staff/reference")
@needs(Permission.REFERENCE_EDIT)
def reference() -> str:
    """Every list this viewer may keep: what it decides, how much is in it, and when it last changed."""
    there = [each for each in LISTS if each.endpoint in current_app.view_functions and viewer().may(each.needs)]
    return render_template(
        "people/reference.html", lists=shown(there, entries=count_entries(), changes=latest_changes())
    )


def fill_slots(app: Flask) -> None:
    """Show on each list's page who changed it, and on a volunteer's their qualifications and messages."""
    slots.fill(app, "reference_changes", changes_part)
    slots.fill(app, "volunteer", qualifications_part)
    slots.fill(app, "volunteer", messages_part)


def changes_part(subject: str) -> str:
    """The latest changes of a list, by what the history calls one of its entries."""
    return render_template("people/reference_changes.html", rows=recent_changes(subject))
