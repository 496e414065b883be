"""Sending a file. Whatever is wrong with it comes back in words on the same page."""

from flask import redirect, render_template, url_for

from volunteers.documents.service.receiving import scanned
from volunteers.errors import Refused
from volunteers.imports import service
from volunteers.imports.forms import UploadForm, upload_form
from volunteers.imports.routes.blueprint import Answer, bp
from volunteers.imports.rules import LARGEST_MEGABYTES, MOST_ROWS, SheetKind
from volunteers.permissions import Permission
from volunteers.web.access import keeps_nothing, needs, viewer
from volunteers.web.bodies import takes_files
from volunteers.web.limits import by_account, limited
from volunteers.web.once import create_once

RUN = Permission.IMPORT_RUN


@bp.get("/staff/imports/new")
@needs(RUN, fresh=True)
def new_import() -> str:
    """What is in the sheet, and which file."""
    return _page(UploadForm())


@bp.post("/staff/imports/new")
@needs(RUN, fresh=True)
@keeps_nothing
@takes_files
@limited(network="240 per hour", address="60 per hour", address_key=by_account)
def send() -> Answer:
    """Take the file in and have it read."""
    form, is_far_too_large = upload_form()
    if not is_far_too_large and form.ready() and (page := _received(form)):
        return redirect(page, code=303)
    return _page(form), 413 if is_far_too_large else 200


def _received(form: UploadForm) -> str | None:
    """Where to go once the file is kept; None when it was refused, which the form then says."""
    content, by = form.content(), viewer()

    def create() -> str:
        made = service.receive(form.file_name, content, kind=SheetKind(form.kind.data), by=by)
        return url_for(".one", import_id=made.id)

    try:
        if content:
            scanned(content)
        return create_once(form, purpose="import", account_id=by.account_id, create=create)
    except Refused as refused:
        form.refuse_file(refused.refusals)
        return None


def _page(form: UploadForm) -> str:
    return render_template(
        "imports/new_import.html", form=form, kinds=list(SheetKind), megabytes=LARGEST_MEGABYTES, most=MOST_ROWS
    )
