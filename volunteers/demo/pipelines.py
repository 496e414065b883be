"""What administrators change in the demonstration: a change they agreed on, and one that waits to be decided."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from volunteers import clock
from volunteers.demo.personas import BY_KEY
from volunteers.demo.scene import Scene
from volunteers.onboarding.service.pipelines import Proposal, agree, propose
from volunteers.permissions import Viewer
from volunteers.strands.models import PipelineVersion
from volunteers.strands.queries import get_strand
from volunteers.strands.rules import StrandCode
from volunteers.strands.rules.versions import drafts_of

FARM_WATCH: dict[str, Any] = {
    "visit": {
        "explains": "We come to your holding, mark where it is, and offer advice and property marking.",
        "usual_days": 21,
    }
}
DAYS_AGO = 12
SPECIALS: dict[str, Any] = {"sift": {"usual_days": 10, "longest_days": 21}}


def change_pipelines(scene: Scene) -> None:
    """Farm Watch follows its second version; a quicker sift of the Specials waits for the other administrator."""
    one, other = as_viewer(scene, "administrator"), as_viewer(scene, "second_administrator")
    farms = _propose(
        scene, StrandCode.FARM_WATCH, FARM_WATCH, "Visits are quicker since the rural team has a second car.", one
    )
    agree(farms.id, by=other)
    farms.agreed_at = farms.proposed_at + timedelta(days=1)
    _propose(
        scene, StrandCode.SPECIAL_CONSTABULARY, SPECIALS, "Most applicants finish the sift within ten days.", other
    )


def _propose(
    scene: Scene, code: StrandCode, changes: Mapping[str, Mapping[str, Any]], reason: str, by: Viewer
) -> PipelineVersion:
    strand = get_strand(code)
    drafts = tuple(replace(draft, **changes.get(draft.code, {})) for draft in drafts_of(strand))
    made = propose(strand, Proposal(drafts, 0, reason, moves_running=False), by=by)
    made.proposed_at = clock.start_of_day(scene.today - timedelta(days=DAYS_AGO)) + timedelta(hours=10)
    return made


def as_viewer(scene: Scene, key: str) -> Viewer:
    persona = BY_KEY[key]
    return Viewer(scene.staff[key], persona.name, frozenset(persona.grants))
