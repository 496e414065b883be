"""A volunteer's own hours: a month of them, claiming, withdrawing, and whose time they were."""

from datetime import date

from flask import current_app, flash, redirect, render_template, request, url_for

from volunteers import clock
from volunteers.errors import NotFound, Refused
from volunteers.hours import queries, service
from volunteers.hours.forms import BasisForm, claim_form
from volunteers.hours.queries.sheets import own_sheet_of
from volunteers.hours.routes.blueprint import Answer, asked_month, bp
from volunteers.hours.rules import HoursBasis
from volunteers.permissions import Permission
from volunteers.rosters.queries import Self, get_self
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import find_viewer, needs, viewer
from volunteers.web.attachments import attachment
from volunteers.web.forms import ButtonForm
from volunteers.web.once import create_once
from volunteers.web.spreadsheets import as_csv

CLAIM = Permission.HOURS_CLAIM
MONTHS_BACK = 24


@bp.get("/my-hours")
@needs(CLAIM)
def mine() -> str:
    """A month of one's own hours, line by line, and the months around it."""
    me, this = get_self(viewer()), clock.month_of(clock.today())
    month = min(asked_month("month") or this, clock.add_months(this, 1))
    months = queries.list_own_months(me, current_app.config["FORCE"].numbers, through=max(month, this))
    shown = next((one for one in months if one.month == month), None)
    if shown is None:
        shown = queries.list_own_months(me, current_app.config["FORCE"].numbers, through=month)[0]
    return render_template(
        "hours/mine.html", shown=shown, months=months, lines=queries.list_own_hours(me, month, month), this=this,
        before=_named(clock.add_months(month, -1)), after=_named(clock.add_months(month, 1)) if month < this else None,
        bases=list(HoursBasis), form=ButtonForm(),
    )  # fmt: skip


@bp.route("/my-hours/claim", methods=["GET", "POST"])
@needs(CLAIM)
def claim() -> Answer:
    """Claim hours for work that no duty was made for."""
    by = viewer()
    strands = queries.list_own_strands(get_self(by))
    if not strands:
        raise NotFound("serves in no strand")
    form = claim_form(strands, chosen=request.args.get("strand"))
    claimed = form.claim(strands[0][0]) if form.ready() else None
    if claimed is not None:

        def create() -> str:
            stint = service.claim(claimed, key=str(form.once.data), by=by)
            return url_for(".mine", month=_named(clock.month_of(clock.on(stint.starts_at))))

        try:
            address = create_once(form, purpose="hours", account_id=by.account_id, create=create)
        except Refused as fault:
            form.refuse(fault.refusals)
        else:
            flash("Your hours are claimed. A supervisor looks through them.")
            return redirect(address, code=303)
    return render_template("hours/claim.html", form=form)


@bp.post("/my-hours/<int:stint_id>/withdraw")
@needs(CLAIM)
def withdraw(stint_id: int) -> Answer:
    """Take back a claim of one's own."""
    if ButtonForm().ready():
        try:
            with unit_of_work():
                service.withdraw(stint_id, by=viewer())
        except Refused as fault:
            flash(fault.refusals[0].message)
        else:
            flash("Your claim is withdrawn.")
    return redirect(url_for(".mine", month=_month_of(stint_id)), code=303)


@bp.route("/my-hours/<int:stint_id>/whose-time", methods=["GET", "POST"])
@needs(CLAIM)
def basis(stint_id: int) -> Answer:
    """Say whose time one's own hours were."""
    line = queries.get_own_line(get_self(viewer()), stint_id)
    form = BasisForm(basis=line.basis.value if line.basis else None)
    if form.ready():
        try:
            with unit_of_work():
                service.say_basis(stint_id, HoursBasis(form.basis.data), by=viewer())
        except Refused as fault:
            form.refuse(fault.refusals)
        else:
            flash("Whose time it was is noted.")
            return redirect(url_for(".mine", month=_month_of(stint_id)), code=303)
    return render_template("hours/basis.html", form=form, line=line)


@bp.get("/my-hours.csv")
@needs(CLAIM)
def own_sheet() -> Answer:
    """One's own hours of two years as a spreadsheet."""
    this = clock.month_of(clock.today())
    lines = queries.list_own_hours(get_self(viewer()), clock.add_months(this, -MONTHS_BACK), this)
    return attachment(as_csv(own_sheet_of(lines)), mime="text/csv; charset=utf-8", name=f"my-hours-{this:%Y-%m}.csv")


def own_part() -> str:
    """On the page of one's duties: this month against what is asked, and the months before."""
    by = find_viewer()
    if by is None:
        return ""
    months = queries.list_own_months(get_self(by), current_app.config["FORCE"].numbers)
    return render_template("hours/own_part.html", months=months)


def _named(month: date) -> str:
    return f"{month:%Y-%m}"


def _month_of(stint_id: int) -> str:
    me: Self = get_self(viewer())
    return _named(clock.on(queries.get_own_line(me, stint_id).starts_at))
