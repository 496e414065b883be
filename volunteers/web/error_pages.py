"""One page per way of failing, in plain words, with no trace and no way to fail open."""

import logging
import uuid

from flask import Flask, current_app, render_template, request
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, InternalServerError
from werkzeug.wrappers import Response

from volunteers.errors import NotFound, Refused
from volunteers.extensions import db
from volunteers.web.uploads import throw_away_the_rest

log = logging.getLogger(__name__)

PAGES = {
    400: ("We could not read that request", "Go back, check what you entered and try again."),
    401: ("You need to sign in", "Your sign-in has ended. Sign in again, then repeat what you were doing."),
    403: ("You do not have access to this page", "If you think you should have, ask your administrator."),
    404: ("Page not found", "If you typed the web address, check it. If you followed a link, it may be old."),
    405: ("That cannot be done here", "Go back to the page you came from and use the buttons on it."),
    409: ("That could not be done", "Something has changed since you opened the page."),
    413: ("What you sent is too large", "Send less text, or a smaller file, and try again."),
    429: ("Too many tries", "Wait a few minutes, then try again."),
    500: ("Sorry, there is a problem with the service", "Try again in a few minutes. What you had saved is kept."),
    503: ("Sorry, the service is not available just now", "Try again in a few minutes. What you had saved is kept."),
}
KEPT_ADVICE = "Your sign-in has ended. Nothing you typed is lost: sign in again and it is there."


def init_app(app: Flask) -> None:
    app.register_error_handler(NotFound, lambda _: page(404))
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(OperationalError, _database_away)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _last_resort)


def page(
    status: int,
    *,
    refusals: tuple[object, ...] = (),
    trace: str | None = None,
    sign_in: str | None = None,
    is_kept: bool = False,
) -> Response:
    """The page for a status; one that has no page of its own is shown as 400 or 500 but keeps its number.

    ``sign_in`` is where to sign in and come back; ``is_kept`` says that what was typed waits there.
    """
    title, advice = PAGES.get(status, PAGES[500 if status >= 500 else 400])
    body = render_template(
        "layouts/error.html", title=title, advice=KEPT_ADVICE if is_kept else advice, refusals=refusals, trace=trace,
        sign_in=sign_in,
    )  # fmt: skip
    return current_app.make_response((body, status))


def _refused(fault: Refused) -> Response:
    return page(409, refusals=fault.refusals)


def _database_away(fault: OperationalError) -> Response:
    db.session.rollback()
    log.info("The database did not answer: %s", type(fault.orig).__name__)
    return page(503)


def _http(fault: HTTPException) -> Response:
    if fault.code is not None and fault.code < 400:
        return fault.get_response()
    if fault.code == 413:
        throw_away_the_rest()
    response = page(fault.code or 500)
    if fault.code == 405:
        response.headers["Allow"] = ", ".join(sorted(getattr(fault, "valid_methods", None) or []))
    return response


def _last_resort(fault: Exception) -> Response:
    """Anything nobody foresaw: a number for the person to quote, the trace for the log alone."""
    if current_app.config.get("PROPAGATE_EXCEPTIONS"):
        raise fault
    trace = uuid.uuid4().hex[:8]
    log.exception("Failure %s on %s %s", trace, request.method, request.endpoint)
    db.session.rollback()
    return page(InternalServerError.code, trace=trace)
