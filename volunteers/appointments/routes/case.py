"""What stands of appointments on the page of an application, for those who make them."""

from flask import render_template

from volunteers.appointments.queries.choices import list_to_invite, purposes_for
from volunteers.appointments.queries.people import find_open_invitations, list_appointments_of
from volunteers.appointments.routes.staff import EDIT
from volunteers.onboarding.queries import get_application
from volunteers.web.access import viewer


def case_part(application_id: int, reference: str) -> str:
    """Their appointments, what they were asked to choose, and the way to book; nothing for those who make none."""
    by = viewer()
    if not by.may(EDIT):
        return ""
    application = get_application(reference, by)
    if not by.may_in(EDIT, application.strand, application.area):
        return ""
    appointments = list_appointments_of(application_id, by)
    may_book = application.account_id != by.account_id and bool(purposes_for(application))
    if not appointments and not may_book:
        return ""
    return render_template(
        "appointments/case_part.html", appointments=appointments, invitations=find_open_invitations(application_id),
        reference=reference, may_book=may_book, application_id=application_id,
        to_invite=list_to_invite(application, by) if may_book else [],
    )  # fmt: skip
