"""Computing the figures, importing what others published, entering targets, and letting out equality answers."""

from volunteers.trends.service.equality import Said, bring_in_answers, let_out_equality_answers
from volunteers.trends.service.figures import compute_changes, compute_figures
from volunteers.trends.service.published import import_published
from volunteers.trends.service.published_plans import import_plans
from volunteers.trends.service.scenarios import make_scenario, remove_scenario
from volunteers.trends.service.targets import enter_target, withdraw_target

__all__ = [
    "Said",
    "bring_in_answers",
    "compute_changes",
    "compute_figures",
    "enter_target",
    "import_plans",
    "import_published",
    "let_out_equality_answers",
    "make_scenario",
    "remove_scenario",
    "withdraw_target",
]
