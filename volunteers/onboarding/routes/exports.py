"""Taking a list out of the service as a file: the reason first."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from volunteers import clock
from volunteers.errors import NotFound
from volunteers.onboarding import queries, service
from volunteers.onboarding.forms.exports import export_form
from volunteers.onboarding.queries import Wanted
from volunteers.onboarding.routes.blueprint import bp
from volunteers.onboarding.rules import Filters, tab_of
from volunteers.onboarding.rules.exports import MOST_ROWS, FileKind, Group
from volunteers.permissions import Permission
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer
from volunteers.web.attachments import attachment
from volunteers.web.filters import moment


@bp.route("/staff/applications/export", methods=["GET", "POST"])
@needs(Permission.APPLICATION_EXPORT, fresh=True)
def export() -> ResponseReturnValue:
    """The list that the address names. It is written down that it was taken out before any of it is sent."""
    filters = Filters.read(request.args)
    narrowed, tab = queries.narrow(filters, viewer()), tab_of(request.args.get("list"), filters)
    groups = queries.groups_of(narrowed)
    if not groups:
        raise NotFound("nothing in sight of this viewer")
    form = export_form(groups)
    if form.ready():
        with unit_of_work():
            file = service.export_list(
                Wanted(narrowed.filters, tab), group=Group(form["group"].data) if "group" in form else groups[0],
                kind=FileKind(form.kind.data), reason=form.reason.data, when=moment(clock.now()), by=viewer(),
            )  # fmt: skip
        return attachment(file.content, mime=file.kind.mime, name=file.name)
    words = {"list": tab.value, **narrowed.filters.words}
    return render_template("onboarding/export.html", form=form, narrowed=narrowed, tab=tab, words=words, most=MOST_ROWS)
