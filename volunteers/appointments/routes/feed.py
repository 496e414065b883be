"""One's own calendar: a single appointment as a file, and all of them by a secret link that a calendar program fetches.

The link itself is what lets it in, for a calendar program cannot sign in (assurance.md, T15: a deliberate exception to
OWASP ASVS 5.0, 14.2.1). It opens one person's own appointments and duties, and nothing else.
"""

from dataclasses import replace

from flask import Response, current_app, redirect, render_template, url_for

from volunteers.applications.queries import get_own
from volunteers.appointments.queries.calendars import get_entry
from volunteers.appointments.routes.blueprint import PUBLIC, Answer, bp
from volunteers.people.queries.calendars import find_calendar_link, get_account_of_calendar, list_entries
from volunteers.people.rules.calendars import Entry, calendar_of
from volunteers.people.service.calendars import end_calendar_link, make_calendar_link, note_calendar_used
from volunteers.permissions import Permission
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, public, viewer
from volunteers.web.forms import ButtonForm

CALENDAR = "text/calendar; charset=utf-8"


@bp.get("/my-applications/<reference>/appointments/<int:booking_id>/calendar.ics")
@needs(Permission.APPLICATION_SEE_OWN)
def own_calendar_file(reference: str, booking_id: int) -> Response:
    """One appointment, to be opened by a calendar program."""
    own = get_own(reference, viewer())
    entry = get_entry(booking_id, application_id=own.id, account_id=viewer().account_id)
    page = url_for("appointments.own_booked", reference=reference, booking_id=booking_id)
    answer = _calendar([replace(entry, address=f"{_service()['url']}{page}")])
    answer.headers["Content-Disposition"] = 'attachment; filename="appointment.ics"'
    return answer


@bp.get("/my-calendar")
@needs(Permission.OWN_ACCOUNT)
def calendar_link() -> str:
    """Whether there is a link, when it was last fetched, and the buttons to make a new one or switch it off."""
    return _page(ButtonForm())


@bp.post("/my-calendar")
@needs(Permission.OWN_ACCOUNT)
def make_link() -> Answer:
    """A new link, shown in this very answer and never again. Whoever had the old one has nothing."""
    form = ButtonForm()
    if not form.ready():
        return _page(form)
    with unit_of_work():
        token = make_calendar_link(by=viewer())
    return _page(form, link=f"{_service()['url']}{url_for('appointments.calendar', token=token)}")


@bp.post("/my-calendar/end")
@needs(Permission.OWN_ACCOUNT)
def end_link() -> Answer:
    """Switch it off."""
    form = ButtonForm()
    if not form.ready():
        return _page(form)
    with unit_of_work():
        end_calendar_link(by=viewer())
    return redirect(url_for("appointments.calendar_link"), code=303)


@bp.get("/calendar/<token>.ics")
@public
def calendar(token: str) -> Response:
    """Everything of whoever the link belongs to; the same 404 for every link that opens nothing."""
    with unit_of_work():
        account_id = get_account_of_calendar(token)
        note_calendar_used(account_id)
    home = f"{_service()['url']}{url_for('applications.mine')}"
    return _calendar([replace(entry, address=entry.address or home) for entry in list_entries(account_id)])


def _calendar(entries: list[Entry]) -> Response:
    name = f"Volunteering with {_service()['force']}"
    domain = current_app.config["MESSAGE_DOMAIN"]
    return Response(calendar_of(entries, name=name, domain=domain), content_type=CALENDAR)


def _page(form: ButtonForm, *, link: str | None = None) -> str:
    by = viewer()
    back = "rosters.my_duties" if by.may(Permission.VOLUNTEER_SEE_OWN) else "applications.home"
    return render_template(
        "appointments/own_calendar.html", form=form, found=find_calendar_link(by.account_id), link=link, layout=PUBLIC,
        back=back,
    )  # fmt: skip


def _service() -> dict[str, str]:
    found: dict[str, str] = current_app.config["SERVICE"]
    return found
