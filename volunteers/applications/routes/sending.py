"""The task list, the answers checked, and sending them."""

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from volunteers import clock
from volunteers.applications import queries, service
from volunteers.applications.forms import SubmitForm, SubmitForThemForm
from volunteers.applications.models import Application
from volunteers.applications.routes.desk import Desk
from volunteers.applications.rules import (
    FILLED_IN,
    answers_in_words,
    findings_in_the_way,
    is_sent,
    missing_questions,
    progress_of,
)
from volunteers.errors import Refused
from volunteers.forces.queries import current_force
from volunteers.strands.queries import get_strand
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import viewer
from volunteers.web.forms import ButtonForm


def tasks_page(desk: Desk, found: Application) -> str:
    """Every section of the form with its state."""
    answers, today = queries.answers_of(found), clock.today()
    strand = queries.as_judged(get_strand(found.strand), answers, today)
    return render_template(
        "applications/tasks.html",
        desk=desk,
        application=found,
        strand=strand,
        tasks=progress_of(strand, answers, today),
        stopped=findings_in_the_way(strand, answers, today),
        filled_in=answers.get(FILLED_IN, {}).get("from"),
    )


def check_page(desk: Desk) -> Response | str:
    """Every answer on one page; the button sends them."""
    found = desk.load()
    form = SubmitForThemForm() if desk.is_for_someone else SubmitForm()
    if not found.is_draft:
        return redirect(desk.sent() if request.method == "POST" else desk.tasks(), code=303)
    if form.ready():
        try:
            with unit_of_work():
                service.submit(desk.reference, declared=bool(form.declared.data), by=viewer())
            return redirect(desk.sent(), code=303)
        except Refused as refused:
            form.refuse(refused.refusals)
            found = desk.load()
    return _checking(desk, found, form)


def more_page(desk: Desk, found: Application) -> Response | str:
    """What a later stage asks: the task list, and the button that sends it once nothing is missing."""
    strand, stage = get_strand(found.strand), found.stage
    if not strand.sections_at(stage) or is_sent(found.answers, stage):
        return redirect(desk.tasks(), code=303)
    answers = queries.answers_of(found)
    form = ButtonForm()
    if form.ready():
        try:
            with unit_of_work():
                service.send_more(desk.reference, by=viewer())
            return redirect(desk.tasks(), code=303)
        except Refused as refused:
            form.refuse(refused.refusals)
            found = desk.load()
    return render_template(
        "applications/more.html",
        desk=desk,
        application=found,
        strand=strand,
        form=form,
        tasks=progress_of(strand, answers, clock.today(), stage),
        missing=missing_questions(strand, answers, stage),
    )


def _checking(desk: Desk, found: Application, form: SubmitForm) -> str:
    answers = queries.answers_of(found)
    strand = queries.as_judged(get_strand(found.strand), answers, clock.today())
    areas = current_force().area_names
    return render_template(
        "applications/check_answers.html",
        desk=desk,
        application=found,
        email=found.account.email,
        strand=strand,
        form=form,
        sections=answers_in_words(strand, answers, areas=areas, stage=found.stage),
        missing=missing_questions(strand, answers),
        stopped=findings_in_the_way(strand, answers, clock.today()),
    )
