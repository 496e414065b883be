"""The list of households, for the coordinators of the scheme alone."""

from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for

from volunteers.errors import Conflict, Refused
from volunteers.unit_of_work import unit_of_work
from volunteers.watch_schemes import queries, service
from volunteers.watch_schemes.forms import HouseholdForm, PasteForm, household_form
from volunteers.watch_schemes.models import WatchScheme
from volunteers.watch_schemes.routes.blueprint import RUN, Answer, bp
from volunteers.watch_schemes.rules.households import Pasted
from volunteers.web.access import keeps_nothing, needs, viewer
from volunteers.web.addresses import asked_choice
from volunteers.web.fields import tidy
from volunteers.web.forms import ButtonForm
from volunteers.web.once import create_once

SHOWN = (("mail", "Not on line"), ("agreement", "Have not agreed yet"), ("help", "May need help"))


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to."""

    find: str
    show: str | None


@bp.get("/my-watch/households")
@needs(RUN)
def households() -> str:
    """The list, narrowed to what is looked for."""
    own = queries.look_at_own(queries.get_own_scheme(viewer()))
    chosen = Filters((tidy(request.args.get("find", "")) or "")[:80], asked_choice("show", SHOWN))
    without = chosen.show if chosen.show != "help" else None
    rows = queries.list_households(own.scheme.id, find=chosen.find, without=without, needs_help=chosen.show == "help")
    return render_template(
        "watch_schemes/households.html", own=own, rows=rows, chosen=chosen, shown=SHOWN, form=ButtonForm()
    )  # fmt: skip


@bp.get("/my-watch/not-on-line")
@needs(RUN)
def not_online() -> str:
    """Who takes a knock or a call, to print and take along."""
    scheme = queries.get_own_scheme(viewer())
    rows = queries.list_households(scheme.id, without="mail")
    return render_template("watch_schemes/not_online.html", scheme=scheme, rows=rows)


@bp.post("/my-watch/households/confirm")
@needs(RUN)
def confirm_list() -> Answer:
    """The list is right."""
    queries.get_own_scheme(viewer())
    if ButtonForm().ready():
        with unit_of_work():
            service.confirm_list(by=viewer())
        flash("Thank you. You have looked through your list today.")
    return redirect(url_for(".households"), code=303)


@bp.route("/my-watch/households/new", methods=["GET", "POST"])
@keeps_nothing
@needs(RUN)
def add_household() -> Answer:
    """One more household."""
    scheme, form = queries.get_own_scheme(viewer()), HouseholdForm()

    def create() -> str:
        service.add_household(form.entry, by=viewer())
        return url_for(".households")

    if form.ready():
        try:
            address = create_once(form, purpose="household", account_id=viewer().account_id, create=create)
            flash(f"{form.entry.address} is on your list.")
            return redirect(address, code=303)
        except Refused as fault:
            form.refuse(fault.refusals)
    return render_template("watch_schemes/household.html", form=form, scheme=scheme, row=None)


@bp.route("/my-watch/households/<int:household_id>", methods=["GET", "POST"])
@keeps_nothing
@needs(RUN)
def household(household_id: int) -> Answer:
    """One household, to look at and to change."""
    scheme = queries.get_own_scheme(viewer())
    row = queries.get_household(scheme.id, household_id)
    form = household_form(row, queries.open_note(row))
    if not form.ready():
        return render_template("watch_schemes/household.html", form=form, scheme=scheme, row=row)
    try:
        with unit_of_work():
            service.change_household(household_id, form.entry, version=form.seen, by=viewer())
    except Refused as fault:
        form.refuse(fault.refusals)
        return _again(scheme, household_id, form, is_stale=isinstance(fault, Conflict))
    flash("The change is saved.")
    return redirect(url_for(".households"), code=303)


def _again(scheme: WatchScheme, household_id: int, form: HouseholdForm, *, is_stale: bool) -> Answer:
    """The page with what was typed; where someone else was faster, the next press takes theirs over knowingly."""
    row = queries.get_household(scheme.id, household_id)
    form.version.data = str(row.version)
    page = render_template("watch_schemes/household.html", form=form, scheme=scheme, row=row)
    return page, 409 if is_stale else 200


@bp.route("/my-watch/households/<int:household_id>/remove", methods=["GET", "POST"])
@needs(RUN)
def remove_household(household_id: int) -> Answer:
    """Say what is erased, then erase it."""
    scheme, form = queries.get_own_scheme(viewer()), ButtonForm()
    row = queries.get_household(scheme.id, household_id)
    if form.ready():
        with unit_of_work():
            service.remove_household(household_id, by=viewer())
        flash("The household is off your list, and everything kept of it is erased.")
        return redirect(url_for(".households"), code=303)
    return render_template("watch_schemes/remove_household.html", form=form, scheme=scheme, row=row)


@bp.route("/my-watch/households/paste", methods=["GET", "POST"])
@keeps_nothing
@needs(RUN)
def paste_households() -> Answer:
    """Many at once. Every good line is kept; the others stand on the page again, each with what is wrong."""
    scheme, form, pasted = queries.get_own_scheme(viewer()), PasteForm(), Pasted((), ())
    if form.ready():
        try:
            with unit_of_work():
                added, pasted = service.add_households(
                    form.lines.data or "", agreed_on=form.agreed_on.data, agreed_how=form.agreed_how.data or "",
                    by=viewer(),
                )  # fmt: skip
        except Refused as fault:
            form.refuse(fault.refusals)
            return render_template("watch_schemes/paste.html", form=form, scheme=scheme, pasted=pasted)
        flash(_words(added))
        if not pasted.bad:
            return redirect(url_for(".households"), code=303)
        form.lines.data = pasted.left
    return render_template("watch_schemes/paste.html", form=form, scheme=scheme, pasted=pasted)


def _words(added: int) -> str:
    return "1 household was added." if added == 1 else f"{added} households were added."
