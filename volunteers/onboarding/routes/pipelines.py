"""The strands' pipelines, for administrators: read them, propose a change, decide one, move those under way."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from volunteers.errors import Conflict, Refused
from volunteers.onboarding.forms.pipelines import DecisionForm, PipelineForm, RunningForm, pipeline_form, running_form
from volunteers.onboarding.queries import pipelines as queries
from volunteers.onboarding.queries.pipelines import PipelineLine
from volunteers.onboarding.routes.blueprint import bp
from volunteers.onboarding.rules.pipelines import version_in_words
from volunteers.onboarding.service import pipelines as service
from volunteers.permissions import Permission
from volunteers.strands.queries import get_strand
from volunteers.strands.rules.differences import checks_of, moves_of
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer
from volunteers.web.forms import ButtonForm
from volunteers.web.once import create_once

EDIT = Permission.PIPELINE_EDIT


@bp.get("/staff/reference/pipelines")
@needs(EDIT)
def pipelines() -> str:
    """Every strand with the version it follows, what is proposed, and what was before."""
    return render_template("pipelines/list.html", lines=queries.list_pipelines(viewer()))


@bp.get("/staff/reference/pipelines/<slug>/versions/<int:number>")
@needs(EDIT)
def pipeline_version(slug: str, number: int) -> str:
    """One version in full, with what it changed."""
    pipeline = queries.get_pipeline(slug, viewer())
    compared = queries.compare_version(pipeline.strand, number)
    line = next((one for one in pipeline.agreed if one.number == number), None)
    return render_template(
        "pipelines/version.html", pipeline=pipeline, number=number, line=line, compared=compared,
        version_words=version_in_words(number), checks_of=checks_of, moves_of=moves_of,
    )  # fmt: skip


@bp.route("/staff/reference/pipelines/<slug>/change", methods=["GET", "POST"])
@needs(EDIT)
def change_pipeline(slug: str) -> ResponseReturnValue:
    """Draft a change on one page; what is sound is shown with who is affected before anything is proposed."""
    pipeline = queries.get_pipeline(slug, viewer())
    form = _form(pipeline)
    if not form.is_submitted():
        return _draft(pipeline, form)
    if form.shift.data:
        return _draft(pipeline, form, moved=form.take_shift())
    if form.again.data:
        return _draft(pipeline, form)
    if (answer := _refused(pipeline, form)) is not None:
        return answer
    try:
        service.judge(pipeline.strand, form.drafts(), base=form.seen)
    except Refused as refused:
        return _not_taken(slug, form, refused)
    return _preview(pipeline, form)


@bp.post("/staff/reference/pipelines/<slug>/change/propose")
@needs(EDIT, fresh=True)
def propose_pipeline(slug: str) -> ResponseReturnValue:
    """Put the change up for another administrator, once."""
    pipeline, by = queries.get_pipeline(slug, viewer()), viewer()
    form = _form(pipeline)
    if (answer := _refused(pipeline, form)) is not None:
        return answer

    def create() -> str:
        row = service.propose(pipeline.strand, form.proposal(), by=by)
        return url_for("onboarding.pipeline_proposal", slug=slug, proposal_id=row.id)

    try:
        place = create_once(form, purpose="pipeline", account_id=by.account_id, create=create)
    except Refused as refused:
        return _not_taken(slug, form, refused)
    return redirect(place, code=303)


@bp.route("/staff/reference/pipelines/<slug>/proposals/<int:proposal_id>", methods=["GET", "POST"])
@needs(EDIT, fresh=True)
def pipeline_proposal(slug: str, proposal_id: int) -> ResponseReturnValue:
    """A proposal as it stands now, counted anew; another administrator agrees to it or refuses it."""
    form = DecisionForm()
    if not form.ready():
        return _proposal(slug, proposal_id, form)
    queries.get_proposal(slug, proposal_id, viewer())
    try:
        with unit_of_work():
            if form.decision.data == "agree":
                service.agree(proposal_id, by=viewer())
            else:
                service.refuse(proposal_id, reason=str(form.reason.data or ""), by=viewer())
    except Refused as refused:
        form.refuse(refused.refusals)
        return _proposal(slug, proposal_id, form), 409
    flash("Agreed: applications sent now follow it." if form.decision.data == "agree" else "Refused: nothing changes.")
    return redirect(url_for("onboarding.pipelines"), code=303)


@bp.post("/staff/reference/pipelines/<slug>/proposals/<int:proposal_id>/take-back")
@needs(EDIT, fresh=True)
def take_back_pipeline(slug: str, proposal_id: int) -> ResponseReturnValue:
    """Take one's own proposal back."""
    queries.get_proposal(slug, proposal_id, viewer())
    if not ButtonForm().ready():
        return redirect(url_for("onboarding.pipeline_proposal", slug=slug, proposal_id=proposal_id), code=303)
    try:
        with unit_of_work():
            service.take_back(proposal_id, by=viewer())
    except Conflict as conflict:
        form = DecisionForm()
        form.form_errors = [refusal.message for refusal in conflict.refusals]
        return _proposal(slug, proposal_id, form), 409
    flash("Your proposal is taken back: nothing changes.")
    return redirect(url_for("onboarding.pipelines"), code=303)


