"""The notes of a case, which its applicant never sees."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from volunteers.errors import NotFound, Refused
from volunteers.onboarding import queries, service
from volunteers.onboarding.forms.notes import ChangeNoteForm, NoteForm, PinForm
from volunteers.onboarding.queries import CaseFile
from volunteers.onboarding.routes.blueprint import bp
from volunteers.onboarding.rules import NoteLine
from volunteers.permissions import Permission
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer
from volunteers.web.forms import ButtonForm
from volunteers.web.once import create_once

PLACE = "/staff/applications/<reference>/notes"


@bp.route(PLACE, methods=["GET", "POST"])
@needs(Permission.APPLICATION_NOTE)
def notes(reference: str) -> ResponseReturnValue:
    """Every note, and a new one; the same form sent twice writes one."""
    case = queries.get_case_file(reference, viewer())
    form = NoteForm()
    if not form.ready():
        return _notes_page(case, form)

    def create() -> str:
        service.write_note(case.application.id, body=form.body.data, by=viewer())
        return _case(reference)

    try:
        place = create_once(form, purpose="case_note", account_id=viewer().account_id, create=create)
    except Refused as refused:
        form.refuse(refused.refusals)
        return _notes_page(case, form), 409
    flash("The note is written.")
    return redirect(place, code=303)


def _notes_page(case: CaseFile, form: NoteForm) -> str:
    lines = queries.find_notes(case, viewer())
    if lines is None:
        raise NotFound("no notes for this viewer")
    return render_template("onboarding/notes_page.html", case=case, notes=lines, note_form=form)


@bp.route(f"{PLACE}/<int:number>", methods=["GET", "POST"])
@needs(Permission.APPLICATION_NOTE)
def note(reference: str, number: int) -> ResponseReturnValue:
    """Change a note. Whoever comes second sees both versions, and nothing they typed is lost."""
    case = queries.get_case_file(reference, viewer())
    form = ChangeNoteForm.over(None if ChangeNoteForm().is_submitted() else queries.get_note(case, number, viewer()))
    if not form.ready():
        return _note_page(case, number, form, theirs=None)
    try:
        with unit_of_work():
            service.change_note(
                case.application.id, number, body=form.body.data, seen_version=form.seen_version, by=viewer()
            )
    except Refused as refused:
        form.refuse(refused.refusals)
        theirs = _find(case, number)
        if theirs is not None:
            form.version.data = str(theirs.version)
        return _note_page(case, number, form, theirs), 409
    flash("The note is changed.")
    return redirect(_case(reference), code=303)


def _note_page(case: CaseFile, number: int, form: ChangeNoteForm, theirs: NoteLine | None) -> str:
    line = theirs or _find(case, number)
    new_form = NoteForm(formdata=None, body=form.body.data)
    return render_template(
        "onboarding/note.html", case=case, line=line, form=form, theirs=theirs, note_form=new_form, number=number
    )


def _find(case: CaseFile, number: int) -> NoteLine | None:
    """The note as it stands now; None once it was removed."""
    try:
        return queries.get_note(case, number, viewer())
    except NotFound:
        return None


@bp.post(f"{PLACE}/<int:number>/pin")
@needs(Permission.APPLICATION_NOTE)
def pin_note(reference: str, number: int) -> ResponseReturnValue:
    """Put a note on top, or take it down."""
    case = queries.get_case_file(reference, viewer())
    form = PinForm()
    if form.ready():
        try:
            with unit_of_work():
                service.pin_note(case.application.id, number, is_pinned=form.is_pinned, by=viewer())
            flash("The note is on top now." if form.is_pinned else "The note is back in its place.")
        except Refused as refused:
            flash(refused.refusals[0].message)
    return redirect(_case(reference), code=303)


@bp.route(f"{PLACE}/<int:number>/remove", methods=["GET", "POST"])
@needs(Permission.APPLICATION_NOTE)
def remove_note(reference: str, number: int) -> ResponseReturnValue:
    """Remove one's own note, after asking once."""
    case = queries.get_case_file(reference, viewer())
    line = queries.get_note(case, number, viewer())
    form, status = ButtonForm(), 200
    if form.ready():
        try:
            with unit_of_work():
                service.remove_note(case.application.id, number, by=viewer())
            flash("The note is removed.")
            return redirect(_case(reference), code=303)
        except Refused as refused:
            form.refuse(refused.refusals)
            status = 409
    return render_template("onboarding/note_remove.html", case=case, line=line, form=form), status


def _case(reference: str) -> str:
    return url_for("onboarding.application", reference=reference, _anchor="notes")
