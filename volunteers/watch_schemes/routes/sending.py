"""Messages of staff to schemes: the list with how far each got, writing one, and one in each scheme."""

from flask import current_app, flash, redirect, render_template, request, url_for

from volunteers.errors import Refused
from volunteers.watch_schemes import queries, service
from volunteers.watch_schemes.forms import SendingForm
from volunteers.watch_schemes.queries.progress import Receivers
from volunteers.watch_schemes.routes.blueprint import EDIT, Answer, bp
from volunteers.web.access import needs, viewer
from volunteers.web.addresses import asked_number
from volunteers.web.once import create_once


@bp.get("/staff/watch-schemes/messages")
@needs(EDIT)
def messages() -> str:
    """What was sent, newest first."""
    found = queries.list_staff_messages(viewer(), after=asked_number("after"))
    return render_template("watch_schemes/messages.html", found=found)


@bp.get("/staff/watch-schemes/messages/<int:message_id>")
@needs(EDIT)
def message(message_id: int) -> str:
    """One message, and how far it got in each scheme, in numbers."""
    found, rows = queries.get_staff_message(message_id, viewer())
    return render_template("watch_schemes/message.html", found=found, rows=rows)


@bp.route("/staff/watch-schemes/messages/new", methods=["GET", "POST"])
@needs(EDIT)
def write_message() -> Answer:
    """Write, look at who it would go to, then send. What was written stays on the page until it is sent."""
    form = _form()

    def create() -> str:
        sent = service.send_to_schemes(form.draft, areas=form.areas.data, scheme_ids=_chosen(form), by=viewer())
        return url_for(".message", message_id=sent.id)

    receivers: Receivers | None = None
    if form.ready():
        receivers = queries.count_receivers(viewer(), areas=form.areas.data, scheme_ids=_chosen(form))
        try:
            if request.form.get("do") == "send":
                address = create_once(form, purpose="watch message", account_id=viewer().account_id, create=create)
                flash("The message is on its way to the coordinators.")
                return redirect(address, code=303)
            service.judge_receivers(receivers)
        except Refused as fault:
            form.refuse(fault.refusals)
            receivers = None
    return render_template("watch_schemes/write_message.html", form=form, receivers=receivers)


def _form() -> SendingForm:
    """The areas that have schemes in scope, and every scheme there that is not closed."""
    names = {area.code: area.name for area in current_app.config["FORCE"].known_areas}
    rows = queries.list_to_write_to(viewer())
    areas = sorted({row.area for row in rows}, key=lambda code: names.get(code, code))
    return SendingForm().offer(
        [(code, names.get(code, code)) for code in areas],
        [(str(row.id), f"{row.name} ({names.get(row.area, row.area)})") for row in rows],
    )


def _chosen(form: SendingForm) -> list[int]:
    return [int(number) for number in form.schemes.data or []]
