"""Taking a place and giving one up."""

from collections.abc import Iterable

from wtforms import BooleanField, HiddenField
from wtforms.validators import Regexp

from volunteers.web.fields import paragraph
from volunteers.web.forms import CreatingForm, Form
from volunteers.web.numbers import WholeNumberField

READ_IT = "I have read the briefing and the risk assessment"


class SignUpForm(CreatingForm):
    """Which post; each post has a button of its own. The tick is asked where there is something to read."""

    post_id = WholeNumberField("Post", wrong="Choose a post.", missing="Choose a post.")
    accepted = BooleanField(READ_IT)


class AssignForm(CreatingForm):
    """Which volunteer, for a post; each volunteer has a button of their own."""

    volunteer_id = WholeNumberField("Volunteer", wrong="Choose a volunteer.", missing="Choose a volunteer.")


class ReasonForm(Form):
    """Why a place is given up, or a duty called off."""

    reason = paragraph("Why?", missing="Say why, in a few words.", longest=500)


class RemoveForm(Form):
    """Why someone is taken off a duty."""

    reason = paragraph(
        "Why?", missing="Say why, in a few words.", longest=500, hint="They are told this, in the words you write."
    )


class FreeForm(Form):
    """One button for every duty on the page; ``shown`` are the sign-ups that it showed."""

    shown = HiddenField(validators=[Regexp(r"^\d{1,9}( \d{1,9}){0,199}$", message="Open this page again.")])

    @property
    def ids(self) -> set[int]:
        return {int(one) for one in (self.shown.data or "").split()}

    def show(self, ids: Iterable[int]) -> None:
        """Say which duties stand on the page now."""
        self.shown.data = " ".join(str(one) for one in ids)
        self.shown.raw_data = None
