"""Many possible futures of a strand, from its own record."""

import numpy as np

from volunteers.trends.forecast.outlook import outlook_of
from volunteers.trends.forecast.pipeline.inputs import Changes, Inputs
from volunteers.trends.forecast.pipeline.results import Simulated


def simulate(inputs: Inputs, changes: Changes | None = None, *, draws: int = 2000, seed: int = 0) -> Simulated:
    """For now: steady rates of the record, with chance alone."""
    changes = changes or Changes()
    rng = np.random.default_rng(seed)
    ahead = len(inputs.months)
    applied = float(np.mean(inputs.monthly_applications or (0,))) * changes.applications_factor
    share = float(np.prod([stage.moved_on / max(stage.moved_on + stage.dropped, 1) for stage in inputs.stages]))
    served = sum(band.person_months for band in inputs.exposure)
    rate = sum(band.left for band in inputs.exposure) / max(served, 1.0) * changes.leavers_factor
    applications = rng.poisson(applied, (ahead, draws))
    joiners = rng.poisson(applied * min(share * changes.conversion_factor, 1), (ahead, draws))
    leavers = rng.poisson(inputs.headcount * rate, (ahead, draws))
    headcount = np.maximum(inputs.headcount + np.cumsum(joiners - leavers, axis=0), 0)
    year = [np.cumsum(flow, axis=0)[11:] - np.cumsum(flow, axis=0)[:-11] + flow[:-11] for flow in (joiners, leavers)]
    return Simulated(
        headcount=outlook_of(inputs.months, headcount.tolist()),
        joiners=outlook_of(inputs.months, joiners.tolist()),
        leavers=outlook_of(inputs.months, leavers.tolist()),
        applications=outlook_of(inputs.months, applications.tolist()),
        joiners_year=outlook_of(inputs.months[11:], year[0].tolist()) if ahead > 11 else None,
        leavers_year=outlook_of(inputs.months[11:], year[1].tolist()) if ahead > 11 else None,
    )
