"""What may be sent at all: forms, of so many fields and so many bytes. Anything more is answered in words.

Werkzeug's own limits are of forms in parts alone; these hold for every form. It is read before anyone is counted:
a form that could not be read while its sender was being counted would pass for a failure of what counts.
"""

from collections.abc import Callable
from io import BytesIO
from typing import IO, Any, TypeVar

from flask import Flask, Request, current_app, request
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.formparser import FormDataParser

View = TypeVar("View", bound=Callable[..., Any])
WHOLE = "application/x-www-form-urlencoded"


class _Parser(FormDataParser):
    def parse(
        self, stream: IO[bytes], mimetype: str, content_length: int | None, options: dict[str, str] | None = None
    ) -> Any:
        if mimetype == WHOLE:
            stream = self._bounded(stream)
        return super().parse(stream, mimetype, content_length, options)

    def _bounded(self, stream: IO[bytes]) -> IO[bytes]:
        most = self.max_form_memory_size or 0
        sent = stream.read(most + 1)
        if len(sent) > most or sent.count(b"&") >= (self.max_form_parts or 0):
            raise RequestEntityTooLarge
        return BytesIO(sent)


class FormRequest(Request):
    """A request whose body is a form or nothing: a form is never filled in from JSON."""

    form_data_parser_class = _Parser
    is_json = False


def takes_files(view: View) -> View:
    """This view reads what is sent by itself, since it allows more of it."""
    view.takes_files = True  # type: ignore[attr-defined]
    return view


def init_app(app: Flask) -> None:
    """To be called before anything else that looks at a request."""
    app.request_class = FormRequest
    app.before_request(_read)


def _read() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    if request.method == "POST" and not getattr(view, "takes_files", False):
        len(request.form)  # reading it refuses what is too large
