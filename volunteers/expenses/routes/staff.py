"""What waits to be approved, by person; many at once, or one with a reason."""

from flask import flash, redirect, render_template, url_for
from wtforms.fields.choices import SelectChoice

from volunteers.errors import Refused
from volunteers.expenses import queries, service
from volunteers.expenses.forms import DecisionForm, TicksForm
from volunteers.expenses.routes.blueprint import Answer, bp
from volunteers.expenses.rules import ClaimState, as_money
from volunteers.permissions import Permission
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer
from volunteers.web.filters import counted

APPROVE = Permission.EXPENSE_APPROVE


@bp.route("/staff/expenses", methods=["GET", "POST"])
@needs(APPROVE)
def to_approve() -> Answer:
    """Everything that waits; what is ticked is approved in full."""
    people = queries.list_waiting(viewer())
    claims = [each.claim for person in people if not person.is_own for each in person.claims]
    form, status = TicksForm(), 200
    form.claims.choices = [SelectChoice(value=f"{each.id}-{each.version}", label=str(each.id)) for each in claims]
    if form.ready():
        try:
            with unit_of_work():
                count = service.approve_all(form.chosen(), by=viewer())
        except Refused as refused:
            form.refuse(refused.refusals)
            status = 409
        else:
            flash(f"You have approved {counted(count, 'claim')}.")
            return redirect(url_for(".to_approve"), code=303)
    ticked = set(form.claims.data or ())
    page = render_template("expenses/to_approve.html", people=people, form=form, ticked=ticked, count=len(claims))
    return page, status


@bp.route("/staff/expenses/<int:claim_id>", methods=["GET", "POST"])
@needs(APPROVE)
def decide(claim_id: int) -> Answer:
    """One claim, with everything known of it."""
    row = queries.get_claim(claim_id, viewer())
    claim, status = row.claim, 200
    form = DecisionForm(version=str(claim.version))
    is_open = claim.state is ClaimState.WAITING and claim.account_id != viewer().account_id
    if form.ready():
        try:
            with unit_of_work():
                pays = form.pays(claim.pence)
                service.decide(claim_id, version=form.seen, pays=pays, reason=form.reason.data or "", by=viewer())
        except Refused as refused:
            form.refuse(refused.refusals)
            status = 409
        else:
            said = "refused" if pays is None else f"approved for {as_money(pays)}"
            flash(f"The claim of {row.name} is {said}.")
            return redirect(url_for(".to_approve"), code=303)
    return render_template("expenses/decide.html", row=row, claim=claim, form=form, is_open=is_open), status
