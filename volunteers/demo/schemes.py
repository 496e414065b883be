"""The sites of the demonstration's SpeedWatch schemes, and one scheme that still forms. None of the roads is assessed
in truth: the findings are invented.
"""

from datetime import timedelta

from volunteers import clock
from volunteers.demo.scene import Scene
from volunteers.places.models import Scheme, Site, SiteAssessment, Unit, UnitKind
from volunteers.places.rules.sites import SiteOutcome
from volunteers.strands.rules import StrandCode

ROADS = (("High Street", 30), ("Station Road", 30), ("The Green", 20), ("Long Lane", 40), ("Church Road", 20))
STANDS = ("by the bus stop", "by the village hall", "opposite the school", "at the lay-by")
FINDINGS = {
    SiteOutcome.SUITABLE: ("Wide verge, good sight both ways.", "Footway behind a low wall.", ""),
    SiteOutcome.WITH_CONDITIONS: ("Only on the north side.", "Not when the school opens or closes."),
    SiteOutcome.NOT_SUITABLE: ("No room to stand clear of the carriageway.",),
}
OUTCOMES = (SiteOutcome.SUITABLE, SiteOutcome.WITH_CONDITIONS, SiteOutcome.SUITABLE, SiteOutcome.NOT_SUITABLE)
FORMING = ("wrington_speedwatch", "Wrington SpeedWatch", "north_somerset")


def add_sites(scene: Scene) -> None:
    """Sites for every scheme there is, and a scheme that has a site but not its people yet."""
    chance = scene.chance("sites")
    for area in scene.force.areas:
        unit_id = scene.sheets.find(Unit, code=f"{area.code}_speedwatch")
        if unit_id is not None:
            for number in range(2):
                _add_site(scene, unit_id, f"sites/{area.code}/{number}", is_assessed=chance.random() < 0.9)
    code, name, of_area = FORMING
    if of_area in {area.code for area in scene.force.areas}:
        unit_id = scene.sheets.add(
            Unit, code=code, name=name, kind=UnitKind.SCHEME, strand=StrandCode.COMMUNITY_SPEEDWATCH.value,
            area=of_area, latitude=51.36, longitude=-2.76,
        )  # fmt: skip
        at = clock.start_of_day(scene.today - timedelta(days=40)) + timedelta(hours=11)
        scene.sheets.add_unnumbered(Scheme, unit_id=unit_id, formed_at=at, formed_by_id=scene.staff["coordinator"])
        scene.note(at, "scheme_formed", "unit", unit_id, by=scene.staff["coordinator"])
        _add_site(scene, unit_id, "sites/forming/0", is_assessed=True)
        _add_site(scene, unit_id, "sites/forming/1", is_assessed=False)


def _add_site(scene: Scene, unit_id: int, part: str, *, is_assessed: bool) -> None:
    chance, by = scene.chance(part), scene.staff["coordinator"]
    road, limit = chance.choice(ROADS)
    named_on = scene.today - timedelta(days=chance.randint(30, 500))
    at = clock.start_of_day(named_on) + timedelta(hours=10)
    site_id = scene.sheets.add(
        Site, unit_id=unit_id, road=road, place=chance.choice(STANDS), speed_limit=limit, named_at=at
    )
    scene.note(at, "site_named", "unit", unit_id, by=by, site=site_id)
    if not is_assessed:
        return
    outcome = chance.choice(OUTCOMES)
    assessed_on = min(named_on + timedelta(days=chance.randint(3, 25)), scene.today)
    until = clock.add_months(assessed_on, scene.force.numbers.speedwatch_site_assessment_months)
    at = clock.start_of_day(assessed_on) + timedelta(hours=15)
    scene.sheets.add(
        SiteAssessment, site_id=site_id, outcome=outcome, assessed_on=assessed_on,
        valid_until=None if outcome is SiteOutcome.NOT_SUITABLE else until,
        findings=chance.choice(FINDINGS[outcome]), recorded_by_id=by, recorded_at=at,
    )  # fmt: skip
    scene.note(at, "site_assessed", "unit", unit_id, by=by, site=site_id, outcome=outcome.value)
