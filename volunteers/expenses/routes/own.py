"""One's own expenses: what was claimed and how it stands, a new claim, and changing one that waits."""

from flask import Flask, flash, redirect, render_template, url_for

from volunteers import clock
from volunteers.errors import NotFound, Refused
from volunteers.expenses import queries, service
from volunteers.expenses.forms import ClaimForm, claim_form, filled_in
from volunteers.expenses.models import ExpenseClaim
from volunteers.expenses.routes.blueprint import Answer, bp
from volunteers.expenses.rules import ClaimKind, ClaimState, Worked
from volunteers.forces.queries import current_force
from volunteers.permissions import Permission
from volunteers.unit_of_work import unit_of_work
from volunteers.web import slots
from volunteers.web.access import find_viewer, needs, viewer
from volunteers.web.addresses import asked_number
from volunteers.web.forms import VersionForm
from volunteers.web.once import create_once

CLAIM = Permission.EXPENSE_CLAIM


class OtherAmount(Exception):
    """What a claim comes to was not on the page that was sent: it is shown first."""

    def __init__(self, worked: Worked) -> None:
        self.worked = worked
        super().__init__(worked.words)


@bp.get("/my-expenses")
@needs(CLAIM)
def mine() -> str:
    """Every claim of one's own, and the ways to make one."""
    claims, force = queries.list_own(viewer()), current_force().expenses
    waiting = sum(each.pence for each in claims if each.state is ClaimState.WAITING)
    return render_template("expenses/mine.html", claims=claims, form=VersionForm(), force=force, waiting=waiting)


@bp.route("/my-expenses/new/<kind>", methods=["GET", "POST"])
@needs(CLAIM)
def claim(kind: str) -> Answer:
    """A new claim; what it comes to is shown before it is sent."""
    by, wanted = viewer(), _kind(kind)
    someone = queries.get_claimant(account_id=by.account_id)
    form = _form(wanted, someone.volunteer_id, asked_number("duty"))

    def create() -> str:
        # Judged within, so that a second press of the button finds what the first one made, not a double of it.
        worked = service.work_out(form.given(), someone.volunteer_id)
        if not form.has_seen(worked):
            raise OtherAmount(worked)
        service.claim(form.given(), by=by)
        return url_for(".mine")

    worked = None
    if form.ready():
        try:
            location = create_once(form, purpose="expense", account_id=by.account_id, create=create)
            flash("Your claim is sent. We tell you when it is paid.")
            return redirect(location, code=303)
        except OtherAmount as other:
            worked = other.worked
        except Refused as refused:
            form.refuse(refused.refusals)
    return _page(form, wanted, worked)


@bp.route("/my-expenses/<int:claim_id>/change", methods=["GET", "POST"])
@needs(CLAIM)
def change(claim_id: int) -> Answer:
    """Change a claim that waits."""
    by = viewer()
    old = queries.get_own_claim(claim_id, by)
    if old.state is not ClaimState.WAITING:
        flash("This claim has been decided, so it cannot be changed now.")
        return redirect(url_for(".mine"), code=303)
    form = filled_in(_form(old.kind, old.volunteer_id, None), old)
    worked = None
    if form.ready():
        try:
            worked = service.work_out(form.given(), old.volunteer_id, but=old.id)
            if form.has_seen(worked):
                with unit_of_work():
                    service.change(claim_id, form.given(), version=form.changing, by=by)
                flash("Your claim is changed.")
                return redirect(url_for(".mine"), code=303)
        except Refused as refused:
            form.refuse(refused.refusals)
            worked = None
    return _page(form, old.kind, worked, old)


@bp.post("/my-expenses/<int:claim_id>/withdraw")
@needs(CLAIM)
def withdraw(claim_id: int) -> Answer:
    """Take a claim back."""
    form = VersionForm()
    if form.ready():
        try:
            with unit_of_work():
                service.withdraw(claim_id, version=form.seen, by=viewer())
            flash("Your claim is taken back.")
        except Refused as refused:
            flash(refused.refusals[0].message)
    return redirect(url_for(".mine"), code=303)


def fill_slots(app: Flask) -> None:
    """A card on a volunteer's own page of duties."""
    slots.fill(app, "own_duties", _card)


def _card() -> str:
    by = find_viewer()
    if by is None or not by.may(CLAIM):
        return ""
    claims = queries.list_own(by)
    waiting = [each for each in claims if each.state is ClaimState.WAITING]
    return render_template(
        "expenses/own_part.html", waiting=len(waiting), pence=sum(each.pence for each in waiting), any=bool(claims)
    )


def _kind(given: str) -> ClaimKind:
    if given not in set(ClaimKind):
        raise NotFound(f"no kind of claim {given!r}")
    return ClaimKind(given)


def _form(kind: ClaimKind, volunteer_id: int, duty: int | None) -> ClaimForm:
    force = current_force().expenses
    since = clock.add_months(clock.today(), -force.claim_months)
    attended = queries.list_attended(volunteer_id, since)
    form = claim_form(kind, attended, force)
    if not form.is_submitted() and duty is not None and str(duty) in form.attended:
        form.occasion.data = str(duty)
    return form


def _page(form: ClaimForm, kind: ClaimKind, worked: Worked | None, old: ExpenseClaim | None = None) -> str:
    if worked is not None and not form.problems():
        form.seen.data = str(worked.pence)
    else:
        worked = None
        form.seen.data = ""
    return render_template("expenses/claim.html", form=form, kind=kind, worked=worked, old=old)
