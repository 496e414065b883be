"""Whether someone wants a link when a report is made."""

from volunteers.web.fields import one_of
from volunteers.web.forms import Form

YES, NO = "yes", "no"


class LinkForm(Form):
    """Yes or no."""

    link = one_of(
        "Send me a link when a report is made", [(YES, "Yes, by e-mail"), (NO, "No")],
        missing="Choose whether you want a link.",
        hint="It goes to the address you sign in with, and holds no figures.",
    )  # fmt: skip

    @property
    def wants_link(self) -> bool:
        """What was chosen, once the form is ready."""
        return bool(self.link.data == YES)
