"""Three scenarios of the demonstration, named as such; the worker forecasts them after the start."""

from volunteers import clock
from volunteers.demo.scene import Scene
from volunteers.strands.rules import StrandCode
from volunteers.trends.models import Scenario
from volunteers.trends.rules.scenarios import Asked

PLACES = 16
SCENARIOS = {
    "Two more intakes and a quarter more who apply (demonstration)": Asked(
        more_intakes=2, places_each=PLACES, applications_percent=125
    ),
    "Vetting and checks in half the time (demonstration)": Asked(stage_percents=(("pre_employment_checks", 50),)),
    "A tenth fewer leavers (demonstration)": Asked(leavers_percent=90),
}


def add_scenarios(scene: Scene) -> None:
    """For Specials in the whole force, asked by the analyst."""
    for name, asked in SCENARIOS.items():
        scene.sheets.add(
            Scenario, strand=StrandCode.SPECIAL_CONSTABULARY, area=None, name=name, changes=asked.as_stored(),
            made_by_id=scene.staff["analyst"], made_at=clock.start_of_day(scene.today), removed_at=None,
        )  # fmt: skip
