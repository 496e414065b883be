"""The night's work on the equality answers. It stands here because no room that decides may know of them."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial
from typing import NamedTuple

from volunteers import clock
from volunteers.forces.queries import current_force
from volunteers.monitoring import service as monitoring
from volunteers.monitoring.queries import Waiting
from volunteers.monitoring.rules import Answers, financial_year
from volunteers.trends.queries.ended import list_ended_applications
from volunteers.trends.service.quarters import freeze_due, tally


class Said(NamedTuple):
    """What was answered beside an application on a day: the value of a choice by the code of its question."""

    application_id: int
    strand: str
    on: date
    values: Mapping[str, str]


def bring_in_answers(said: Iterable[Said]) -> None:
    """Count what was answered beside many applications, where nothing was answered beside any of them before."""
    monitoring.bring_in(
        (Waiting(each.application_id, each.strand, Answers(each.values)), financial_year(each.on)) for each in said
    )


def let_out_equality_answers(today: date | None = None) -> None:
    """Count the quarters that are over, let out what waits, cut the links of those who left us, and shuffle.

    As many people must be concerned at once as may be shown in one published count of something sensitive. What is
    still to be counted of those whose link is cut is counted first; see ``monitoring.service`` and ``quarters``.
    """
    today = today or clock.today()
    freeze_due(today)
    monitoring.let_out(
        ended=list_ended_applications(today),
        year=financial_year(today),
        at_least=current_force().numbers.disclosure_threshold_sensitive,
        tally=partial(tally, today=today),
    )
