"""Drafts ticked on the list, to be published together."""

from wtforms import SelectMultipleField

from volunteers.extensions import LARGEST_ID
from volunteers.web.forms import Form

MOST = 50


class PublishForm(Form):
    """Which drafts; every box of the list has the same name."""

    draft = SelectMultipleField(validate_choice=False)

    @property
    def ids(self) -> list[int]:
        """The numbers that were ticked; what is no number of a row is left out."""
        given = [str(one) for one in self.draft.data or ()][:MOST]
        numbers = [int(one) for one in given if one.isascii() and one.isdigit() and len(one) <= len(str(LARGEST_ID))]
        return [number for number in dict.fromkeys(numbers) if number <= LARGEST_ID]
