"""Messages at a coordinator's scheme: passing them on, knocking on doors, and writing to one's own households."""

from flask import flash, redirect, render_template, request, url_for

from volunteers.unit_of_work import unit_of_work
from volunteers.watch_schemes import queries, service
from volunteers.watch_schemes.forms import PassOnForm, WritingForm
from volunteers.watch_schemes.routes.blueprint import RUN, Answer, bp
from volunteers.web.access import needs, viewer
from volunteers.web.forms import ButtonForm
from volunteers.web.limits import by_account, limited
from volunteers.web.once import create_once


@bp.get("/my-watch/messages")
@needs(RUN)
def own_messages() -> str:
    """What is to be passed on first, then what was."""
    scheme = queries.get_own_scheme(viewer())
    rows = queries.list_own_passings(scheme.id)
    return render_template("watch_schemes/own_messages.html", scheme=scheme, rows=rows)


@bp.route("/my-watch/messages/<int:passing_id>", methods=["GET", "POST"])
@needs(RUN)
def own_message(passing_id: int) -> Answer:
    """Read it, pass it on at one press, then tick the doors."""
    own = queries.look_at_own(queries.get_own_scheme(viewer()))
    found, form = queries.get_own_passing(own.scheme.id, passing_id), PassOnForm()
    if form.ready():
        with unit_of_work():
            service.pass_on(passing_id, added_words=form.added_words.data or "", by=viewer())
        flash("The message is on its way to your neighbours.")
        return redirect(url_for(".own_message", passing_id=passing_id), code=303)
    doors = queries.list_doors(passing_id)
    return render_template("watch_schemes/own_message.html", own=own, found=found, form=form, doors=doors)


@bp.post("/my-watch/messages/<int:passing_id>/doors/<int:household_id>")
@needs(RUN)
def tick_door(passing_id: int, household_id: int) -> Answer:
    """They were told by hand, or were ticked by mistake."""
    queries.get_own_passing(queries.get_own_scheme(viewer()).id, passing_id)
    if ButtonForm().ready():
        with unit_of_work():
            service.tick_door(passing_id, household_id, is_done=request.form.get("done") == "yes", by=viewer())
    return redirect(url_for(".own_message", passing_id=passing_id, _anchor="doors"), code=303)


@bp.route("/my-watch/messages/write", methods=["GET", "POST"])
@limited(network="60 per hour", address="10 per day", address_key=by_account)
@needs(RUN)
def write_to_members() -> Answer:
    """Write to one's own households, at once."""
    own, form = queries.look_at_own(queries.get_own_scheme(viewer())), WritingForm()

    def create() -> str:
        return url_for(".own_message", passing_id=service.write_to_own(form.draft, by=viewer()).id)

    if form.ready():
        address = create_once(form, purpose="own watch message", account_id=viewer().account_id, create=create)
        flash("The message is on its way to your neighbours.")
        return redirect(address, code=303)
    return render_template("watch_schemes/write_to_members.html", own=own, form=form)
