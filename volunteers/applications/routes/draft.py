"""The form itself: task list, one question per page, check answers, send."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from volunteers import clock
from volunteers.applications import queries, service
from volunteers.applications.forms import SubmitForm
from volunteers.applications.models import Application
from volunteers.applications.routes.blueprint import bp
from volunteers.applications.rules import (
    answered_by,
    answers_in_words,
    findings_in_the_way,
    missing_questions,
    progress_of,
    standing_of,
)
from volunteers.applications.steps import Step, get_step, next_in_section, previous_in_section
from volunteers.errors import Refused
from volunteers.forces.queries import current_force
from volunteers.permissions import Permission
from volunteers.strands.queries import get_strand
from volunteers.strands.rules import Strand
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer

CHECKING = "check"


@bp.get("/my-applications/<reference>")
@needs(Permission.APPLICATION_SEE_OWN)
def application(reference: str) -> str:
    """The task list of a draft; once it is sent, where it stands."""
    found = queries.get_own(reference, viewer())
    strand, today = get_strand(found.strand), clock.today()
    if found.is_draft:
        return render_template(
            "applications/tasks.html",
            application=found,
            strand=strand,
            tasks=progress_of(strand, found.answers, today),
            stopped=findings_in_the_way(strand, found.answers, today),
        )
    return _standing_page(found, strand)


@bp.route("/my-applications/<reference>/<question>", methods=["GET", "POST"])
@needs(Permission.APPLICATION_APPLY)
def question(reference: str, question: str) -> Response | str:
    """One question of one's own draft; the answer is stored before the next page."""
    found = queries.get_own(reference, viewer())
    if not found.is_draft:
        return redirect(url_for(".application", reference=reference), code=303)
    strand = get_strand(found.strand)
    if (other := answered_by(question, strand)) != question:
        return redirect(url_for(".question", reference=reference, question=other), code=303)
    step = get_step(strand, question)
    form = step.form.filled(found.answers.get(question, {}))
    comes_back = "later" in request.form
    if comes_back and form.is_untouched:
        return redirect(url_for(".saved", reference=reference), code=303)
    if form.ready():
        with unit_of_work():
            service.answer(reference, question=question, values=form.values(), by=viewer())
        return redirect(_after(strand, step, reference, comes_back=comes_back), code=303)
    return render_template(
        "applications/question.html",
        step=step,
        form=form,
        caption=step.section.title,
        back=_before(strand, step, reference),
        may_save=True,
    )


@bp.get("/my-applications/<reference>/saved")
@needs(Permission.APPLICATION_APPLY)
def saved(reference: str) -> str:
    """How to come back to a draft."""
    found = queries.get_own(reference, viewer())
    return render_template("applications/saved.html", application=found, strand=get_strand(found.strand))


@bp.route("/my-applications/<reference>/check-answers", methods=["GET", "POST"])
@needs(Permission.APPLICATION_APPLY)
def check_answers(reference: str) -> Response | str:
    """Every answer on one page, with a way to change each; sending it gives the confirmation, however often."""
    found = queries.get_own(reference, viewer())
    form = SubmitForm()
    if not found.is_draft:
        page = ".confirmation" if request.method == "POST" else ".application"
        return redirect(url_for(page, reference=reference), code=303)
    if form.ready():
        try:
            with unit_of_work():
                service.submit(reference, declared=bool(form.declared.data), by=viewer())
            return redirect(url_for(".confirmation", reference=reference), code=303)
        except Refused as refused:
            form.refuse(refused.refusals)
            found = queries.get_own(reference, viewer())
    return _checking_page(found, form)


def _standing_page(found: Application, strand: Strand) -> str:
    today = clock.today()
    standing = standing_of(
        strand, stage=found.stage, since=clock.on(found.stage_since), changes=queries.list_changes(found.id), on=today
    )
    refusals = service.refusals_to_begin(strand, by=viewer(), on=today) if standing.stage.is_final else []
    return render_template(
        "applications/standing.html",
        application=found,
        strand=strand,
        standing=standing,
        again_from=next((refusal.clears_on for refusal in refusals if refusal.clears_on), None),
    )


def _checking_page(found: Application, form: SubmitForm) -> str:
    strand = get_strand(found.strand)
    areas = {area.code: area.name for area in current_force().areas}
    return render_template(
        "applications/check_answers.html",
        application=found,
        email=found.account.email,
        strand=strand,
        form=form,
        sections=answers_in_words(strand, found.answers, areas=areas),
        missing=missing_questions(strand, found.answers),
        stopped=findings_in_the_way(strand, found.answers, clock.today()),
    )


def _is_checking() -> bool:
    return request.args.get("from") == CHECKING


def _after(strand: Strand, step: Step, reference: str, *, comes_back: bool) -> str:
    if comes_back:
        return url_for(".saved", reference=reference)
    if _is_checking():
        return url_for(".check_answers", reference=reference, _anchor=step.question)
    following = next_in_section(strand, step)
    if following is None:
        return url_for(".application", reference=reference)
    return url_for(".question", reference=reference, question=following.question)


def _before(strand: Strand, step: Step, reference: str) -> str:
    if _is_checking():
        return url_for(".check_answers", reference=reference, _anchor=step.question)
    previous = previous_in_section(strand, step)
    if previous is None:
        return url_for(".application", reference=reference)
    return url_for(".question", reference=reference, question=previous.question)
