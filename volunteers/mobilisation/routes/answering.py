"""Answering a call: by the link in the message, without signing in, and signed in from one's own duties."""

from collections.abc import Callable

from flask import redirect, render_template, url_for

from volunteers.errors import Refused
from volunteers.mobilisation import queries, service
from volunteers.mobilisation.forms import AnswerForm
from volunteers.mobilisation.queries import CallToMe
from volunteers.mobilisation.routes.blueprint import Answer, bp
from volunteers.permissions import Permission
from volunteers.web.access import find_viewer, needs, public, viewer
from volunteers.web.limits import by_account, by_link, guessed_links, limited
from volunteers.web.once import create_once


@bp.route("/can-you-come/<token>", methods=["GET", "POST"])
@public
@guessed_links
@limited(network="1200 per hour; 5000 per day", address="60 per hour", address_key=by_link)
def can_you_come(token: str) -> Answer:
    """What, where, when, and buttons; opening it answers nothing, since mail scanners open links.

    Many answer from one station's network at once, so that counts for little; the link counts. The same 404 for a
    wrong link and for one whose duty is over.
    """
    here = url_for(".can_you_come", token=token)
    return _answer(
        here, None, lambda: queries.get_by_link(token),
        lambda minutes: service.answer_by_link(token, minutes=minutes),
    )  # fmt: skip


@bp.route("/my-duties/calls/<int:call_id>", methods=["GET", "POST"])
@needs(Permission.DUTY_BOOK)
@limited(network="1200 per hour; 5000 per day", address="60 per hour", address_key=by_account)
def own_call(call_id: int) -> Answer:
    """The same, signed in."""
    by, here = viewer(), url_for(".own_call", call_id=call_id)
    return _answer(
        here, by.account_id, lambda: queries.get_own(call_id, by),
        lambda minutes: service.answer_own(call_id, minutes=minutes, by=by),
    )  # fmt: skip


def own_part() -> str:
    """The calls a volunteer can answer, on the page of their duties."""
    by = find_viewer()
    calls = queries.list_own(by) if by and by.may(Permission.DUTY_BOOK) else []
    return render_template("mobilisation/own_part.html", calls=calls) if calls else ""


def _answer(
    here: str, account_id: int | None, find: Callable[[], CallToMe], answer: Callable[[int | None], object]
) -> Answer:
    """The page says what was answered once it was: it is where a yes is taken back, too."""
    form = AnswerForm()
    found = find()

    def create() -> str:
        answer(form.minutes)
        return here

    if form.ready():
        try:
            return redirect(create_once(form, purpose="answer", account_id=account_id, create=create), code=303)
        except Refused as fault:
            form.refuse(fault.refusals)
            found = find()
    return render_template("mobilisation/answer.html", call=found, form=form)
