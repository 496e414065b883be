"""How every page that changes someone's service saves it: once, and with what was typed kept when it is refused."""

from collections.abc import Callable

from flask import flash, redirect, request
from werkzeug.wrappers import Response

from volunteers.errors import Refused
from volunteers.people.forms.serving import ServingForm
from volunteers.people.queries.serving import ServingFile, get_serving
from volunteers.web.access import viewer
from volunteers.web.once import create_once

Save = Callable[[], object]
Next = Callable[[], str]


def saved(form: ServingForm, save: Save, *, next_page: Next, done: str) -> Response | None:
    """Save, once however often the form is sent, and go on; None when it was refused, with why on the form."""

    def create() -> str:
        save()
        return next_page()

    try:
        place = create_once(form, purpose=request.path, account_id=viewer().account_id, create=create)
    except Refused as refused:
        form.refuse(refused.refusals)
        return None
    flash(done)
    return redirect(place, code=303)


def is_first_look() -> bool:
    """Whether the page was sent to be looked at, and not yet to be saved."""
    return request.form.get("act") != "save"


def is_coming_back() -> bool:
    """Whether whoever looked at it wants to change something first."""
    return request.form.get("act") == "change"


def as_it_is_now(form: ServingForm, file: ServingFile) -> ServingFile:
    """The service as it stands after a refusal: the next press is judged by that, and what was typed stays."""
    fresh = get_serving(file.volunteer.id, file.period.id, viewer())
    form.seen.data, form.seen.raw_data = str(fresh.seen), None
    return fresh
