"""Taking a place and giving one up."""

from volunteers.web.fields import paragraph
from volunteers.web.forms import CreatingForm, Form
from volunteers.web.numbers import WholeNumberField


class SignUpForm(CreatingForm):
    """Which post; each post has a button of its own."""

    post_id = WholeNumberField("Post", wrong="Choose a post.", missing="Choose a post.")


class AssignForm(CreatingForm):
    """Which volunteer, for a post; each volunteer has a button of their own."""

    volunteer_id = WholeNumberField("Volunteer", wrong="Choose a volunteer.", missing="Choose a volunteer.")


class ReasonForm(Form):
    """Why a place is given up, or a duty called off."""

    reason = paragraph("Why?", missing="Say why, in a few words.", longest=500)
