"""Places on a page of one room that rooms above it fill: the page of an application knows nothing of appointments."""

from collections.abc import Callable

from flask import Flask, current_app
from markupsafe import Markup

# Given what the page is about, the HTML to put there; empty for nothing.
Part = Callable[..., str]

# The pages with such places, and what each part is given.
SLOTS = {
    "application": "the page of an application for staff: its id and reference",
    "application_side": "the narrow column of that page: its id and reference",
    "own_application": "an applicant's own page: the id and reference of their application",
    "own_ended": "that page once it has ended: the id and reference of the application, and the code of its strand",
    "volunteer": "the page of a volunteer for staff: the volunteer's id",
    "status_change": "where how a volunteer serves is to change: their id, the strand, how, and from when until when",
    "own_service": "a volunteer's own page of their service: nothing, for it is the viewer's",
    "own_days": "a volunteer's own page of their availability, below the days they are away: nothing, for it is theirs",
    "own_today": "the top of a volunteer's own page of duties: nothing, for it is the viewer's",
    "own_duty": "a volunteer's page of one duty: the duty's id",
    "duty_sheet": "the sheet of a duty that staff print: the duty's id",
    "own_duties": "a volunteer's own page of duties: nothing, for it is the viewer's",
    "reference_changes": "a page of a list of reference data: what the history calls one entry of it",
}


def init_app(app: Flask) -> None:
    app.extensions["slots"] = {name: [] for name in SLOTS}
    app.add_template_global(slot)


def fill(app: Flask, name: str, part: Part) -> None:
    """Show what this part renders in a place of ``SLOTS``, after those that were there before."""
    app.extensions["slots"][name].append(part)


def slot(name: str, *about: object) -> Markup:
    """Everything that stands in a place, for what the page is about."""
    parts: list[Part] = current_app.extensions["slots"][name]
    # Each part is a template rendered by its own room, so it is escaped already.
    return Markup("\n".join(part(*about) for part in parts))  # noqa: S704
