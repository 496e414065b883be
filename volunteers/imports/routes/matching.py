"""Matching a sheet: which sheet, what its columns hold, and what its words stand for."""

from collections.abc import Mapping
from typing import Any

from flask import redirect, render_template, url_for

from volunteers.errors import Conflict, Refused
from volunteers.imports import queries, service
from volunteers.imports.forms import (
    ColumnsForm,
    columns_form,
    order_field,
    sheet_form,
    value_field,
    values_form,
)
from volunteers.imports.models import Import
from volunteers.imports.routes.blueprint import Answer, bp
from volunteers.imports.rules import ImportState
from volunteers.imports.rules.asking import Question, questions
from volunteers.imports.rules.cells import Cell
from volunteers.imports.rules.dates import DateOrder, NotADate, read_date
from volunteers.imports.rules.matching import Column
from volunteers.imports.rules.targets import targets_of
from volunteers.permissions import Permission
from volunteers.strands.rules import in_words
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer

RUN = Permission.IMPORT_RUN
MAY_MATCH = {ImportState.MATCHING, ImportState.CHECKED}


@bp.route("/staff/imports/<int:import_id>/sheet", methods=["GET", "POST"])
@needs(RUN, fresh=True)
def sheet(import_id: int) -> Answer:
    """Which sheet of a workbook: hidden ones are named as such."""
    found = queries.get_own(import_id, viewer())
    if found.state is not ImportState.CHOOSING:
        return _back(import_id)
    sheets = found.reading.get("sheets", [])
    form = sheet_form([each["name"] for each in sheets], found.sheet)
    if form.ready():
        with unit_of_work():
            service.choose_sheet(import_id, form["sheet"].data, by=viewer())
        return _back(import_id)
    return render_template("imports/sheet.html", found=found, sheets=sheets, form=form)


@bp.route("/staff/imports/<int:import_id>/columns", methods=["GET", "POST"])
@needs(RUN, fresh=True)
def columns(import_id: int) -> Answer:
    """What each column holds, with three of its values beside it."""
    found = queries.get_own(import_id, viewer())
    if found.state not in MAY_MATCH:
        return _back(import_id)
    catalogue, listed = queries.get_catalogue(), service.list_columns(import_id)
    targets = targets_of(found.kind, catalogue.held)
    form = columns_form(listed, targets, found.matching, found.answers.get("same", {}), catalogue)
    if form.ready():
        try:
            is_asked = _match(found, listed, form)
            return redirect(url_for(".values" if is_asked else ".one", import_id=import_id), code=303)
        except Conflict:
            return _back(import_id)
        except Refused as refused:
            form.refuse(refused.refusals)
    groups: dict[str, list[Any]] = {}
    for target in targets:
        groups.setdefault(target.group, []).append(target)
    return render_template(
        "imports/columns.html", found=found, columns=listed, form=form, groups=groups,
        same=[one for one in targets if one.may_be_same], choices=catalogue.choices,
    )  # fmt: skip


@bp.route("/staff/imports/<int:import_id>/values", methods=["GET", "POST"])
@needs(RUN, fresh=True)
def values(import_id: int) -> Answer:
    """What words that nobody here knows stand for, and how dates are written: one answer for all rows."""
    found = queries.get_own(import_id, viewer())
    asked = _asked(found)
    if found.state not in MAY_MATCH or not asked:
        return _back(import_id)
    form = values_form(asked, found.answers)
    if form.ready():
        try:
            with unit_of_work():
                service.answer_values(import_id, form.values, form.orders, by=viewer())
            return _back(import_id)
        except Conflict:
            return _back(import_id)
        except Refused as refused:
            form.refuse(refused.refusals)
    return render_template(
        "imports/values.html", found=found, asked=asked, form=form, value_field=value_field, order_field=order_field,
        both_ways=_both_ways,
    )  # fmt: skip


def _match(found: Import, listed: list[Column], form: ColumnsForm) -> bool:
    chosen = {column.key: form.matching.get(f"column_{column.place}", "") for column in listed}
    with unit_of_work():
        return service.match_columns(found.id, chosen, form.same, by=viewer())


def _asked(found: Import) -> list[Question]:
    """All there is to ask, answered before or not: an answer may be changed."""
    answers: Mapping[str, Any] = {**found.answers, "values": {}, "orders": {}}
    listed = service.list_columns(found.id)
    return questions(listed, found.matching, answers, queries.get_catalogue(), found.kind)


def _both_ways(column: Column) -> list[tuple[str, str]]:
    """The example of a column of dates, read in either order."""
    ways = []
    for order in DateOrder:
        try:
            ways.append((order.value, in_words(read_date(Cell(column.dates.example), order))))
        except NotADate:
            ways.append((order.value, order.value.replace("_", " ")))
    return ways


def _back(import_id: int) -> Answer:
    return redirect(url_for(".one", import_id=import_id), code=303)
