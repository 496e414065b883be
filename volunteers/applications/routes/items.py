"""A question with several items: one page for each, and one that lists them and asks for another."""

from collections.abc import Mapping
from typing import Any

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from volunteers import clock
from volunteers.applications import queries, service
from volunteers.applications.forms import ACCOUNT, Many, MoreForm
from volunteers.applications.models import Application
from volunteers.applications.routes.answering import after, answer_page, before, is_open
from volunteers.applications.routes.desk import Desk
from volunteers.applications.steps import Step, get_step
from volunteers.errors import NotFound, Refusal
from volunteers.strands.queries import get_strand
from volunteers.strands.rules import Strand
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import viewer
from volunteers.web.forms import ButtonForm

Answers = Mapping[str, Mapping[str, Any]]


def items_page(desk: Desk, found: Application, strand: Strand, step: Step, answers: Answers) -> Response | str:
    """The items so far, with a way to change and remove each, and whether there is another."""
    many = _many(step)
    items = answers.get(step.question, {}).get("items", [])
    told = {**answers, ACCOUNT: {"email": found.account.email if found.account.has_mail else ""}}
    if not items and many.least:
        return redirect(desk.item(step.question, 1), code=303)
    form = MoreForm(many.add(len(items)), has_room=len(items) < many.most)
    if request.method == "POST" and "later" in request.form:
        return redirect(desk.saved(), code=303)
    if form.ready():
        if form.wants_another:
            return redirect(desk.item(step.question, len(items) + 1), code=303)
        faults = many.faults_of(items, clock.today(), told)
        if not faults:
            with unit_of_work():
                service.finish_items(desk.reference, question=step.question, by=viewer())
            return redirect(after(desk, strand, step, answers), code=303)
        form.refuse(Refusal("items", fault) for fault in faults)
    return render_template(
        "applications/items.html", desk=desk, application=found, step=step, many=many, form=form,
        lines=[many.summary(item) for item in items], flags=many.flags(items, clock.today(), told) if items else [],
        back=before(desk, strand, step, answers),
    )  # fmt: skip


def item_page(desk: Desk, question: str, number: int) -> Response | str:
    """One item: a known one to change, or the next."""
    found = desk.load()
    strand = get_strand(found.strand)
    if not is_open(found, strand, question):
        return redirect(desk.tasks(), code=303)
    step, answers = get_step(strand, question), queries.answers_of(found)
    many = _many(step)
    items = answers.get(question, {}).get("items", [])
    if not 1 <= number <= min(len(items) + 1, many.most):
        raise NotFound("no such item")

    def store(values: Mapping[str, Any]) -> None:
        service.answer_item(desk.reference, question=question, number=number, values=values, by=viewer())

    # Until there are enough, one item leads to the next.
    is_short = len(items) < number < many.least
    then = desk.item(question, number + 1) if is_short else desk.question(question)
    back = desk.question(question) if items or not many.least else before(desk, strand, step, answers)
    return answer_page(
        desk, found, step, now=items[number - 1] if number <= len(items) else {}, store=store,
        then=lambda _: then, back=back,
        caption=f"{step.section.title}: {many.noun} {number}" if many.most > 1 else step.section.title,
    )  # fmt: skip


def remove_item_page(desk: Desk, question: str, number: int) -> Response | str:
    """Ask before an item is taken out."""
    found = desk.load()
    strand = get_strand(found.strand)
    if not is_open(found, strand, question):
        return redirect(desk.tasks(), code=303)
    step = get_step(strand, question)
    many = _many(step)
    items = queries.answers_of(found).get(question, {}).get("items", [])
    if not 1 <= number <= len(items):
        return redirect(desk.question(question), code=303)
    form = ButtonForm()
    if form.ready():
        with unit_of_work():
            service.remove_item(desk.reference, question=question, number=number, by=viewer())
        return redirect(desk.question(question), code=303)
    return render_template(
        "applications/remove_item.html", step=step, many=many, form=form, line=many.summary(items[number - 1]),
        back=desk.question(question),
    )  # fmt: skip


def _many(step: Step) -> Many:
    if step.many is None:
        raise NotFound("this question has one answer")
    return step.many
