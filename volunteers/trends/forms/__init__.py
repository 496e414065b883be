"""What analysts enter and ask for."""

from volunteers.trends.forms.targets import WHOLE_FORCE, TargetForm, target_form
from volunteers.web.forms import Form

__all__ = ["WHOLE_FORCE", "ComputeForm", "TargetForm", "target_form"]


class ComputeForm(Form):
    """One button."""
