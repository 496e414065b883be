"""One's own answers after the form was sent: to read, print and download, and how one is reached put right."""

from collections.abc import Mapping
from typing import Any

from flask import Response as Download
from flask import redirect, render_template
from werkzeug.wrappers import Response

from volunteers import clock
from volunteers.applications import queries, service
from volunteers.applications.models import Application
from volunteers.applications.routes.answering import answer_page
from volunteers.applications.routes.blueprint import bp
from volunteers.applications.routes.desk import Desk
from volunteers.applications.rules import CORRECTED_LATER, SectionInWords, answers_as_text, answers_in_words
from volunteers.applications.steps import get_step
from volunteers.errors import NotFound
from volunteers.forces.queries import current_force
from volunteers.permissions import Permission
from volunteers.strands.queries import get_strand
from volunteers.web.access import needs, viewer


@bp.get("/my-applications/<reference>/answers")
@needs(Permission.APPLICATION_SEE_OWN)
def answers(reference: str) -> Response | str:
    """Every answer on one page, made to be printed."""
    desk = Desk(reference)
    found = desk.load()
    if found.is_draft:
        return redirect(desk.check(), code=303)
    strand = get_strand(found.strand)
    return render_template(
        "applications/answers.html", application=found, strand=strand, sections=_sections(found),
        may_correct=() if strand.pipeline.stage(found.stage).is_final else CORRECTED_LATER,
    )  # fmt: skip


@bp.get("/my-applications/<reference>/answers.txt")
@needs(Permission.APPLICATION_SEE_OWN)
def answers_download(reference: str) -> Download:
    """The same as a text file to keep."""
    found = Desk(reference).load()
    strand = get_strand(found.strand)
    text = answers_as_text(
        f"{strand.name}, {found.reference}", _sections(found), sent_on=clock.on(found.submitted_at or found.created_at)
    )
    named = f'attachment; filename="{found.reference}.txt"'
    return Download(text, mimetype="text/plain", headers={"Content-Disposition": named})


@bp.route("/my-applications/<reference>/correct/<question>", methods=["GET", "POST"])
@needs(Permission.APPLICATION_SEE_OWN)
def correct(reference: str, question: str) -> Response | str:
    """How to reach the person: put right at any time until the application has ended."""
    desk = Desk(reference)
    found = desk.load()
    strand = get_strand(found.strand)
    if question not in CORRECTED_LATER or question not in found.answers:
        raise NotFound(f"{question!r} is not corrected later")
    if found.is_draft:
        return redirect(desk.question(question), code=303)
    if strand.pipeline.stage(found.stage).is_final:
        return redirect(desk.tasks(), code=303)
    return answer_page(
        desk, found, get_step(strand, question), now=found.answers[question],
        store=lambda values: _correct(reference, question, values),
        then=lambda _: desk.tasks(), back=desk.tasks(), caption=f"{strand.name}, {found.reference}", may_save=False,
    )  # fmt: skip


def _correct(reference: str, question: str, values: Mapping[str, Any]) -> None:
    service.correct_details(reference, question=question, values=values, by=viewer())


def _sections(found: Application) -> list[SectionInWords]:
    answers = queries.answers_of(found)
    areas = current_force().area_names
    strand = queries.as_read(get_strand(found.strand), answers)
    return answers_in_words(strand, answers, areas=areas)
