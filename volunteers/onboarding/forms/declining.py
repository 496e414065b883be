"""Why someone is declined, and what they are told."""

from collections.abc import Sequence

from wtforms import HiddenField
from wtforms.validators import Length

from volunteers.onboarding.rules.declines import LONGEST_FEEDBACK
from volunteers.strands.rules.reasons import Reason
from volunteers.web.fields import one_of, paragraph, tidy
from volunteers.web.forms import Form


class DeclineForm(Form):
    """A reason of the kept list and words beside it; ``seen_stage`` is where the page showed the application."""

    feedback = paragraph(
        "What else should they know? (needed for some reasons)", missing=None, longest=LONGEST_FEEDBACK,
        hint="They read this. Say what would help them, such as what they could do before they apply again. "
        "Never write anything from vetting here.",
    )  # fmt: skip
    seen_stage = HiddenField(filters=[tidy], validators=[Length(max=80)])


def decline_form(reasons: Sequence[Reason], *, seen_stage: str) -> DeclineForm:
    """The form with the reasons offered now."""

    class Choices(DeclineForm):
        reason = one_of(
            "Why? They read this.", [(each.code, each.words) for each in reasons],
            missing="Choose why they are declined.",
        )  # fmt: skip

    return Choices(seen_stage=seen_stage)
