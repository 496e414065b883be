"""Writing down the application of someone who applies on paper or by telephone: the same questions, the same rules."""

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from volunteers.applications import service
from volunteers.applications.forms import RecordForm
from volunteers.applications.models import Channel
from volunteers.applications.routes.blueprint import bp
from volunteers.applications.routes.desk import Desk
from volunteers.applications.routes.items import item_page, remove_item_page
from volunteers.applications.routes.questions import question_page
from volunteers.applications.routes.sending import check_page, more_page, tasks_page
from volunteers.applications.rules import is_sent
from volunteers.errors import NotFound, Refused
from volunteers.people.service import account_of_applicant
from volunteers.permissions import Permission
from volunteers.strands.queries import all_strands, get_by_slug, get_strand
from volunteers.strands.rules import Strand
from volunteers.web.access import needs, viewer
from volunteers.web.once import create_once

RECORDED = "recorded_"


@bp.get("/staff/record")
@needs(Permission.APPLICATION_RECORD)
def record_strand() -> Response | str:
    """For which kind of volunteering; not asked of someone who looks after one alone."""
    strands = [strand for strand in all_strands() if _may_record(strand)]
    if len(strands) == 1:
        return redirect(url_for(".record", slug=strands[0].slug), code=303)
    return render_template("applications/record_strand.html", strands=strands)


@bp.route("/staff/record/<slug>", methods=["GET", "POST"])
@needs(Permission.APPLICATION_RECORD)
def record(slug: str) -> Response | str:
    """How it reached us and whose it is; then the questions."""
    strand = get_by_slug(slug)
    if not _may_record(strand):
        raise NotFound(f"{viewer().account_id} looks after no area of {strand.code}")
    form = RecordForm()
    if form.ready():
        try:
            return redirect(
                create_once(
                    form, purpose="record", account_id=viewer().account_id, create=lambda: _record(strand, form)
                ),
                code=303,
            )
        except Refused as refused:
            form.refuse(refused.refusals)
    return render_template("applications/record.html", strand=strand, form=form)


@bp.route("/staff/record/<reference>/form", methods=["GET", "POST"])
@needs(Permission.APPLICATION_RECORD)
def recorded_application(reference: str) -> Response | str:
    """The task list; once it is sent, what a later stage asks, or the case."""
    desk = Desk(reference, RECORDED)
    found = desk.load()
    if found.is_draft:
        return tasks_page(desk, found)
    if get_strand(found.strand).sections_at(found.stage) and not is_sent(found.answers, found.stage):
        return more_page(desk, found)
    return redirect(url_for("onboarding.application", reference=reference), code=303)


@bp.route("/staff/record/<reference>/form/<question>", methods=["GET", "POST"])
@needs(Permission.APPLICATION_RECORD)
def recorded_question(reference: str, question: str) -> Response | str:
    """One question."""
    return question_page(Desk(reference, RECORDED), question)


@bp.route("/staff/record/<reference>/form/<question>/<int:number>", methods=["GET", "POST"])
@needs(Permission.APPLICATION_RECORD)
def recorded_item(reference: str, question: str, number: int) -> Response | str:
    """One item of a question with several."""
    return item_page(Desk(reference, RECORDED), question, number)


@bp.route("/staff/record/<reference>/form/<question>/<int:number>/remove", methods=["GET", "POST"])
@needs(Permission.APPLICATION_RECORD)
def recorded_remove_item(reference: str, question: str, number: int) -> Response | str:
    """Take an item out again."""
    return remove_item_page(Desk(reference, RECORDED), question, number)


@bp.get("/staff/record/<reference>/saved")
@needs(Permission.APPLICATION_RECORD)
def recorded_saved(reference: str) -> Response:
    """Back to the task list: it is found again among those being written down."""
    return redirect(Desk(reference, RECORDED).tasks(), code=303)


@bp.route("/staff/record/<reference>/check-answers", methods=["GET", "POST"])
@needs(Permission.APPLICATION_RECORD)
def recorded_check_answers(reference: str) -> Response | str:
    """Every answer on one page, to be read back to the applicant; then it is sent."""
    return check_page(Desk(reference, RECORDED))


@bp.get("/staff/record/<reference>/sent")
@needs(Permission.APPLICATION_RECORD)
def recorded_confirmation(reference: str) -> Response:
    """The case that it has become."""
    return redirect(url_for("onboarding.application", reference=reference), code=303)


def _record(strand: Strand, form: RecordForm) -> str:
    said = form.data
    account = account_of_applicant(form.address)
    made = service.record_for(
        strand.code, account_id=account.id, channel=Channel(said["channel"]), received_on=said["received_on"],
        reason=said["reason"], by=viewer(),
    )  # fmt: skip
    return Desk(made.reference, RECORDED).tasks()


def _may_record(strand: Strand) -> bool:
    """Whether the viewer looks after any area of a strand."""
    return viewer().may_in_strand(Permission.APPLICATION_RECORD, strand.code)
