"""What is asked of someone who does something with many at once."""

from collections.abc import Iterable, Sequence
from typing import Any

from wtforms import HiddenField
from wtforms.validators import Regexp

from volunteers.bulk.queries import ChoicePage
from volunteers.bulk.rules import Act, Audience, Target
from volunteers.bulk.rules.letters import LONGEST_BODY, LONGEST_SUBJECT
from volunteers.errors import Refusal
from volunteers.web.fields import line, one_of, paragraph, pick
from volunteers.web.forms import CreatingForm, Form

WRITE = "write"
NOBODY = "nobody"
# The field of this name belongs to the act of this name.
WANTED_WITH = {Act.STAGE.value: "Choose a stage.", Act.OWNER.value: "Choose whose they are from now on."}
Choices = Sequence[tuple[str, str]]
SUBJECT_CODES = ("no_subject", "long_subject", "subject_lines", "unknown_placeholder_subject",
                 "half_placeholder_subject")  # fmt: skip
BODY_CODES = ("no_body", "long_body", "unknown_placeholder_body", "half_placeholder_body")
MAY_FILL_IN = {
    Audience.APPLICANTS: "You can write ((name)), ((first name)) and ((reference)): each person reads their own.",
    Audience.VOLUNTEERS: "You can write ((name)) and ((first name)): each person reads their own.",
}


class ActForm(CreatingForm):
    """What is done with those chosen; see ``act_form``."""

    def validate(self, extra_validators: Any = None) -> bool:
        """What goes with an act is asked for only where that act was chosen."""
        is_good = bool(super().validate(extra_validators))
        for act, missing in WANTED_WITH.items():
            field = self._fields.get(act)
            if field is not None and self["act"].data == act and not field.data and not field.errors:
                field.errors = [missing]
                is_good = False
        return is_good

    def target(self) -> Target:
        """What was asked for; never called for a letter."""
        act = Act(self["act"].data)
        strand, _, stage = str(self["stage"].data or "").partition(":") if "stage" in self else ("", "", "")
        owner = self["owner"].data if "owner" in self else ""
        return Target(
            act,
            strand=strand if act is Act.STAGE else None,
            stage=stage if act is Act.STAGE else None,
            owner_id=int(owner) if act is Act.OWNER and owner != NOBODY else None,
        )

    @property
    def is_letter(self) -> bool:
        return bool(self["act"].data == WRITE)


def act_form(page: ChoicePage) -> ActForm:
    """The form with what may be done: no stage or owner is asked for where there is none to choose."""
    acts = [(Act.NEXT.value, "Move each to its next stage")]
    fields: dict[str, Any] = {}
    if page.stages:
        acts.append((Act.STAGE.value, "Move them all to one stage"))
        fields["stage"] = pick("Stage", [("", "Choose a stage"), *page.stages], missing=None)
    if page.owners:
        acts.append((Act.OWNER.value, "Give them to someone"))
        owners = [(str(owner.account_id), owner.name) for owner in page.owners]
        fields["owner"] = pick("Whose they are from now on", [("", "Choose a person"), *owners, (NOBODY, "Nobody")],
                               missing=None)  # fmt: skip
    if page.may_write:
        acts.append((WRITE, "Write to them"))
    fields = {"act": one_of("What do you want to do?", acts, missing="Choose what you want to do."), **fields}
    made: type[ActForm] = type("ActFormOfChoice", (ActForm,), fields)
    return made()


class CarryOutForm(Form):
    """The button, and a reason where some are sent back."""

    reason = paragraph(
        "Reason",
        missing=None,
        hint="It is kept with each application, and each applicant can ask to see it. Never write anything from "
        "vetting here.",
        longest=2_000,
    )


class LetterForm(CreatingForm):
    """The words of a mailing. ``version`` is that of the stored one the person saw."""

    subject = line("Subject", missing="Enter a subject.", longest=LONGEST_SUBJECT)
    body = paragraph("What you want to say", missing="Enter what you want to say.", longest=LONGEST_BODY)
    version = HiddenField(
        default="1", filters=[str], validators=[Regexp(r"^[0-9]{1,9}\Z", message="Open this page again.")]
    )

    def refuse(self, refusals: Iterable[Refusal]) -> None:
        """Show each refusal beside the field that can put it right."""
        for refusal in refusals:
            field = self.subject if refusal.code in SUBJECT_CODES else self.body if refusal.code in BODY_CODES else None
            if field is None:
                super().refuse([refusal])
            else:
                field.errors = [*field.errors, refusal.message]


def letter_form(audience: Audience, **given: Any) -> LetterForm:
    """The form with what may be filled in for these people."""
    form = LetterForm(**given)
    form.body.description = MAY_FILL_IN[audience]
    return form


class DecideForm(Form):
    """Agreeing to a mailing, or why not."""

    version = HiddenField(filters=[str], validators=[Regexp(r"^[0-9]{1,9}\Z", message="Open this page again.")])
    note = paragraph("Why should it not be sent?", missing=None, longest=1_000)
