"""The night's work on the equality answers. It stands here because no room that decides may know of them."""

from volunteers import clock
from volunteers.forces.queries import current_force
from volunteers.monitoring import service as monitoring
from volunteers.monitoring.rules import financial_year
from volunteers.trends.queries.ended import list_ended_applications


def let_out_equality_answers() -> None:
    """Let out what waits to be counted, cut the links of ended applications, and shuffle; see ``monitoring.service``.

    As many people must be concerned at once as may be shown in one published count of something sensitive.
    """
    monitoring.let_out(
        ended=list_ended_applications(),
        year=financial_year(clock.today()),
        at_least=current_force().numbers.disclosure_threshold_sensitive,
    )
