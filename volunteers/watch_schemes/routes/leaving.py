"""What opens from a mail, without signing in: a household leaves, a coordinator says that the scheme runs."""

from flask import render_template, request

from volunteers.extensions import db
from volunteers.people.models import LinkPurpose
from volunteers.people.queries import open_link
from volunteers.unit_of_work import unit_of_work
from volunteers.watch_schemes import service
from volunteers.watch_schemes.models import WatchScheme
from volunteers.watch_schemes.queries.households import find_to_leave
from volunteers.watch_schemes.routes.blueprint import Answer, bp
from volunteers.watch_schemes.rules import SchemeState
from volunteers.web.access import public
from volunteers.web.forms import ButtonForm
from volunteers.web.limits import by_link, guessed_links, limited

# What a mail program sends to the address in List-Unsubscribe (RFC 8058, 3.1), with no page and no cookie before it.
ONE_CLICK = ("List-Unsubscribe", "One-Click")


@bp.route("/watch/leave/<token>", methods=["GET", "POST"])
@public
@guessed_links
def leave(token: str) -> Answer:
    """A page with one button, since mail scanners open links; then everything kept of the household is erased.

    The token is the authority: a mail program posts here by itself. The page names the scheme and no household.
    """
    link, form = open_link(token, LinkPurpose.WATCH_HOUSEHOLD), ButtonForm()
    found = find_to_leave(link.subject_id) if link.is_good else None
    if found is None:
        return render_template("watch_schemes/leave_gone.html"), 410
    is_one_click = request.method == "POST" and request.form.get(ONE_CLICK[0]) == ONE_CLICK[1]
    if is_one_click or form.ready():
        with unit_of_work():
            service.leave(link.subject_id)
        return render_template("watch_schemes/left.html", scheme=found[1])
    return render_template("watch_schemes/leave.html", form=form, scheme=found[1])


@bp.route("/watch/still-running/<token>", methods=["GET", "POST"])
@public
@limited(network="120 per hour; 500 per day", address="60 per hour", address_key=by_link)
@guessed_links
def confirm_running(token: str) -> Answer:
    """A page with one button; then staff know that the scheme runs."""
    link, form = open_link(token, LinkPurpose.WATCH_SCHEME), ButtonForm()
    scheme = db.session.get(WatchScheme, link.subject_id) if link.is_good else None
    if scheme is None or scheme.state is SchemeState.CLOSED:
        return render_template("watch_schemes/running_gone.html"), 410
    if form.ready():
        with unit_of_work():
            service.say_still_running(scheme.id)
        return render_template("watch_schemes/running_said.html", scheme=scheme.unit.name)
    return render_template("watch_schemes/confirm_running.html", form=form, scheme=scheme.unit.name)
