"""The form on which the words of a message are written."""

from collections.abc import Sequence

from govuk_frontend_wtf.wtforms_widgets import GovTextArea, GovTextInput
from wtforms import BooleanField, Field, HiddenField, StringField, TextAreaField
from wtforms.validators import Optional, Regexp, ValidationError

from volunteers.notifications.rules.catalogue import Kind
from volunteers.notifications.rules.own_words import Fault, OwnWords, faults_of
from volunteers.notifications.rules.wording import Words
from volunteers.web.fields import IN_ITS_PLACE, tidy
from volunteers.web.forms import Form

LARGEST_VERSION = 6  # figures


def _printable(_form: Form, field: Field) -> None:
    if IN_ITS_PLACE in (field.data or ""):
        raise ValidationError("Use letters, numbers and punctuation only: there is a character here we cannot keep.")


class VersionForm(Form):
    """A button that is meant over the version the page showed."""

    version = HiddenField(default="0", validators=[Regexp(r"^\d{1,9}$", message="Open this page again.")])

    @property
    def seen(self) -> int:
        """The number of that version; -1, which no version has, for anything that is no number."""
        given = str(self.version.data or "")
        return int(given) if given.isascii() and given.isdigit() and len(given) <= LARGEST_VERSION else -1


class WordsForm(VersionForm):
    """Subject, message and, where the kind has one, text message. Each fault stands beside its field."""

    subject = StringField("Subject", filters=[tidy], validators=[_printable], widget=GovTextInput())
    body = TextAreaField("Message", filters=[tidy], validators=[_printable], widget=GovTextArea())
    text = TextAreaField(
        "Text message",
        description="For those who want text messages too. Leave it empty to keep the built-in one.",
        filters=[tidy], validators=[Optional(), _printable], widget=GovTextArea(),
    )  # fmt: skip
    preview = BooleanField()

    def own(self, *, has_text: bool) -> OwnWords:
        """What was typed, with line breaks of one kind."""
        text = (_plain(self.text.data) or None) if has_text else None
        return OwnWords(_plain(self.subject.data), _plain(self.body.data), text)

    def show(self, words: OwnWords | Words) -> None:
        """Begin from these words."""
        self.subject.data, self.body.data, self.text.data = words.subject, words.body, words.text

    def judge(self, kind: Kind, *, has_text: bool) -> bool:
        """Whether these words may be saved; what is wrong stands beside its field."""
        return self.blame(faults_of(kind, self.own(has_text=has_text)))

    def blame(self, faults: Sequence[Fault]) -> bool:
        """Put all the faults of a field beside it, as one; whether there was none."""
        for name in dict.fromkeys(fault.field for fault in faults):
            field = self._fields[name]
            field.errors = [" ".join([*field.errors, *(fault.words for fault in faults if fault.field == name)])]
        return not faults


def _plain(typed: str | None) -> str:
    return "\n".join((typed or "").splitlines())
