"""One import: how far it has come, what was found, bringing it in, and taking it back."""

from flask import flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from volunteers import clock
from volunteers.errors import NotFound, Refused
from volunteers.history.service import record
from volunteers.imports import queries, service
from volunteers.imports.forms import ApplyForm
from volunteers.imports.models import Import
from volunteers.imports.queries.touched import find_remains
from volunteers.imports.routes.blueprint import Answer, bp
from volunteers.imports.rules import UNDO_FOR, ImportState, Mode
from volunteers.imports.rules.problems import Level
from volunteers.permissions import Permission
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer
from volunteers.web.attachments import attachment
from volunteers.web.forms import ButtonForm
from volunteers.web.spreadsheets import as_csv

RUN = Permission.IMPORT_RUN
LOOK_AGAIN_SECONDS = "2"
NEXT = {ImportState.CHOOSING: ".sheet", ImportState.MATCHING: ".columns"}
HEADINGS = ("Row", "Column", "Heading", "What stands there", "What to do")


@bp.get("/staff/imports/<int:import_id>")
@needs(RUN)
def one(import_id: int) -> Answer:
    """While a job is at it, the page looks again by itself, by a header, so that it needs no script."""
    found = queries.get_import(import_id, viewer())
    is_own = found.made_by_id == viewer().account_id
    if is_own and found.state in NEXT:
        return redirect(url_for(NEXT[found.state], import_id=import_id), code=303)
    response = make_response(_page(found, is_own=is_own, form=ApplyForm()))
    if found.state.is_working:
        response.headers["Refresh"] = LOOK_AGAIN_SECONDS
    return response


@bp.post("/staff/imports/<int:import_id>/apply")
@needs(RUN, fresh=True)
def apply(import_id: int) -> Answer:
    """Have what was checked brought in."""
    found, form = queries.get_own(import_id, viewer()), ApplyForm()
    if form.ready():
        try:
            with unit_of_work():
                service.ask_to_apply(import_id, Mode(form.mode.data), by=viewer())
            return _to(import_id)
        except Refused as refused:
            form.refuse(refused.refusals)
            found = queries.get_own(import_id, viewer())
    return _page(found, is_own=True, form=form)


@bp.get("/staff/imports/<int:import_id>/problems")
@needs(RUN, fresh=True)
def problems(import_id: int) -> str:
    """The list of problems, or of notes, row by row."""
    found = queries.get_own(import_id, viewer())
    level = Level.NOTE if request.args.get("show") == "notes" else Level.PROBLEM
    kinds = queries.count_kinds(import_id, level)
    code = next((kind.code for kind in kinds if kind.code == request.args.get("code")), None)
    page = queries.list_problems(import_id, level, code=code, after=request.args.get("after"))
    return render_template(
        "imports/problems.html", found=found, page=page, kinds=kinds, code=code, is_notes=level is Level.NOTE,
        groups=queries.groups_of(import_id),
    )  # fmt: skip


@bp.get("/staff/imports/<int:import_id>/problems.csv")
@needs(RUN, fresh=True)
def problems_file(import_id: int) -> Response:
    """The whole list as a file; adults and cadets apart. That it was taken out stands in the history."""
    found = queries.get_own(import_id, viewer())
    of_cadets = request.args.get("of") == "cadets"
    if of_cadets not in queries.groups_of(import_id):
        raise NotFound("nothing of them in this list")
    rows = [
        (str(each.row), each.letter, each.heading, each.value, each.advice)
        for each in queries.iterate_problems(import_id, of_cadets=of_cadets)
    ]
    by = viewer().account_id
    with unit_of_work():
        record("import_problems_exported", subject="import", subject_id=found.id, by=by, rows=len(rows))
    name = f"import-{found.id}-{'cadets' if of_cadets else 'adults'}.csv"
    return attachment(as_csv([HEADINGS, *rows]), mime="text/csv; charset=utf-8", name=name)


@bp.route("/staff/imports/<int:import_id>/undo", methods=["GET", "POST"])
@needs(RUN, fresh=True)
def undo(import_id: int) -> Answer:
    """Who would go and who would stay, then the button."""
    found, form = queries.get_import(import_id, viewer()), ButtonForm()
    if found.state is not ImportState.APPLIED or not service.may_still_be_undone(found, clock.now()):
        return _to(import_id)
    if form.ready():
        with unit_of_work():
            service.ask_to_undo(import_id, by=viewer())
        return _to(import_id)
    return render_template("imports/undo.html", found=found, form=form, remains=find_remains(import_id))


@bp.post("/staff/imports/<int:import_id>/drop")
@needs(RUN)
def drop(import_id: int) -> Answer:
    """Give an import up before anything came of it."""
    queries.get_own(import_id, viewer())
    if ButtonForm().ready():
        with unit_of_work():
            service.drop(import_id, by=viewer())
        flash("The import is given up, and its file is erased.")
        return redirect(url_for(".imports"), code=303)
    return _to(import_id)


def _page(found: Import, *, is_own: bool, form: ApplyForm) -> str:
    undo_until = found.applied_at + UNDO_FOR if found.applied_at else None
    return render_template(
        "imports/one.html", found=found, is_own=is_own, form=form, drop_form=ButtonForm(),
        kinds=queries.count_kinds(found.id, Level.PROBLEM) if is_own else [],
        undo_until=undo_until if undo_until and undo_until > clock.now() else None,
        same_file=[each for each in queries.list_same_file(found.sha256, viewer()) if each.id != found.id],
    )  # fmt: skip


def _to(import_id: int) -> Answer:
    return redirect(url_for(".one", import_id=import_id), code=303)
