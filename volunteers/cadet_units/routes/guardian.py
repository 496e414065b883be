"""The page of a parent or guardian who is asked for the form of a night: a link and no account.

Nothing is done on opening a link, since mail programs open them by themselves.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import flash, make_response, redirect, render_template, url_for

from volunteers.cadet_units import queries, service
from volunteers.cadet_units.forms import AnswerForm
from volunteers.cadet_units.queries import AskedPage
from volunteers.cadet_units.routes.blueprint import Answer, bp
from volunteers.errors import Refused
from volunteers.forces.queries import current_force
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import public
from volunteers.web.forms import ButtonForm
from volunteers.web.limits import by_link, guessed_links, limited


def behind_link(view: Callable[..., Any]) -> Callable[..., Any]:
    """Give the view what the link in its address asks for; else the one page that every closed link shows."""

    @public
    @guessed_links
    @limited(network="120 per hour; 500 per day", address="60 per hour", address_key=by_link)
    @wraps(view)
    def guarded(token: str) -> Any:
        page = queries.find_by_link(token)
        if page is None:
            contact = current_force().contact("cadets")
            return make_response(render_template("cadet_units/closed.html", contact=contact), 410)
        return view(page, token=token)

    return guarded


@bp.route("/event-form/<token>", methods=["GET", "POST"])
@behind_link
def event_form(page: AskedPage, token: str) -> Answer:
    """What it is, and the answer; once answered, what was said and how to change it."""
    form, status = AnswerForm(), 200
    if form.ready():
        try:
            with unit_of_work():
                service.answer(page.form.id, form.said())
        except Refused as refused:
            form.refuse(refused.refusals)
            status = 409
        else:
            flash("We have kept your answer. Thank you.")
            return redirect(url_for(".event_form", token=token), code=303)
    return render_template("cadet_units/asked.html", page=page, token=token, form=form), status


@bp.route("/event-form/<token>/withdraw", methods=["GET", "POST"])
@behind_link
def withdraw_form(page: AskedPage, token: str) -> Answer:
    """Take the permission back, after asking once."""
    form, status = ButtonForm(), 200
    if form.ready():
        try:
            with unit_of_work():
                service.withdraw(page.form.id)
        except Refused as refused:
            form.refuse(refused.refusals)
            status = 409
        else:
            flash("Your permission is taken back.")
            return redirect(url_for(".event_form", token=token), code=303)
    return render_template("cadet_units/withdraw.html", page=page, token=token, form=form), status
