"""What a parent or guardian fills in by their link: their consent, purpose by purpose, and the health form."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, ClassVar

from wtforms import Field, HiddenField
from wtforms.validators import Regexp

from volunteers.applications.forms.base import QuestionForm
from volunteers.applications.forms.person import refuse_unless_phone
from volunteers.applications.rules import choices
from volunteers.guardians.queries import ConsentLine
from volunteers.guardians.rules import Purpose, Wording, current_wording
from volunteers.web.fields import email, line, one_of, paragraph
from volunteers.web.forms import CreatingForm

YES = "yes"
NUMBER = r"^\d{1,9}$"


class ConsentForm(QuestionForm):
    """A yes or no to each purpose on the page, each beside the version of its words; see ``consent_form``."""

    wordings: ClassVar[tuple[Wording, ...]] = ()

    def hint_of(self, _value: str) -> str:
        """Nothing stands under a yes or a no."""
        return ""

    @property
    def questions(self) -> list[Field]:
        """The fields to choose in, in order."""
        return [self[each.purpose.value] for each in self.wordings]

    @property
    def versions(self) -> list[Field]:
        """The hidden fields that say which words are on the page."""
        return [self[f"{each.purpose.value}_words"] for each in self.wordings]

    def given(self) -> dict[Purpose, bool]:
        """The answer to each purpose."""
        return {each.purpose: self[each.purpose.value].data == YES for each in self.wordings}

    def seen(self) -> dict[Purpose, int]:
        """Which version of the words was answered."""
        return {each.purpose: int(self[f"{each.purpose.value}_words"].data) for each in self.wordings}

    def show_current_words(self) -> None:
        """After the words have changed: the page shows the new ones, and asks for them."""
        for each in self.wordings:
            self[f"{each.purpose.value}_words"].data = str(each.version)


def consent_form(lines: Sequence[ConsentLine]) -> ConsentForm:
    """The form for these purposes in today's words, with what was answered before."""
    asked = _asking(tuple(current_wording(each.purpose) for each in lines))
    before = {each.purpose.value: YES if each.given.is_yes else "no" for each in lines if each.given}
    return asked(data={**before, **{f"{words.purpose.value}_words": str(words.version) for words in asked.wordings}})


@cache
def _asking(asked: tuple[Wording, ...]) -> type[ConsentForm]:
    class Asking(ConsentForm):
        wordings = asked

    for words in asked:
        both = ((YES, words.yes), ("no", words.no))
        field = one_of(words.question, both, missing=f"{words.purpose.label}: choose yes or no.", hint=words.explains)
        setattr(Asking, words.purpose.value, field)
        version = HiddenField(validators=[Regexp(NUMBER, message="Open this page again.")])
        setattr(Asking, f"{words.purpose.value}_words", version)
    return Asking


class HealthQuestionsForm(QuestionForm):
    """The health and permission form. Saved for later it may be half empty; sent, it has every answer it needs."""

    title = "Health and permission form"
    allergies = one_of("Do they have any allergies?", choices.YES_NO, missing="Choose whether they have any allergies.")
    allergies_what = paragraph("Which, what happens, and what helps?", missing=None)
    conditions = one_of(
        "Do they have a health condition or a disability that leaders should know of?", choices.YES_NO,
        missing="Choose whether they have a health condition or a disability.",
        hint="For example asthma, epilepsy, diabetes or autism. It does not stop them from taking part.",
    )  # fmt: skip
    conditions_what = paragraph("What is it, and what would help?", missing=None)
    medication = one_of(
        "Do they take any medication?", choices.YES_NO, missing="Choose whether they take any medication."
    )
    medication_what = paragraph("Which, when, and can they take it themselves?", missing=None)
    doctor = line("Name of their doctor or surgery", missing="Enter the name of their doctor or surgery.")
    doctor_phone = line(
        "Telephone of the surgery", missing="Enter the telephone number of the surgery.", longest=40,
        render_kw={"type": "tel"}, validators=[refuse_unless_phone],
    )  # fmt: skip
    contact_name = line("Whom should we ring in an emergency?", missing="Enter whom we should ring in an emergency.")
    contact_relation = line("Who is that to them?", missing="Enter who that is to them.", hint="For example: aunt.")
    contact_phone = line(
        "Their telephone number", missing="Enter the telephone number to ring in an emergency.", longest=40,
        hint="A number that is answered in the evening.", render_kw={"type": "tel"}, validators=[refuse_unless_phone],
    )  # fmt: skip
    more = paragraph("Is there anything else that would help us to look after them? (optional)", missing=None)
    needed_when: ClassVar[Mapping[str, tuple[str, str, str | None]]] = {
        "allergies_what": ("allergies", "yes", "Tell us which allergies, what happens and what helps."),
        "conditions_what": ("conditions", "yes", "Tell us what it is, and what would help."),
        "medication_what": ("medication", "yes", "Tell us which medication, and when."),
    }
    widths: ClassVar[Mapping[str, str]] = {
        "doctor_phone": "govuk-input--width-20",
        "contact_phone": "govuk-input--width-20",
    }

    def hint_of(self, _value: str) -> str:
        """Nothing stands under a yes or a no."""
        return ""

    def may_be_saved(self) -> bool:
        """Whether what has been typed so far can be kept; what is still empty does not stand in the way."""
        self.validate()
        for field in self.answers:
            if not field.data:
                field.errors = []
        return self.is_submitted() and not self.errors

    def as_far_as_it_goes(self) -> dict[str, Any]:
        """Everything typed so far."""
        return {field.name: field.data or "" for field in self.answers}


class NewLinkForm(CreatingForm):
    """The address a new link is asked for."""

    email = email("Your e-mail address", hint="The address at which you had our first message.")
