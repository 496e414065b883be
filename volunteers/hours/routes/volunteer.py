"""The hours of a volunteer on their page for staff."""

from flask import render_template

from volunteers.hours import queries
from volunteers.permissions import Permission
from volunteers.web.access import find_viewer


def volunteer_part(volunteer_id: int) -> str:
    """The hours of the last months; nothing for who may not see them, or where there are none in sight."""
    by = find_viewer()
    if by is None or not by.may(Permission.HOURS_CERTIFY):
        return ""
    months = queries.list_recent(volunteer_id, by)
    return render_template("hours/volunteer_part.html", months=months) if months else ""
