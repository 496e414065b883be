"""How someone whom a message did not reach was told."""

from volunteers.onboarding.queries.unreached import ways_to_tell
from volunteers.web.fields import pick
from volunteers.web.forms import Form


class ToldForm(Form):
    """The way it was said instead."""

    how = pick("How they were told", list(ways_to_tell()), missing="Choose how they were told.")
