"""Finding an applicant a place in a SpeedWatch scheme, or forming one, and starting it once it has its people."""

from sqlalchemy import select

from volunteers import clock
from volunteers.applications.models import Application
from volunteers.applications.queries import answers_of, strand_of
from volunteers.errors import Refusal, Refused
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.history.service import record
from volunteers.onboarding.models import Check, CheckState
from volunteers.onboarding.queries.schemes import STRAND, get_scheme, list_placed
from volunteers.onboarding.rules import CheckEntry
from volunteers.onboarding.rules.schemes import SCHEME_CHECK
from volunteers.onboarding.service.checks import record_check
from volunteers.onboarding.service.taking import take
from volunteers.permissions import Viewer
from volunteers.places import service as places
from volunteers.places.models import Site, SiteAssessment, Unit
from volunteers.places.queries import find_scheme, get_site
from volunteers.places.rules.sites import SPEED_LIMITS, AssessmentEntry

NOT_SPEEDWATCH = Refusal("not_speedwatch", "Only applicants to Community SpeedWatch are placed in a scheme here.")
ENDED = Refusal("ended", "This application has ended, so nothing more is recorded.")
NO_AREA = Refusal("no_area", "The application does not say in which area they would volunteer.", "The applicant")


def place_in_scheme(application_id: int, unit_id: int, *, by: Viewer) -> Application:
    """Place an applicant in a scheme. Where it works, or has the people to start by now, their places are recorded.

    That is: for everyone placed in it who has none recorded yet. ``NotFound`` out of scope.
    """
    application = _take(application_id, by)
    scheme = get_scheme(unit_id, by)
    if application.unit_id != scheme.id:
        application.unit_id = scheme.id
        record(
            "placed_in_scheme", subject="application", subject_id=application.id, by=by.account_id, unit_id=scheme.id
        )
        db.session.flush()
    pass_places(scheme.id, by=by)
    return application


def form_scheme_for(application_id: int, name: str, *, by: Viewer) -> Unit:
    """Form a scheme in the applicant's area, with the sites they named, and place them in it."""
    application = _take(application_id, by)
    if application.area is None:
        raise Refused(NO_AREA)
    unit = places.form_scheme(name, strand=STRAND.value, area=application.area, by=by)
    for site in answers_of(application).get("sites", {}).get("items", []):
        limit = int(site.get("limit") or 0)
        if limit in SPEED_LIMITS:
            places.name_site(unit.id, road=site["road"], place=site["place"], speed_limit=limit, by=by)
    place_in_scheme(application.id, unit.id, by=by)
    return unit


def pass_places(unit_id: int, *, by: Viewer) -> int:
    """Record a place for everyone placed in a scheme that is whole; gives how many.

    The scheme's row is locked first, so that of two who place the fifth and the sixth at once one sees both.
    """
    find_scheme(unit_id, locked=True)
    if not get_scheme(unit_id, by).is_whole:
        return 0
    passed = 0
    for number in list_placed(unit_id):
        known = db.session.scalars(
            select(Check).where(Check.application_id == number, Check.code == SCHEME_CHECK)
        ).one_or_none()
        is_own = db.session.scalar(select(Application.account_id).where(Application.id == number)) == by.account_id
        if is_own or (known is not None and known.state is CheckState.PASSED):
            continue
        entry = CheckEntry(CheckState.PASSED, result_on=clock.today())
        record_check(number, SCHEME_CHECK, entry=entry, seen_version=known.version if known else 0, by=by)
        passed += 1
    return passed


def start_scheme(unit_id: int, *, by: Viewer) -> None:
    """The scheme works from today. Refused while it lacks people or a site that may be used."""
    line, scheme = get_scheme(unit_id, by), find_scheme(unit_id, locked=True)
    if line.refusals:
        raise Refused(line.refusals)
    if scheme is not None:
        places.mark_started(scheme, by=by)
        db.session.flush()
    pass_places(unit_id, by=by)


def name_site(unit_id: int, *, road: str, place: str, speed_limit: int, by: Viewer) -> Site:
    """One more site of a scheme in scope."""
    scheme = get_scheme(unit_id, by)
    return places.name_site(scheme.id, road=road, place=place, speed_limit=speed_limit, by=by)


def assess_site(unit_id: int, site_id: int, entry: AssessmentEntry, *, by: Viewer) -> SiteAssessment:
    """Write down the risk assessment of a site of a scheme in scope; refused as ``places.assess_site``."""
    site = get_site(get_scheme(unit_id, by).id, site_id)
    months = current_force().numbers.speedwatch_site_assessment_months
    return places.assess_site(site, entry, usual_months=months, by=by)


def _take(application_id: int, by: Viewer) -> Application:
    application = take(application_id, by=by)
    if application.strand != STRAND:
        raise Refused(NOT_SPEEDWATCH)
    if strand_of(application).pipeline.stage(application.stage).is_final:
        raise Refused(ENDED)
    return application
