"""Every import with its state, and what a sheet may hold: explained, and as a template to fill in."""

from flask import render_template
from werkzeug.wrappers import Response

from volunteers.errors import NotFound
from volunteers.imports import queries
from volunteers.imports.routes.blueprint import bp
from volunteers.imports.rules import MOST_ROWS, SheetKind
from volunteers.imports.rules.targets import Target, targets_of
from volunteers.permissions import Permission
from volunteers.web.access import needs, viewer
from volunteers.web.addresses import asked_number
from volunteers.web.attachments import attachment
from volunteers.web.spreadsheets import as_csv

RUN = Permission.IMPORT_RUN
COMMENT = "# Rows that begin with # are not read."


@bp.get("/staff/imports")
@needs(RUN)
def imports() -> str:
    """Who sent which file when, and how it stands."""
    rows, before = queries.list_imports(viewer(), before=asked_number("before"))
    return render_template("imports/imports.html", rows=rows, before=before)


@bp.get("/staff/imports/columns/<kind>")
@needs(RUN)
def columns_explained(kind: str) -> str:
    """Each column of a kind of sheet, what it is for, and by which other headings it is known."""
    found = _kind(kind)
    return render_template(
        "imports/columns_explained.html", kind=found, targets=_targets(found), kinds=list(SheetKind), most=MOST_ROWS
    )


@bp.get("/staff/imports/columns/<kind>/template.csv")
@needs(RUN)
def template(kind: str) -> Response:
    """A sheet to fill in: the headings, and under each what belongs there, on a row that is not read."""
    found = _kind(kind)
    targets = _targets(found)
    explained = [target.explains + (" Needed." if target.is_needed else "") for target in targets]
    rows = [[target.label for target in targets], [f"{COMMENT} {explained[0]}", *explained[1:]]]
    return attachment(as_csv(rows), mime="text/csv; charset=utf-8", name=f"{found.value}-template.csv")


def force_number(volunteer_id: int) -> str:
    """The part of a volunteer's page."""
    number = queries.find_force_number(volunteer_id)
    return render_template("imports/force_number.html", number=number) if number else ""


def _kind(kind: str) -> SheetKind:
    if kind not in set(SheetKind):
        raise NotFound(f"no kind of sheet {kind!r}")
    return SheetKind(kind)


def _targets(kind: SheetKind) -> tuple[Target, ...]:
    """The whole name has no place in a template that has both of its parts."""
    return tuple(one for one in targets_of(kind, queries.get_catalogue().held) if one.code != "full_name")
