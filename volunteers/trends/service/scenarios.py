"""Asking what would come of a change: a scenario is kept at once, and computed by a worker."""

from sqlalchemy import delete, func, select

from volunteers import clock
from volunteers.errors import NotFound, Refused
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.permissions import Permission, Viewer
from volunteers.strands.queries import get_strand
from volunteers.trends.models import Forecast, Scenario
from volunteers.trends.rules.scenarios import ScenarioDraft, refusals_of_scenario
from volunteers.unit_of_work import hint_after_commit

QUEUE = "figures"
COMPUTE = "volunteers.trends.jobs.forecast_scenario"
SCENARIOS_LOCK = 20_231_109


def make_scenario(draft: ScenarioDraft, *, by: Viewer) -> Scenario:
    """Keep a scenario and have it computed; its forecasts are there some seconds later.

    Raises ``NotFound`` outside the viewer's strands and areas, ``Refused`` where it cannot be asked.
    """
    if not by.may_in(Permission.SCENARIO_SET, draft.strand, draft.area):
        raise NotFound("no such strand and area for this viewer")
    # Two people who ask at once are counted one after the other, so that the limit holds.
    db.session.execute(select(func.pg_advisory_xact_lock(SCENARIOS_LOCK)))
    stages = [stage.code for stage in get_strand(draft.strand).pipeline.stages]
    if refusals := refusals_of_scenario(draft, stages=stages, others=_names_beside(draft)):
        raise Refused(refusals)
    scenario = Scenario(
        strand=draft.strand, area=draft.area, name=draft.name.strip(), changes=draft.asked.as_stored(),
        made_by_id=by.account_id, made_at=clock.now(),
    )  # fmt: skip
    db.session.add(scenario)
    db.session.flush()
    record(
        "scenario_made", subject="scenario", subject_id=scenario.id, by=by.account_id,
        strand=draft.strand, area=draft.area,
    )  # fmt: skip
    hint_after_commit(QUEUE, COMPUTE, scenario.id)
    return scenario


def remove_scenario(scenario_id: int, *, by: Viewer) -> None:
    """Take a scenario off the pages, with what was computed of it. Removing it twice is harmless.

    Raises ``NotFound`` for one outside the viewer's strands and areas.
    """
    scenario = db.session.get(Scenario, scenario_id, with_for_update=True)
    if scenario is None or not by.may_in(Permission.SCENARIO_SET, scenario.strand, scenario.area):
        raise NotFound(f"no scenario {scenario_id} for this viewer")
    if scenario.removed_at is not None:
        return
    scenario.removed_at = clock.now()
    db.session.execute(delete(Forecast).where(Forecast.scenario_id == scenario_id))
    record(
        "scenario_removed", subject="scenario", subject_id=scenario.id, by=by.account_id,
        strand=scenario.strand, area=scenario.area,
    )  # fmt: skip


def _names_beside(draft: ScenarioDraft) -> list[str]:
    return list(
        db.session.scalars(
            select(Scenario.name).where(
                Scenario.strand == draft.strand,
                Scenario.area.is_not_distinct_from(draft.area),
                Scenario.removed_at.is_(None),
            )
        )
    )
