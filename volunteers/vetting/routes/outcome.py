"""The outcome of vetting: recorded by the officer who has the case, or proposed to a second one who decides."""

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from volunteers.errors import Refused
from volunteers.permissions import Permission
from volunteers.unit_of_work import unit_of_work
from volunteers.vetting import queries, service
from volunteers.vetting.forms import DecideForm, OutcomeForm, outcome_form
from volunteers.vetting.queries import VettingFile
from volunteers.vetting.routes.blueprint import bp, opened_file, to_desk, to_file, to_open
from volunteers.vetting.rules import HINTS, OUTCOMES_OF
from volunteers.web.access import needs, viewer
from volunteers.web.forms import ButtonForm, Form

P = Permission


@bp.route("/staff/vetting/<int:number>/outcome", methods=["GET", "POST"])
@needs(P.VETTING_SET, fresh=True)
def outcome(number: int) -> ResponseReturnValue:
    """What is recorded of it; to refuse or to withdraw becomes a proposal. What was typed is kept."""
    if (closed := queries.find_closed(number, viewer())) is not None:
        return render_template("vetting/closed.html", case=closed, form=_sent_again()), 409
    found = opened_file(number)
    if found is None:
        return to_open(number)
    form = _form(found)
    if not form.ready() or not found.is_mine:
        return _outcome_page(found, form) if found.is_mine else to_file(number)
    try:
        with unit_of_work():
            case = service.record_outcome(number, entry=form.entry(), seen_version=form.seen_version, by=viewer())
            words = "The outcome is recorded." if case.closed_at else "Proposed. A second vetting officer decides."
    except Refused as refused:
        form.refuse(refused.refusals)
        again = opened_file(number)
        if again is None:
            return to_open(number)
        form.version.data = str(again.case.version)
        return _outcome_page(again, form), 409
    return to_desk(words)


@bp.route("/staff/vetting/<int:number>/proposal", methods=["GET", "POST"])
@needs(P.VETTING_SET, fresh=True)
def proposal(number: int) -> ResponseReturnValue:
    """A second officer agrees to what a colleague proposed, or does not."""
    if (closed := queries.find_closed(number, viewer())) is not None:
        return render_template("vetting/closed.html", case=closed, form=_sent_again()), 409
    found = opened_file(number)
    if found is None:
        return to_open(number)
    if found.proposal is None or not found.may_decide:
        return to_file(number)
    form, status = DecideForm(proposal=str(found.proposal.id)), 200
    if form.ready():
        agrees = form.agrees.data == "yes"
        try:
            with unit_of_work():
                service.decide(int(form.proposal.data), number, agrees=agrees, words=form.words.data, by=viewer())
            return to_desk("Agreed. The outcome is recorded." if agrees else "Your colleague has the case back.")
        except Refused as refused:
            form.refuse(refused.refusals)
            status = 409
    return render_template("vetting/proposal.html", file=found, form=form), status


@bp.post("/staff/vetting/<int:number>/proposal/take-back")
@needs(P.VETTING_SET, fresh=True)
def take_back(number: int) -> ResponseReturnValue:
    """Take back one's own proposal."""
    if not ButtonForm().ready():
        abort(400)
    with unit_of_work():
        service.take_back(number, by=viewer())
    return to_file(number)


def _form(found: VettingFile) -> OutcomeForm:
    levels = [(level.code, level.name) for level in found.serving]
    return outcome_form(found.case.kind, levels, version=found.case.version)


def _outcome_page(found: VettingFile, form: OutcomeForm) -> str:
    hints = {each.value: HINTS[each] for each in OUTCOMES_OF[found.case.kind]}
    return render_template("vetting/outcome.html", file=found, form=form, hints=hints)


def _sent_again() -> Form | None:
    """What was typed on a page that lay open while the case was closed, so that it is not lost."""
    form = OutcomeForm()
    form.outcome.choices = form.level.choices = []
    return form if form.is_submitted() else None
