"""SpeedWatch schemes and the sites they use. Each change is in the history."""

import re
import secrets

from volunteers import clock
from volunteers.errors import Refused
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.permissions import Viewer
from volunteers.places.models import Scheme, Site, SiteAssessment, Unit, UnitKind
from volunteers.places.rules.sites import AssessmentEntry, SiteOutcome, refusals_to_assess


def form_scheme(name: str, *, strand: str, area: str, by: Viewer) -> Unit:
    """A new scheme in an area, without people or sites yet."""
    slug = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")[:40]
    unit = Unit(
        code=f"{slug}_{secrets.token_hex(3)}", name=name, kind=UnitKind.SCHEME, strand=strand, area=area,
        latitude=None, longitude=None,
    )  # fmt: skip
    db.session.add(unit)
    db.session.flush()
    db.session.add(Scheme(unit_id=unit.id, formed_at=clock.now(), formed_by_id=by.account_id))
    db.session.flush()
    record("scheme_formed", subject="unit", subject_id=unit.id, by=by.account_id)
    return unit


def name_site(unit_id: int, *, road: str, place: str, speed_limit: int, by: Viewer) -> Site:
    """One more site of a scheme, which nobody may use before it is assessed."""
    site = Site(unit_id=unit_id, road=road, place=place, speed_limit=speed_limit, named_at=clock.now())
    db.session.add(site)
    db.session.flush()
    record("site_named", subject="unit", subject_id=unit_id, by=by.account_id, site=site.id)
    return site


def assess_site(site: Site, entry: AssessmentEntry, *, usual_months: int, by: Viewer) -> SiteAssessment:
    """Write a risk assessment down; earlier ones stay. One without a last good day gets the usual months.

    Refused for dates that cannot be, and when what was found is not said.
    """
    now = clock.now()
    if refusals := refusals_to_assess(entry, on=clock.on(now)):
        raise Refused(refusals)
    until = entry.valid_until
    if until is None and entry.outcome is not SiteOutcome.NOT_SUITABLE:
        until = clock.add_months(entry.assessed_on, usual_months)
    made = SiteAssessment(
        site_id=site.id, outcome=entry.outcome, assessed_on=entry.assessed_on, valid_until=until,
        findings=entry.findings, recorded_by_id=by.account_id, recorded_at=now,
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    record(
        "site_assessed", subject="unit", subject_id=site.unit_id, by=by.account_id, site=site.id,
        outcome=entry.outcome.value,
    )  # fmt: skip
    return made


def mark_started(scheme: Scheme, *, by: Viewer) -> None:
    """The scheme works from today on. Marking it twice writes nothing more."""
    if scheme.started_on is not None:
        return
    scheme.started_on = clock.today()
    record("scheme_started", subject="unit", subject_id=scheme.unit_id, by=by.account_id)
