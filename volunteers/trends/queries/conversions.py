"""How far the applications of some months have come."""

from collections.abc import Sequence
from datetime import date

from volunteers.trends.queries import figures
from volunteers.trends.queries.choices import Chosen
from volunteers.trends.rules.conversion import Conversion, StageName, convert


def conversion_of(chosen: Chosen, months: Sequence[date]) -> Conversion:
    """The conversion of the applications sent in these months, as the viewer may see it."""
    pipeline = chosen.strand.pipeline
    path = [StageName(stage.code, stage.name) for stage in pipeline.path if stage is not pipeline.first]
    return convert(
        path, figures.get_cohort(chosen.scope, months), unsuccessful=pipeline.unsuccessful.code,
        withdrawn=pipeline.withdrawn.code, counting=chosen.counting,
    )  # fmt: skip
