"""What an administrator fills in to keep the lists that strands ask from."""

from volunteers.strands.forms.occupations import OccupationForm, occupation_form
from volunteers.strands.forms.reasons import ReasonForm, reason_form

__all__ = ["OccupationForm", "ReasonForm", "occupation_form", "reason_form"]
