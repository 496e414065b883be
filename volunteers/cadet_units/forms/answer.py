"""What a guardian fills in by the link to a form, and what staff note of one that came on paper."""

from typing import Any

from wtforms import Field

from volunteers.cadet_units.service import Answer
from volunteers.web.fields import line, one_of, paragraph
from volunteers.web.forms import Form

YES, NO = "yes", "no"
YES_NO = ((YES, "Yes"), (NO, "No"))
WRITTEN = ("allergies_what", "conditions_what", "medication_what", "contact_name", "contact_phone", "more")
NEEDED = "Tell us what is new: allergies, conditions or medication."


class AnswerForm(Form):
    """May they take part, may they go home alone, and what is new about their health."""

    takes_part = one_of("May they take part?", YES_NO, missing="Choose whether they may take part.")
    go_home = one_of(
        "May they go home alone when it ends?",
        ((YES, "Yes, they may go home alone"), (NO, "No, an adult collects them")),
        missing=None,
    )
    photographs = one_of("May we take photographs of them?", YES_NO, missing=None)
    health_new = one_of(
        "Is anything about their health new since your last form?", ((NO, "No, nothing is new"), (YES, "Yes")),
        missing=None,
    )  # fmt: skip
    allergies_what = paragraph("Allergies (if new)", missing=None, longest=1_000)
    conditions_what = paragraph("Health conditions (if new)", missing=None, longest=1_000)
    medication_what = paragraph(
        "Medication (if new)", missing=None, hint="Which, when, and can they take it themselves?", longest=1_000
    )
    contact_name = line("Whom should we ring in an emergency?", missing=None)
    contact_phone = line("Their telephone number", missing=None, longest=40, render_kw={"type": "tel"})
    more = paragraph("Anything else leaders should know (optional)", missing=None, longest=1_000)

    def validate_on_submit(self, extra_validators: Any = None) -> bool:
        """A yes needs the rest of the page; a no does not."""
        is_fit = bool(super().validate_on_submit(extra_validators))
        if not self.is_submitted() or self.takes_part.data != YES:
            return is_fit
        needed = (
            (self.go_home, "Choose whether they may go home alone."),
            (self.photographs, "Choose whether we may take photographs."),
            (self.health_new, "Choose whether anything about their health is new."),
            (self.contact_name, "Enter whom we should ring in an emergency."),
            (self.contact_phone, "Enter the telephone number to ring in an emergency."),
        )
        for field, missing in needed:
            is_fit = _need(field, missing) and is_fit
        news = (self.allergies_what, self.conditions_what, self.medication_what)
        if self.health_new.data == YES and not any(field.data for field in news):
            self.allergies_what.errors = [NEEDED]
            is_fit = False
        return is_fit

    def said(self) -> Answer:
        """The answer; what is left empty is not kept."""
        wanted = WRITTEN if self.health_new.data == YES else WRITTEN[3:]
        written = {name: self[name].data for name in wanted if self[name].data}
        return Answer(self.takes_part.data == YES, self.go_home.data == YES, self.photographs.data == YES, written)


class PaperForm(Form):
    """A form that came on paper."""

    kept = line("Where is the form kept?", missing="Enter where the form is kept.", hint="For example, unit office")
    go_home = one_of(
        "May they go home alone?", YES_NO, missing="Choose whether they may go home alone, as the form says."
    )
    photographs = one_of("May we take photographs?", YES_NO, missing="Choose about photographs, as the form says.")


def _need(field: Field, missing: str) -> bool:
    if field.data or field.errors:
        return not field.errors
    field.errors = [missing]
    return False


__all__ = ["YES", "AnswerForm", "PaperForm"]
