"""One's own availability: a page to say it in a minute; and what staff read of it on a volunteer's page."""

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from volunteers.availability import queries, service
from volunteers.availability.forms import FILLS, DayJobForm, DaysForm, UsualForm, usual_form
from volunteers.availability.rules import DAY_NAMES, PARTS, job_in_words, week_in_words
from volunteers.errors import NotFound, Refused
from volunteers.permissions import Permission
from volunteers.unit_of_work import unit_of_work
from volunteers.web import slots
from volunteers.web.access import find_viewer, needs, viewer
from volunteers.web.once import create_once

bp = Blueprint("availability", __name__)
Answer = str | Response | tuple[str, int]


@bp.get("/my-availability")
@needs(Permission.DUTY_BOOK)
def mine() -> str:
    """Everything they said, each part ready to be said anew."""
    return _page()


@bp.post("/my-availability/usual")
@needs(Permission.DUTY_BOOK)
def usual() -> Answer:
    """Keep the usual times. A button that ticks several at once saves nothing, and loses nothing."""
    me, form = queries.get_own_id(viewer()), usual_form()
    fill = request.form.get("fill", "")
    if fill in FILLS:
        form.fill(fill)
        return _page(usual=form)
    if form.ready():
        try:
            with unit_of_work():
                service.set_usual(me, form.times(), by=viewer())
            return _done("Your usual times are saved.")
        except Refused as fault:
            form.refuse(fault.refusals)
    return _page(usual=form)


@bp.post("/my-availability/day-job")
@needs(Permission.DUTY_BOOK)
def day_job() -> Answer:
    """Keep the day job."""
    me, form = queries.get_own_id(viewer()), DayJobForm()
    if form.ready():
        with unit_of_work():
            service.set_day_job(me, form.times(), minutes=form.minutes, by=viewer())
        return _done("Your day job is saved.")
    return _page(job=form)


@bp.post("/my-availability/days")
@needs(Permission.DUTY_BOOK)
def add_days() -> Answer:
    """Write down days that are different, once however often the form is sent."""
    me, form, by = queries.get_own_id(viewer()), DaysForm(), viewer()

    def create() -> str:
        add = service.add_away if form.kind.data == "away" else service.add_special
        first_on, last_on = form.days()
        add(me, first_on, last_on, note=form.note.data or "", by=by)
        return url_for(".mine")

    if form.ready():
        try:
            create_once(form, purpose="special days", account_id=by.account_id, create=create)
            return _done("You are down as away." if form.kind.data == "away" else "We know that you can on these days.")
        except Refused as fault:
            form.refuse(fault.refusals)
    return _page(days=form)


@bp.post("/my-availability/days/<int:days_id>/remove")
@needs(Permission.DUTY_BOOK)
def remove_days(days_id: int) -> Answer:
    """Take out days; a second press finds them gone, which is what was wanted."""
    try:
        with unit_of_work():
            service.remove(days_id, by=viewer())
    except NotFound:
        return redirect(url_for(".mine"), code=303)
    return _done("These days are taken out.")


def fill_slots(app: Flask) -> None:
    """What this room shows on a volunteer's page for staff."""
    slots.fill(app, "volunteer", _volunteer_part)


def _volunteer_part(volunteer_id: int) -> str:
    by = find_viewer()
    if by is None or not by.may(Permission.VOLUNTEER_READ):
        return ""
    said = queries.get_said(volunteer_id, by)
    return render_template(
        "availability/volunteer_part.html", said=said, usual=week_in_words(said.availability.usual),
        job=job_in_words(said.availability),
    )  # fmt: skip


def _page(*, usual: UsualForm | None = None, job: DayJobForm | None = None, days: DaysForm | None = None) -> str:
    said = queries.get_said(queries.get_own_id(viewer()), viewer())
    sent = usual or job or days
    return render_template(
        "availability/mine.html", said=said, sent=sent, usual=usual or usual_form(said.availability),
        job=job or DayJobForm.of(said.availability), days=days or DaysForm(formdata=None), day_names=DAY_NAMES,
        parts=PARTS, fills=[(code, words) for code, (words, _) in FILLS.items()],
    )  # fmt: skip


def _done(words: str) -> Response:
    flash(words)
    return redirect(url_for(".mine"), code=303)