@bp.route("/staff/reference/pipelines/<slug>/running", methods=["GET", "POST"])
@needs(EDIT, fresh=True)
def pipeline_running(slug: str) -> ResponseReturnValue:
    """Those under way on older versions, and what moving them to the current one would do."""
    pipeline, by = queries.get_pipeline(slug, viewer()), viewer()
    running = queries.list_running(pipeline.strand, pipeline.number)
    form = running_form([(one.number, one.words) for one in running], pipeline.number)
    if not form.ready():
        return _running(pipeline, form)

    def move() -> str:
        done = service.move_older(
            pipeline.strand, int(form.version.data), to=int(form.current.data), by=by
        )  # fmt: skip
        words = "They follow the current version now." if done else "They are being moved. This takes a few minutes."
        flash(words)
        return url_for("onboarding.pipeline_running", slug=slug)

    try:
        return redirect(create_once(form, purpose="running", account_id=by.account_id, create=move), code=303)
    except Refused as refused:
        form.refuse(refused.refusals)
        return _running(queries.get_pipeline(slug, by), form), 409


def _form(pipeline: PipelineLine) -> PipelineForm:
    strand = pipeline.strand
    return pipeline_form(strand, get_strand(strand.code, pipeline.number), pipeline.number)


def _refused(pipeline: PipelineLine, form: PipelineForm) -> str | None:
    """The page with everything that is wrong with what was typed, where anything is."""
    is_ready = form.ready()
    form.blame(service.faults(pipeline.strand, form.drafts()))
    return None if is_ready and not form.problems() else _draft(pipeline, form)


def _not_taken(slug: str, form: PipelineForm, refused: Refused) -> ResponseReturnValue:
    """The page as it was typed, with what is the case now; the next try is meant over that."""
    pipeline = queries.get_pipeline(slug, viewer())
    form.refuse(refused.refusals)
    changed = None
    if service.CHANGED_MEANWHILE in refused.refusals and form.seen < pipeline.number:
        changed = queries.compare_between(pipeline.strand, form.seen, pipeline.number)
        form.base.data = str(pipeline.number)
    page = _draft(pipeline, form, changed=changed)
    return (page, 409) if isinstance(refused, Conflict) else page


def _draft(pipeline: PipelineLine, form: PipelineForm, *, moved: str | None = None, changed: object = None) -> str:
    return render_template(
        "pipelines/change.html", pipeline=pipeline, form=form, sections=form.sections(moved), moved=moved,
        changed=changed,
    )  # fmt: skip


def _preview(pipeline: PipelineLine, form: PipelineForm) -> str:
    now = get_strand(pipeline.strand.code, pipeline.number)
    compared = queries.compare(pipeline.strand, now, form.drafts())
    affected = queries.preview_of(pipeline.strand, compared.after)
    return render_template("pipelines/preview.html", pipeline=pipeline, form=form, compared=compared, affected=affected)


def _proposal(slug: str, proposal_id: int, form: DecisionForm) -> str:
    pipeline, line = queries.get_proposal(slug, proposal_id, viewer())
    base = pipeline.number if line.is_open or line.number is None else line.number - 1
    compared = queries.compare_proposal(pipeline.strand, line, base)
    affected = queries.preview_of(pipeline.strand, compared.after) if line.is_open else None
    return render_template(
        "pipelines/proposal.html", pipeline=pipeline, line=line, compared=compared, affected=affected, form=form,
        is_own=line.proposed_by_id == viewer().account_id,
    )  # fmt: skip


def _running(pipeline: PipelineLine, form: RunningForm) -> str:
    now = get_strand(pipeline.strand.code, pipeline.number)
    running = queries.list_running(pipeline.strand, pipeline.number)
    previews = [(one, queries.preview_of(pipeline.strand, now, version=one.number)) for one in running]
    form.current.data = str(pipeline.number)
    return render_template("pipelines/running.html", pipeline=pipeline, form=form, previews=previews)
