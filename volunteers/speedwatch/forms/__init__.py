"""What is typed on the pages of SpeedWatch."""

from volunteers.speedwatch.forms.handing_over import HandOverForm, OutcomesForm, outcomes_form
from volunteers.speedwatch.forms.planning import DeviceForm, NotRunForm, PlanForm, ThresholdForm
from volunteers.speedwatch.forms.returning import ReturnForm, return_form

__all__ = [
    "DeviceForm",
    "HandOverForm",
    "NotRunForm",
    "OutcomesForm",
    "PlanForm",
    "ReturnForm",
    "ThresholdForm",
    "outcomes_form",
    "return_form",
]
