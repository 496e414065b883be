"""Being told no more of a group of things, by the link in a mail of it, without signing in."""

from flask import current_app, render_template, request

from volunteers.errors import NotFound
from volunteers.notifications.routes.blueprint import bp
from volunteers.notifications.rules.choices import GROUPS
from volunteers.notifications.rules.leaving import read_token
from volunteers.notifications.service.choosing import leave_group
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import public
from volunteers.web.forms import ButtonForm
from volunteers.web.limits import guessed_links

# What a mail program sends to the address in List-Unsubscribe (RFC 8058, 3.1), with no page and no cookie before it.
ONE_CLICK = ("List-Unsubscribe", "One-Click")


@bp.route("/my-messages/leave/<token>", methods=["GET", "POST"])
@public
@guessed_links
def leave(token: str) -> str:
    """A page with one button, since mail scanners open links; then they are told no more of that group.

    The token is the authority: a mail program posts here by itself. It says nothing of whose it is.
    """
    read = read_token(token, key=str(current_app.config["SECRET_KEY"]).encode())
    if read is None:
        raise NotFound("no such link")
    account_id, group = read
    form = ButtonForm()
    is_one_click = request.method == "POST" and request.form.get(ONE_CLICK[0]) == ONE_CLICK[1]
    if is_one_click or form.ready():
        with unit_of_work():
            leave_group(account_id, group)
        return render_template("notifications/left.html", group=GROUPS[group])
    return render_template("notifications/leave.html", form=form, group=GROUPS[group])
