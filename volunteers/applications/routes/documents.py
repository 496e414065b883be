"""One's own documents: what is asked and why, what is there, and adding, opening and taking out a file."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from volunteers.applications import queries
from volunteers.applications.forms.documents import RemoveForm, UploadForm, upload_form
from volunteers.applications.models import Application
from volunteers.applications.routes.blueprint import bp
from volunteers.documents import queries as papers
from volunteers.documents import service
from volunteers.documents.rules import ACCEPTED, ACCEPTED_WORDS, LARGEST_BYTES, MOST_FILES, DocumentKind
from volunteers.documents.rules.opening import OWN
from volunteers.errors import NotFound, Refused
from volunteers.permissions import Permission
from volunteers.strands.queries import get_strand
from volunteers.strands.rules import DocumentAsked
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer
from volunteers.web.attachments import attachment
from volunteers.web.bodies import takes_files
from volunteers.web.limits import by_account, limited
from volunteers.web.once import create_once

LIMITS = {"accepted": ACCEPTED_WORDS, "endings": ",".join(ACCEPTED), "megabytes": LARGEST_BYTES // 1_000_000}


@bp.get("/my-applications/<reference>/documents")
@needs(Permission.DOCUMENT_UPLOAD)
def documents(reference: str) -> str:
    """What is asked and why, with what is there already."""
    found = queries.get_own(reference, viewer())
    strand = get_strand(found.strand)
    return render_template(
        "applications/documents.html",
        application=found,
        strand=strand,
        folder=queries.folder_of(found),
        shelves=papers.list_shelves(found.id, strand.documents),
        used=papers.used_by(found.account_id),
        most_files=MOST_FILES,
        **LIMITS,
    )


@bp.route("/my-applications/<reference>/documents/add/<kind>", methods=["GET", "POST"])
@needs(Permission.DOCUMENT_UPLOAD)
@takes_files
@limited(network="240 per hour", address="60 per hour", address_key=by_account)
def add_document(reference: str, kind: str) -> ResponseReturnValue:
    """Add one file. Whatever is wrong with it comes back in words on this page."""
    found = queries.get_own(reference, viewer())
    asked = _asked(found, kind)
    form, is_far_too_large = upload_form()
    if not queries.folder_of(found).is_open:
        return redirect(_page(reference), code=303)
    if not is_far_too_large and form.ready() and (page := _stored(reference, DocumentKind(kind), form)):
        flash("Your file is added.")
        return redirect(page, code=303)
    shown = render_template(
        "applications/documents_add.html", application=found, asked=asked, kind=DocumentKind(kind), form=form,
        back=_page(reference), **LIMITS,
    )  # fmt: skip
    return shown, 413 if is_far_too_large else 200


@bp.get("/my-applications/<reference>/documents/<int:number>")
@needs(Permission.DOCUMENT_UPLOAD)
def own_document(reference: str, number: int) -> Response:
    """One's own file, to look at what was sent."""
    folder = queries.folder_of(queries.get_own(reference, viewer()))
    with unit_of_work():
        opened = service.open_document(number, folder=folder, by=viewer().account_id, reason=OWN)
    return attachment(opened.content, mime=opened.media_type.mime, name=opened.name)


@bp.route("/my-applications/<reference>/documents/<int:number>/remove", methods=["GET", "POST"])
@needs(Permission.DOCUMENT_UPLOAD)
def remove_document(reference: str, number: int) -> ResponseReturnValue:
    """Take a file out, once that is confirmed."""
    found = queries.get_own(reference, viewer())
    form = RemoveForm()
    if form.ready():
        with unit_of_work():
            folder = queries.folder_of(queries.get_own_to_change(reference, viewer()))
            service.remove(number, folder=folder, by=viewer().account_id)
        flash("The file is removed.")
        return redirect(_page(reference), code=303)
    line = papers.get_line(found.id, number)
    return render_template(
        "applications/documents_remove.html", application=found, line=line, form=form, back=_page(reference)
    )


def _asked(application: Application, kind: str) -> DocumentAsked:
    for asked in get_strand(application.strand).documents:
        if asked.kind == kind:
            return asked
    raise NotFound(f"no document {kind!r} is asked")


def _page(reference: str) -> str:
    return url_for("applications.documents", reference=reference)


def _stored(reference: str, kind: DocumentKind, form: UploadForm) -> str | None:
    """Where to go once the file is kept; None when it was refused, which the form then says."""

    def create() -> str:
        folder = queries.folder_of(queries.get_own_to_change(reference, viewer()))
        service.store(received, folder=folder, kind=kind, by=viewer().account_id)
        return _page(reference)

    try:
        received = service.receive(form.file_name, form.content())
        return create_once(form, purpose="add_document", account_id=viewer().account_id, create=create)
    except Refused as refused:
        form.refuse_file(refused.refusals)
        return None
