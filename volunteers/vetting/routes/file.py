"""The file of one case while it is open. Every page of it is written down before it is shown."""

from flask import render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import ServiceUnavailable

from volunteers.documents.rules.folder import Opened
from volunteers.errors import Refused
from volunteers.permissions import Permission
from volunteers.unit_of_work import unit_of_work
from volunteers.vetting import queries, service
from volunteers.vetting.forms import DocumentForm, EnquiriesForm, NoteForm
from volunteers.vetting.queries import VettingFile
from volunteers.vetting.routes.blueprint import bp, opened_file, to_desk, to_file, to_open
from volunteers.web.access import needs, viewer
from volunteers.web.attachments import attachment
from volunteers.web.forms import ButtonForm
from volunteers.web.once import do_once

P = Permission


@bp.get("/staff/vetting/<int:number>")
@needs(P.VETTING_READ, fresh=True)
def file(number: int) -> ResponseReturnValue:
    """All of it, to whoever has it open; the question why to everyone else who may open it."""
    found = opened_file(number)
    return to_open(number) if found is None else _page(found)


@bp.post("/staff/vetting/<int:number>/notes")
@needs(P.VETTING_READ, fresh=True)
def add_note(number: int) -> ResponseReturnValue:
    """A note, once however often it is sent."""
    form, status = NoteForm(), 200
    if form.ready():

        def write() -> None:
            service.add_note(number, form.words.data, by=viewer())

        try:
            do_once(form, purpose="vetting_note", account_id=viewer().account_id, do=write)
            return to_file(number, anchor="notes")
        except Refused as refused:
            form.refuse(refused.refusals)
            status = 409
    found = opened_file(number)
    return to_open(number) if found is None else (_page(found, note=form), status)


@bp.post("/staff/vetting/<int:number>/enquiries")
@needs(P.VETTING_READ, fresh=True)
def tick(number: int) -> ResponseReturnValue:
    """Enquiries that were made, with their day."""
    found = opened_file(number)
    if found is None:
        return to_open(number)
    form, status = EnquiriesForm().offer([(line.code, line.name) for line in found.enquiries]), 200
    if form.ready():
        try:
            with unit_of_work():
                service.tick_enquiries(number, form.codes.data, done_on=form.done_on.data, by=viewer())
            return to_file(number, anchor="enquiries")
        except Refused as refused:
            form.refuse(refused.refusals)
            status = 409
    again = opened_file(number)
    return to_open(number) if again is None else (_page(again, enquiries=form), status)


@bp.post("/staff/vetting/<int:number>/close")
@needs(P.VETTING_READ, fresh=True)
def close_ended(number: int) -> ResponseReturnValue:
    """Close a case whose application has ended."""
    form = ButtonForm()
    if form.ready():
        with unit_of_work():
            service.close_ended(number, by=viewer())
        return to_desk("The case is closed.")
    found = opened_file(number)
    return to_open(number) if found is None else _page(found)


@bp.route("/staff/vetting/<int:number>/documents/<int:document>", methods=["GET", "POST"])
@needs(P.VETTING_READ, fresh=True)
def document(number: int, document: int) -> ResponseReturnValue:
    """One file that shows who someone is. That it was opened, and why, stands in the history before it is sent."""
    found = opened_file(number)
    if found is None:
        return to_open(number)
    _, line = queries.get_vetting_document(found.case, document)
    form, status = DocumentForm(), 200
    if form.ready():
        try:
            opened = _open_document(number, document, form.reason.data)
            return attachment(opened.content, mime=opened.media_type.mime, name=opened.name)
        except Refused as refused:
            form.refuse(refused.refusals)
            status = 409
    return render_template("vetting/document.html", file=found, line=line, form=form), status


def _open_document(number: int, document: int, reason: str) -> Opened:
    try:
        with unit_of_work():
            return service.open_vetting_document(number, document, reason=reason, by=viewer())
    except SQLAlchemyError as fault:
        raise ServiceUnavailable from fault


def _page(found: VettingFile, *, note: NoteForm | None = None, enquiries: EnquiriesForm | None = None) -> str:
    """The whole file; forms that were not sent are empty, and offer what is left."""
    left = [(line.code, line.name) for line in found.left]
    ticks = enquiries or EnquiriesForm(formdata=None).offer(left)
    wanted = set(ticks.codes.data or [])
    ticks.offer([(line.code, line.name) for line in found.enquiries if line.done is None or line.code in wanted])
    return render_template(
        "vetting/file.html", file=found, note=note or NoteForm(formdata=None), ticks=ticks
    )  # fmt: skip
