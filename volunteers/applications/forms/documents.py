"""Sending a document, and taking it out again."""

import hashlib

from flask import request
from werkzeug.exceptions import RequestEntityTooLarge
from wtforms import FileField

from volunteers.documents.rules import LARGEST_BYTES
from volunteers.documents.rules.refusals import TOO_LARGE
from volunteers.errors import Refusal
from volunteers.web.forms import ButtonForm, CreatingForm
from volunteers.web.uploads import allow_bytes, throw_away_the_rest


class UploadForm(CreatingForm):
    """One file. The browser never sends it twice by itself, so after an error it has to be chosen again."""

    file = FileField("Choose a file")

    @property
    def file_name(self) -> str:
        """What the sender calls it; empty when nothing was chosen."""
        sent = request.files.get("file")
        return (sent.filename or "") if sent else ""

    def content(self) -> bytes:
        """What is in it, up to one byte more than is allowed."""
        sent = request.files.get("file")
        if sent is None:
            return b""
        sent.stream.seek(0)
        return sent.stream.read(LARGEST_BYTES + 1)

    def fingerprint(self) -> str:
        """A digest of the file: the same one sent again is no second one."""
        return hashlib.sha256(self.file_name.encode(errors="replace") + b"\0" + self.content()).hexdigest()

    def refuse_file(self, refusals: tuple[Refusal, ...]) -> None:
        """Show why the file was not taken, beside the file."""
        self.file.errors = [refusal.message for refusal in refusals]


class RemoveForm(ButtonForm):
    """Taking a document out."""


def upload_form() -> tuple[UploadForm, bool]:
    """The form as it was sent, and whether what was sent was far too large to be read at all."""
    allow_bytes(LARGEST_BYTES)
    try:
        return UploadForm(), False
    except RequestEntityTooLarge:
        throw_away_the_rest()
        form = UploadForm(formdata=None)
        form.refuse_file((TOO_LARGE,))
        return form, True
