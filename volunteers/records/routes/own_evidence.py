"""A volunteer's own evidence: entered on a telephone after a duty, changed, taken back."""

from flask import flash, redirect, render_template, request, url_for

from volunteers import clock
from volunteers.errors import Refused
from volunteers.permissions import Permission
from volunteers.records import queries, service
from volunteers.records.forms import EvidenceForm, evidence_form
from volunteers.records.queries import EvidenceRow
from volunteers.records.routes.blueprint import Answer, bp
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer
from volunteers.web.forms import ButtonForm
from volunteers.web.once import create_once

OWN = Permission.VOLUNTEER_SEE_OWN


@bp.route("/my-record/evidence/new", methods=["GET", "POST"])
@needs(OWN)
def new_evidence() -> Answer:
    """One piece on one page; the skill may be chosen already by where one comes from."""
    form, status = _form(), 200
    if request.method == "GET" and any(choice.value == request.args.get("skill") for choice in form.skill.choices):
        form.skill.data = request.args.get("skill")

    def create() -> str:
        service.enter(form.piece(), signer_id=form.signer_id, signer_email=form.signer_email.data or "", by=viewer())
        return url_for(".my_skills")

    if form.ready() and not form.refuse_unnamed():
        try:
            location = create_once(form, purpose="evidence", account_id=viewer().account_id, create=create)
        except Refused as refused:
            form.refuse(refused.refusals)
            status = 409
        else:
            flash("Your evidence is sent to be signed.")
            return redirect(location, code=303)
    return render_template(
        "records/new_evidence.html", form=form, skills=service.get_learner(viewer()).strand.skills
    ), status


@bp.get("/my-record/evidence/<int:evidence_id>")
@needs(OWN)
def own_evidence(evidence_id: int) -> str:
    """One piece as it stands, and what may be done with it."""
    return render_template("records/own_evidence.html", piece=queries.get_own_evidence(evidence_id, viewer()))


@bp.route("/my-record/evidence/<int:evidence_id>/change", methods=["GET", "POST"])
@needs(OWN)
def change_evidence(evidence_id: int) -> Answer:
    """Change what is not signed yet, and send it again; who comes too late is led back to see how it stands."""
    piece, status = queries.get_own_evidence(evidence_id, viewer()), 200
    here = url_for(".own_evidence", evidence_id=evidence_id)
    if not piece.is_open:
        return redirect(here, code=303)
    form = _form(piece)
    if form.ready() and not form.refuse_unnamed():
        try:
            with unit_of_work():
                service.change(
                    evidence_id, form.piece(), seen=int(form.seen.data), signer_id=form.signer_id,
                    signer_email=form.signer_email.data or "", by=viewer(),
                )  # fmt: skip
        except Refused as refused:
            form.refuse(refused.refusals)
            piece, status = queries.get_own_evidence(evidence_id, viewer()), 409
            form.seen.data = str(piece.version)
        else:
            flash("Your evidence is sent to be signed again.")
            return redirect(here, code=303)
    return render_template("records/change_evidence.html", form=form, piece=piece), status


@bp.route("/my-record/evidence/<int:evidence_id>/take-back", methods=["GET", "POST"])
@needs(OWN)
def take_back_evidence(evidence_id: int) -> Answer:
    """Take back what is not signed yet."""
    piece, form = queries.get_own_evidence(evidence_id, viewer()), ButtonForm()
    if not piece.is_open:
        return redirect(url_for(".own_evidence", evidence_id=evidence_id), code=303)
    if form.ready():
        with unit_of_work():
            service.take_back(evidence_id, by=viewer())
        flash("Your evidence is taken back. Nobody is asked to sign it any more.")
        return redirect(url_for(".my_skills"), code=303)
    return render_template("records/take_back_evidence.html", form=form, piece=piece)


def _form(piece: EvidenceRow | None = None) -> EvidenceForm:
    """The form with this member's skills and signers; filled in as a piece is stored."""
    member = service.get_learner(viewer())
    signers = queries.list_signers(member.strand_code, member.area, but=member.account_id)
    progress = queries.get_progress(member)
    if piece is None:
        return evidence_form(progress, signers, queries.last_signer(member.volunteer_id), on=clock.today())
    form = EvidenceForm(
        skill=piece.skill_code, duty_on=piece.duty_on, what=piece.what, place=piece.place, incident=piece.incident,
        signer=str(piece.signer_id), seen=str(piece.version),
    )  # fmt: skip
    form.asking(signers, piece.signer_id)
    form.offering(progress)
    return form
