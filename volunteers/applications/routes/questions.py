"""The page of any question: one answer, or a list of items."""

from collections.abc import Mapping
from typing import Any

from flask import redirect
from werkzeug.wrappers import Response

from volunteers.applications import queries, service
from volunteers.applications.routes.answering import after, answer_page, before, is_open
from volunteers.applications.routes.desk import Desk
from volunteers.applications.routes.items import items_page
from volunteers.applications.rules import answered_by
from volunteers.applications.steps import get_step
from volunteers.strands.queries import get_strand
from volunteers.web.access import viewer


def question_page(desk: Desk, question: str) -> Response | str:
    """The page of a question: the answer is stored before the next page."""
    found = desk.load()
    strand = get_strand(found.strand)
    if not is_open(found, strand, question):
        return redirect(desk.tasks(), code=303)
    if (other := answered_by(question, strand)) != question:
        return redirect(desk.question(other), code=303)
    step, answers = get_step(strand, question), queries.answers_of(found)
    if step.many is not None:
        return items_page(desk, found, strand, step, answers)

    def store(values: Mapping[str, Any]) -> None:
        service.answer(desk.reference, question=question, values=values, by=viewer())

    def then(values: Mapping[str, Any]) -> str:
        return after(desk, strand, step, {**answers, question: values})

    return answer_page(
        desk, found, step, now=answers.get(question, {}), store=store, then=then,
        back=before(desk, strand, step, answers), caption=step.section.title,
    )  # fmt: skip
