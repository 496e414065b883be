"""The blueprint of this room, and reading a file: written down first, or not read at all."""

import logging

from flask import Blueprint, abort, flash, redirect, url_for
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response

from volunteers.unit_of_work import unit_of_work
from volunteers.vetting import queries, service
from volunteers.vetting.models import VettingOpening
from volunteers.vetting.queries import VettingFile
from volunteers.web.access import viewer

bp = Blueprint("vetting", __name__)
log = logging.getLogger(__name__)


def opened_file(number: int) -> VettingFile | None:
    """The file of a case, once the history holds that it is read; None while it is not open.

    The entry is committed before anything is opened. When it cannot be, nothing is shown: 503 (threat T18).
    """
    if note_reading(number) is None:
        return None
    return queries.get_file(queries.get_case(number, viewer()), viewer())


def note_reading(number: int) -> VettingOpening | None:
    """Write down, in a transaction of its own, that a file is read; None while it is not open."""
    try:
        with unit_of_work():
            return service.read_file(number, by=viewer())
    except SQLAlchemyError as fault:
        log.info("The history did not take that a file is read: %s", type(fault).__name__)
        abort(503)


def to_file(number: int, *, anchor: str | None = None) -> Response:
    return redirect(url_for("vetting.file", number=number, _anchor=anchor), code=303)


def to_open(number: int) -> Response:
    return redirect(url_for("vetting.open_case", number=number), code=303)


def to_desk(words: str | None = None) -> Response:
    if words:
        flash(words)
    return redirect(url_for("vetting.cases"), code=303)
