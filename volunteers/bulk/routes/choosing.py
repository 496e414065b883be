"""From the ticked lines of a list to what is done with them."""

from dataclasses import fields
from urllib.parse import parse_qsl, urlencode

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from volunteers.bulk import queries, service
from volunteers.bulk.forms import act_form
from volunteers.bulk.routes.blueprint import bp
from volunteers.errors import Refused
from volunteers.onboarding.queries import Wanted
from volunteers.onboarding.rules import Filters, tab_of
from volunteers.permissions import Permission
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer
from volunteers.web.forms import ButtonForm
from volunteers.web.once import create_once

AGED = "This page had been open for a long time. Choose again."
LONGEST_LIST = 2_000  # characters of the filters of a list


@bp.post("/staff/bulk/choose")
@needs(Permission.APPLICATION_MOVE)
def choose() -> ResponseReturnValue:
    """Keep what was ticked, or all of the list; without scripts this also ticks the whole page."""
    listed = _listed()
    wish = request.form.get("wish")
    if wish == "tick":
        return redirect(_list_at({**listed, "tick": "page"}), code=303)
    if not ButtonForm().ready():
        return _back(listed, AGED)
    try:
        with unit_of_work():
            if wish == "all":
                filters = Filters.read(listed)
                choice = service.choose_all(Wanted(filters, tab_of(listed.get("list"), filters)), by=viewer())
            else:
                choice = service.choose(request.form.getlist("pick"), by=viewer())
            number = choice.id
    except Refused as refused:
        return _back(listed, refused.refusals[0].message)
    return redirect(url_for(".chosen", choice_id=number), code=303)


@bp.route("/staff/bulk/choices/<int:choice_id>", methods=["GET", "POST"])
@needs(Permission.APPLICATION_MOVE)
def chosen(choice_id: int) -> ResponseReturnValue:
    """How many were chosen, and what is to be done with them."""
    page = queries.get_choice_page(choice_id, viewer())
    form = act_form(page)
    if form.ready():
        if form.is_letter:
            return redirect(url_for(".write_to_applicants", choice_id=choice_id), code=303)

        def create() -> str:
            return url_for(".move", move_id=service.plan(choice_id, form.target(), by=viewer()).id)

        try:
            location = create_once(form, purpose="bulk_move", account_id=viewer().account_id, create=create)
            return redirect(location, code=303)
        except Refused as refused:
            form.refuse(refused.refusals)
    return render_template("bulk/chosen.html", page=page, form=form)


def _listed() -> dict[str, str]:
    """The list as the page named it: what narrows it and where it begins, and nothing else that an address may hold."""
    known = {"list", "after", *(field.name for field in fields(Filters))}
    given = parse_qsl(request.form.get("listed", "")[:LONGEST_LIST])
    return {name: value for name, value in given if name in known}


def _list_at(listed: dict[str, str]) -> str:
    return f"{url_for('onboarding.caseload')}?{urlencode(listed)}"


def _back(listed: dict[str, str], words: str) -> ResponseReturnValue:
    flash(words, "problem")
    return redirect(_list_at(listed), code=303)
