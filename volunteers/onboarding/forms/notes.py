"""What coordinators write about a case, and whose it is."""

from collections.abc import Sequence

from wtforms import HiddenField
from wtforms.validators import Regexp

from volunteers.onboarding.rules import LONGEST_NOTE, NoteLine
from volunteers.web.fields import paragraph, pick, tidy
from volunteers.web.forms import CreatingForm, Form

NOBODY = ""
ACCOUNT = r"^\d{0,9}$"
MISSING = "Write the note, or leave the page."


class NoteForm(CreatingForm):
    """A new note."""

    body = paragraph("Add a note", missing="Write the note first.", longest=LONGEST_NOTE)


class ChangeNoteForm(Form):
    """Other words for a note. ``version`` is the one the page showed."""

    body = paragraph("Note", missing=MISSING, longest=LONGEST_NOTE)
    version = HiddenField(validators=[Regexp(r"^\d{1,9}$", message="Open this page again.")])

    @classmethod
    def over(cls, note: NoteLine | None) -> "ChangeNoteForm":
        """The form filled in with the note, where nothing has been typed yet."""
        return cls(body=note.body, version=str(note.version)) if note else cls()

    @property
    def seen_version(self) -> int:
        return int(self.version.data)


class PinForm(Form):
    """Whether the note is to be on top."""

    pinned = HiddenField(validators=[Regexp(r"^(yes|no)$", message="Open this page again.")])

    @property
    def is_pinned(self) -> bool:
        return bool(self.pinned.data == "yes")


class OwnerForm(Form):
    """Whose case it is to be. ``seen_owner`` is whose the page showed it to be; empty for nobody."""

    owner = pick("Whose case is it?", [], missing=None)
    seen_owner = HiddenField(filters=[tidy], validators=[Regexp(ACCOUNT, message="Open this page again.")])

    @property
    def chosen(self) -> int | None:
        return int(self.owner.data) if self.owner.data else None

    @property
    def seen(self) -> int | None:
        return int(self.seen_owner.data) if self.seen_owner.data else None


def owner_form(people: Sequence[tuple[int, str]], *, owner_id: int | None) -> OwnerForm:
    """The form for those who could have the case."""

    class Choices(OwnerForm):
        owner = pick(
            "Whose case is it?",
            [(NOBODY, "Nobody’s"), *((str(number), name) for number, name in people)],
            missing=None,
        )

    known = str(owner_id) if owner_id else NOBODY
    return Choices(owner=known, seen_owner=known)
