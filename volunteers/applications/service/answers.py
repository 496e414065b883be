"""Answering, one question at a time."""

from collections.abc import Mapping, Sequence
from typing import Any

from volunteers.applications import queries
from volunteers.applications.models import Application
from volunteers.applications.rules import KEPT, is_sent, section_of
from volunteers.applications.service.judging import ALREADY_SENT
from volunteers.applications.service.storing import store
from volunteers.errors import NotFound, Refusal, Refused
from volunteers.permissions import Permission, Viewer
from volunteers.strands.queries import get_strand

Values = Mapping[str, Any]
OUT_OF_SCOPE = Refusal(
    "out_of_scope", "You do not look after this area. Ask the coordinator who does to write the application down."
)


def answer(reference: str, *, question: str, values: Values, by: Viewer) -> Application:
    """Keep the answer to one question. Refused once what is asked at this stage has been sent."""
    application = _to_answer(reference, question, by)
    store(application, get_strand(application.strand), {question: values})
    _judge_area(application, by)
    return application


def answer_item(reference: str, *, question: str, number: int, values: Values, by: Viewer) -> Application:
    """Keep one item of a question with several: a known one anew, or the next. ``number`` begins with 1.

    The list then needs to be said to be whole again. Raises ``NotFound`` for a number beyond the next.
    """
    application = _to_answer(reference, question, by)
    items = _items(application, question)
    if not 1 <= number <= len(items) + 1:
        raise NotFound("no such item")
    items[number - 1 : number] = [dict(values)]
    _store_items(application, question, items, done=False)
    return application


def remove_item(reference: str, *, question: str, number: int, by: Viewer) -> Application:
    """Take one item out. Raises ``NotFound`` when there is none of that number."""
    application = _to_answer(reference, question, by)
    items = _items(application, question)
    if not 1 <= number <= len(items):
        raise NotFound("no such item")
    del items[number - 1]
    _store_items(application, question, items, done=False)
    return application


def finish_items(reference: str, *, question: str, by: Viewer) -> Application:
    """The person says that the list is whole."""
    application = _to_answer(reference, question, by)
    _store_items(application, question, _items(application, question), done=True)
    return application


def keep_for_later(reference: str, *, question: str, by: Viewer) -> None:
    """Note that something was typed to a question that could not be used yet, so that its page brings it back."""
    application = _to_answer(reference, question, by)
    waiting = application.answers.get(KEPT, {}).get("questions", [])
    if question not in waiting:
        application.answers = {**application.answers, KEPT: {"questions": [*waiting, question]}}


def _to_answer(reference: str, question: str, by: Viewer) -> Application:
    application = queries.get_to_write(reference, by)
    strand = get_strand(application.strand)
    section = section_of(strand, question)
    asked_at = section.asked_at or strand.pipeline.first.code
    if application.stage != asked_at or is_sent(application.answers, application.stage):
        raise Refused(ALREADY_SENT)
    return application


def _judge_area(application: Application, by: Viewer) -> None:
    """Staff write down applications for the areas they are trusted with."""
    area = application.area if application.is_recorded else None
    if area and not by.may_in(Permission.APPLICATION_RECORD, application.strand, area):
        raise Refused(OUT_OF_SCOPE)


def _items(application: Application, question: str) -> list[dict[str, Any]]:
    return list(queries.answers_of(application).get(question, {}).get("items", []))


def _store_items(application: Application, question: str, items: Sequence[Values], *, done: bool) -> None:
    store(application, get_strand(application.strand), {question: {"items": list(items), "done": done}})
