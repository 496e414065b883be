"""What staff fill in about an application."""

from collections.abc import Sequence

from wtforms import HiddenField, SelectField
from wtforms.validators import Length

from volunteers import clock
from volunteers.documents.rules.opening import REASONS
from volunteers.guardians.rules import CallOutcome
from volunteers.onboarding.rules import Clearing, Verdict, grades_to_begin_with
from volunteers.strands.rules import Strand
from volunteers.web.fields import DayField, line, one_of, paragraph, pick, tidy
from volunteers.web.forms import CreatingForm, Form

LONGEST_REASON = 500


class SearchForm(Form):
    """Search by name, reference or e-mail address."""

    words = line("Search by name, reference or e-mail address", missing="Enter a name, reference or e-mail address.")


class AlikeForm(Form):
    """Whether two applicants are the same person."""

    verdict = one_of(
        "Are they the same person?",
        [(Verdict.SAME.value, "Yes, the same person"), (Verdict.DIFFERENT.value, "No, two people")],
        missing="Choose whether they are the same person.",
    )


class MoveForm(Form):
    """Where to, and why where a reason is needed. ``seen_stage`` is where the page showed the application."""

    to_stage = HiddenField(filters=[tidy], validators=[Length(max=80)])
    reason = paragraph("Reason", missing=None, longest=LONGEST_REASON)
    seen_stage = HiddenField(filters=[tidy], validators=[Length(max=80)])

    def refuse_nothing_chosen(self) -> bool:
        """Whether no stage was chosen; says so on the page."""
        if self.to_stage.data:
            return False
        self.form_errors.append("Choose where the application goes.")
        return True


class OpenDocumentForm(Form):
    """Why a document is opened, asked first."""

    reason = one_of("Why are you opening it?", REASONS, missing="Choose why you are opening it.")


class CallForm(CreatingForm):
    """A call to a guardian: the number must come from somewhere else than the application."""

    number_source = line(
        "Where did the number come from?", missing="Enter where the number came from.", longest=120,
        hint="Not from the application: whoever filled it in could have given any number. For example the school.",
    )  # fmt: skip
    outcome = one_of(
        "What came of it?", [(each.value, each.label) for each in CallOutcome], missing="Choose what came of the call."
    )
    note = line("Note (optional)", missing=None, longest=200, hint="Facts only. The young person can ask to read it.")


class CloseOffForm(Form):
    """Why someone must not be told anything of a young person."""

    reason = paragraph(
        "Why must they not be told anything?", missing="Enter why they must not be told anything.", longest=500,
        hint="For example a court order, with its date. Only those who see this application read it.",
    )  # fmt: skip


class ClearForm(CreatingForm):
    """How someone begins. The choices are those of the strand and the area; see ``for_strand``."""

    started_on = DayField(
        "First day of service", missing="Enter the first day of service.", name_of_it="The first day of service",
        hint="The day from which they may be put on duties. Today or in the past.",
    )  # fmt: skip
    seen_stage = HiddenField(filters=[tidy], validators=[Length(max=80)])

    def typed(self) -> list[tuple[str, str]]:
        """What was filled in, in words, for a page on which it can no longer be sent."""
        chosen = [self[name] for name in ("rank", "grade", "unit") if name in self]
        said = [(field.label.text, dict(_labels(field)).get(field.data or "", "")) for field in chosen]
        return [(label, words) for label, words in [*said, ("First day", " ".join(self.started_on.boxes))] if words]

    def clearing(self) -> Clearing:
        """What was filled in."""
        unit = self["unit"].data if "unit" in self else None
        if self.started_on.data is None:
            raise AssertionError("the form is ready")
        return Clearing(
            rank=(self["rank"].data or None) if "rank" in self else None,
            grade=str(self["grade"].data),
            unit_id=int(unit) if unit else None,
            started_on=self.started_on.data,
        )


def _labels(field: SelectField) -> list[tuple[str, str]]:
    """The choices of a field, each with what people read."""
    return [(str(choice.value), str(choice.label)) for choice in field.choices]


def clear_form(strand: Strand, units: Sequence[tuple[int, str]], *, seen_stage: str) -> ClearForm:
    """The form for a strand, with its ranks and grades, and the units of the area."""

    class Choices(ClearForm):
        grade = one_of(
            "Grade", [(grade.code, grade.name) for grade in grades_to_begin_with(strand)], missing="Choose a grade."
        )

    if strand.ranks:
        Choices.rank = pick("Rank", [(rank.code, rank.name) for rank in strand.ranks], missing="Choose a rank.")
    if units:
        named = [("", "No unit yet"), *((str(number), name) for number, name in units)]
        Choices.unit = pick("Unit", named, missing=None)
    rank = strand.appointed_rank
    return Choices(
        started_on=clock.today(), grade=strand.appointed_grade, rank=rank.code if rank else None, seen_stage=seen_stage
    )
