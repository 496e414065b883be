"""Saving and naming a view of the caseload."""

from wtforms import BooleanField

from volunteers.web.fields import line
from volunteers.web.forms import CreatingForm, Form

LONGEST_NAME = 40


class SaveViewForm(CreatingForm):
    """What the list is to be called."""

    name = line(
        "Name of the view", missing="Enter a name for the view.", longest=LONGEST_NAME,
        hint="Say what is on the list, not who. For example: Overdue in Bristol.",
    )  # fmt: skip
    is_start = BooleanField("Begin here when I open Applications")


class RenameViewForm(Form):
    """Another name."""

    name = line("Name of the view", missing="Enter a name for the view.", longest=LONGEST_NAME)
