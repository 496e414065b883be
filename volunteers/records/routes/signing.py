"""What waits for one's signature, several at once, and one piece by itself."""

from flask import flash, redirect, render_template, url_for

from volunteers.errors import Refused
from volunteers.records import queries, service
from volunteers.records.forms import AnswerForm, SignManyForm, WithdrawForm
from volunteers.records.routes.blueprint import SIGN, Answer, bp, tabs
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer
from volunteers.web.filters import counted


@bp.route("/staff/records/signatures", methods=["GET", "POST"])
@needs(SIGN)
def signatures() -> Answer:
    """Read, tick, sign: all that is ticked or, when one was changed meanwhile, none of it."""
    rows, status = queries.list_to_sign(viewer()), 200
    form = SignManyForm().offering(row.seen for row in rows)
    if form.ready():
        try:
            with unit_of_work():
                signed = service.sign(form.seen, by=viewer())
        except Refused as refused:
            form.refuse(refused.refusals)
            rows, status = queries.list_to_sign(viewer()), 409
        else:
            flash(f"You have signed {counted(len(signed), 'piece')} of evidence.")
            return redirect(url_for(".signatures"), code=303)
    lists = tabs("records.signatures", viewer())
    return render_template("records/signatures.html", rows=rows, form=form, tabs=lists, total=lists[0].count), status


@bp.route("/staff/records/evidence/<int:evidence_id>", methods=["GET", "POST"])
@needs(SIGN)
def evidence(evidence_id: int) -> Answer:
    """One piece: sign it, or send it back and say what is missing."""
    piece, status = queries.get_evidence(evidence_id, viewer()), 200
    form = AnswerForm(seen=str(piece.version))
    if form.ready() and not form.refuse_wordless():
        try:
            with unit_of_work():
                _answer(evidence_id, form)
        except Refused as refused:
            form.refuse(refused.refusals)
            piece, status = queries.get_evidence(evidence_id, viewer()), 409
            form.seen.data = str(piece.version)
        else:
            flash(f"Sent back to {piece.volunteer}." if form.sends_back else f"You have signed for {piece.volunteer}.")
            return redirect(url_for(".signatures"), code=303)
    is_mine = piece.is_waiting and piece.signer_id == viewer().account_id and piece.account_id != viewer().account_id
    return render_template("records/evidence.html", piece=piece, form=form, is_mine=is_mine), status


@bp.route("/staff/records/evidence/<int:evidence_id>/withdraw", methods=["GET", "POST"])
@needs(SIGN)
def withdraw_evidence(evidence_id: int) -> Answer:
    """Take a signed piece out of the count, with a reason."""
    piece, form = queries.get_evidence(evidence_id, viewer()), WithdrawForm()
    back = url_for(".checklist", volunteer_id=piece.volunteer_id)
    status = 200
    if form.ready():
        try:
            with unit_of_work():
                service.withdraw(evidence_id, reason=form.reason.data, by=viewer())
        except Refused as refused:
            form.refuse(refused.refusals)
            status = 409
        else:
            flash("That evidence no longer counts.")
            return redirect(back, code=303)
    return render_template("records/withdraw_evidence.html", piece=piece, form=form), status


def _answer(evidence_id: int, form: AnswerForm) -> None:
    if form.sends_back:
        service.send_back(evidence_id, words=form.words.data, seen=int(form.seen.data), by=viewer())
    else:
        service.sign({evidence_id: int(form.seen.data)}, by=viewer())
