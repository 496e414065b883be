"""Sending an application, and stopping it."""

from wtforms import BooleanField
from wtforms.validators import DataRequired

from volunteers.applications.rules import choices
from volunteers.web.fields import one_of
from volunteers.web.forms import Form


class SubmitForm(Form):
    """The declaration, made over the answers as they stand on the page."""

    declared = BooleanField(
        "What I have told you is true and complete",
        validators=[DataRequired("Tick the box to say that what you have told us is true and complete.")],
    )


class SubmitForThemForm(SubmitForm):
    """The declaration where staff write the form down."""

    declared = BooleanField(
        "The applicant has signed, or told me, that this is true and complete",
        validators=[DataRequired("Tick the box once the applicant has signed or said that this is true and complete.")],
    )


class WithdrawForm(Form):
    """Why someone stops; they may prefer not to say."""

    reason = one_of(
        "Why are you withdrawing?",
        choices.WITHDRAWAL_REASONS,
        missing="Choose a reason, or “I would rather not say”.",
        hint="Your answer helps us to do better. It changes nothing for you.",
    )
