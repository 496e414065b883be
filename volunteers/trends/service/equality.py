"""The night's work on the equality answers. It stands here because no room that decides may know of them."""

from functools import partial

from volunteers import clock
from volunteers.forces.queries import current_force
from volunteers.monitoring import service as monitoring
from volunteers.monitoring.rules import financial_year
from volunteers.trends.queries.ended import list_ended_applications
from volunteers.trends.service.quarters import freeze_due, tally


def let_out_equality_answers() -> None:
    """Count the quarters that are over, let out what waits, cut the links of those who left us, and shuffle.

    As many people must be concerned at once as may be shown in one published count of something sensitive. What is
    still to be counted of those whose link is cut is counted first; see ``monitoring.service`` and ``quarters``.
    """
    today = clock.today()
    freeze_due(today)
    monitoring.let_out(
        ended=list_ended_applications(),
        year=financial_year(today),
        at_least=current_force().numbers.disclosure_threshold_sensitive,
        tally=partial(tally, today=today),
    )
