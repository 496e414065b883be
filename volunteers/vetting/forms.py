"""What vetting officers fill in."""

from collections.abc import Sequence

from wtforms import HiddenField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Regexp

from volunteers.documents.rules.opening import REASONS as DOCUMENT_REASONS
from volunteers.vetting.rules import OUTCOMES_OF, REASONS, CaseKind, Outcome, OutcomeEntry
from volunteers.web.fields import DayField, line, one_of, paragraph, pick, several_of
from volunteers.web.forms import CreatingForm, Form

LONGEST_REASON = 500
LONGEST_WORDS = 4_000
LONGEST_REFERENCE = 60
# Why a document that shows who someone is would be opened here.
FOR_VETTING = ("check_identity", "check_right_to_work", "put_right", "legal_request")
NUMBER = Regexp(r"^\d{1,9}$", message="Open this page again.")


class OpenForm(Form):
    """Why a file is opened, asked first."""

    reason = one_of("Why are you opening it?", REASONS, missing="Choose why you are opening it.")
    words = paragraph(
        "What do you need to look at?", missing="Enter what you need to look at.", longest=LONGEST_REASON,
        hint="One line is enough. It is sealed with the file.",
    )  # fmt: skip


class NoteForm(CreatingForm):
    """A note for the file."""

    words = paragraph("New note", missing="Write the note first.", longest=LONGEST_WORDS)


class EnquiriesForm(Form):
    """Enquiries that were made on one day."""

    codes = several_of("Which were made?", [], missing="Tick the enquiries that were made.")
    done_on = DayField("When?", missing="Enter the day on which they were made.", name_of_it="The day")

    def offer(self, choices: Sequence[tuple[str, str]]) -> "EnquiriesForm":
        """The enquiries that are still to be made; what was ticked meanwhile stays on the page."""
        self.codes.choices = as_choices(choices)
        return self


class OutcomeForm(Form):
    """How vetting ends. ``version`` is that of the case as the page showed it."""

    outcome = one_of("What is the outcome?", [], missing="Choose the outcome.")
    result_on = DayField("Date of the outcome", missing=None, name_of_it="The date of the outcome")
    level = pick("Level granted", [], missing=None)
    valid_until = DayField("Last good day", missing=None, name_of_it="The last good day")
    reference = line("Reference of the vetting file", missing=None, longest=LONGEST_REFERENCE)
    conditions = paragraph("Conditions", missing=None, longest=LONGEST_WORDS)
    reason = paragraph("Reason", missing=None, longest=LONGEST_WORDS)
    version = HiddenField(validators=[NUMBER])

    def entry(self) -> OutcomeEntry:
        """What was filled in."""
        return OutcomeEntry(
            Outcome(self.outcome.data), self.result_on.data, self.level.data or None, self.valid_until.data,
            self.reference.data or None, self.conditions.data or None, self.reason.data or None,
        )  # fmt: skip

    @property
    def seen_version(self) -> int:
        return int(self.version.data)


class DecideForm(Form):
    """Whether a second officer agrees. ``proposal`` is the one the page showed."""

    agrees = one_of(
        "Do you agree?", [("yes", "Yes, I agree"), ("no", "No, I do not agree")], missing="Choose whether you agree."
    )
    words = paragraph("Why not, if you do not agree", missing=None, longest=LONGEST_WORDS)
    proposal = HiddenField(validators=[NUMBER])


class HandOverForm(Form):
    """To whom a case goes, and why."""

    to = pick("To whom?", [], missing="Choose a colleague.")
    reason = paragraph("Why?", missing="Enter why you hand it over.", longest=LONGEST_REASON)

    def offer(self, colleagues: Sequence[tuple[str, str]]) -> "HandOverForm":
        """The colleagues who may have the case."""
        self.to.choices = as_choices([("", "Choose a colleague"), *colleagues])
        return self


class ReviewForm(CreatingForm):
    """Whose vetting is to be looked at again, and what was learned."""

    reference = line(
        "Reference", missing="Enter the reference of the application, or V- and the number of the volunteer.",
        longest=40, hint="Of the application, for example SC-7F2K-9QXM, or of a volunteer, for example V-1204.",
    )  # fmt: skip
    words = paragraph(
        "What is the new information?", missing="Enter what the new information is.", longest=LONGEST_WORDS,
        hint="It becomes the first note of the file, sealed.",
    )  # fmt: skip


class DocumentForm(Form):
    """Why a document is opened, asked first."""

    reason = one_of(
        "Why are you opening it?", [each for each in DOCUMENT_REASONS if each[0] in FOR_VETTING],
        missing="Choose why you are opening it.",
    )  # fmt: skip


def outcome_form(kind: CaseKind, levels: Sequence[tuple[str, str]], *, version: int) -> OutcomeForm:
    """The form for a kind of case, with the levels that may be granted, the one needed first."""
    form = OutcomeForm(version=str(version), level=levels[0][0] if levels else "")
    form.outcome.choices = as_choices([(each.value, each.label) for each in OUTCOMES_OF[kind]])
    form.level.choices = as_choices([("", "Choose a level"), *levels])
    return form


def as_choices(pairs: Sequence[tuple[str, str]]) -> list[SelectChoice]:
    """Values and their words, as a field takes them."""
    return [SelectChoice(value=value, label=words) for value, words in pairs]
