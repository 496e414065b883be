"""How we tell you: in which way of what, in which hours not, and how long before a duty."""

from http import HTTPStatus

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from volunteers.errors import Refused
from volunteers.notifications.queries.choices import find_choices
from volunteers.notifications.rules.choices import GROUPS, NEVER_CHOSE, Group
from volunteers.notifications.rules.reaching import readable_number
from volunteers.notifications.service.choosing import choose
from volunteers.people.forms.choices import ChoicesForm, as_answers
from volunteers.people.queries.accounts import find_mobile
from volunteers.people.routes.blueprint import bp
from volunteers.permissions import Permission, Viewer
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer


@bp.route("/my-messages/choices", methods=["GET", "POST"])
@needs(Permission.OWN_ACCOUNT)
def message_choices() -> Response | tuple[str, int]:
    """What someone may choose, in plain words, and what they chose so far."""
    row, mobile = find_choices(viewer().account_id), find_mobile(viewer().account_id)
    before, version = (row.chosen, row.version) if row else (NEVER_CHOSE, 0)
    form, status = ChoicesForm(data=as_answers(before, version)), HTTPStatus.OK
    form.offer(_groups(viewer()), has_mobile=mobile is not None)
    if form.ready():
        try:
            with unit_of_work():
                choose(form.chosen(before), seen=form.seen, by=viewer())
        except Refused as refused:
            form.refuse(refused.refusals)
            now = find_choices(viewer().account_id)
            form.version.data, status = str(now.version if now else 0), HTTPStatus.CONFLICT
        else:
            flash("Saved. This is how we tell you from now on.")
            return redirect(url_for(".message_choices"), code=303)
    page = render_template(
        "people/message_choices.html", form=form, mobile=readable_number(mobile) if mobile else None,
        layout="layouts/staff.html" if viewer().is_staff else "layouts/public.html",
        is_volunteer=viewer().may(Permission.VOLUNTEER_SEE_OWN),
    )  # fmt: skip
    return page, status


def _groups(by: Viewer) -> list[Group]:
    """The groups of which someone may be told anything."""
    is_volunteer = by.may(Permission.VOLUNTEER_SEE_OWN)
    return [group for group in GROUPS.values() if (by.is_staff if group.for_staff else is_volunteer)]
