"""Handing a file out so that a browser saves it and does nothing else with it."""

from flask import Response

# A browser that shows it all the same gives it no scripts, no forms, no plug-ins and no origin.
POLICY = "sandbox; default-src 'none'; frame-ancestors 'none'"


def attachment(content: bytes, *, mime: str, name: str) -> Response:
    """The content as a file to be saved under this name, which must be one of our own making."""
    response = Response(content, mimetype=mime)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-store"
    return response
