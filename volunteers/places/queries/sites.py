"""The sites of schemes, each with what its newest assessment says."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import distinct_on

from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.places.models import Scheme, Site, SiteAssessment
from volunteers.places.rules.sites import SiteState

MOST_SITES = 500


def find_scheme(unit_id: int, *, locked: bool = False) -> Scheme | None:
    """What is kept of a scheme beside its unit; None for one that was there before schemes were kept here."""
    wanted = select(Scheme).where(Scheme.unit_id == unit_id)
    return db.session.scalars(wanted.with_for_update() if locked else wanted).one_or_none()


def list_sites(units: Sequence[int]) -> dict[int, list[SiteState]]:
    """The sites of these schemes, by scheme and road, with the assessment that counts."""
    newest = (
        select(SiteAssessment)
        .ext(distinct_on(SiteAssessment.site_id))
        .join(Site, Site.id == SiteAssessment.site_id)
        .where(Site.unit_id.in_(units))
        .order_by(SiteAssessment.site_id, SiteAssessment.assessed_on.desc(), SiteAssessment.id.desc())
        .subquery()
    )
    rows = db.session.execute(
        select(
            Site.unit_id, Site.id, Site.road, Site.place, Site.speed_limit, newest.c.outcome, newest.c.assessed_on,
            newest.c.valid_until, func.coalesce(newest.c.findings, ""),
        )
        .outerjoin(newest, newest.c.site_id == Site.id)
        .where(Site.unit_id.in_(units))
        .order_by(Site.unit_id, Site.road, Site.id)
        .limit(MOST_SITES)
    )  # fmt: skip
    found: dict[int, list[SiteState]] = {unit: [] for unit in units}
    for unit_id, *columns in rows:
        found[unit_id].append(SiteState(*columns))
    return found


def get_site(unit_id: int, site_id: int) -> Site:
    """One site of a scheme; raises ``NotFound``."""
    site = db.session.get(Site, site_id)
    if site is None or site.unit_id != unit_id:
        raise NotFound(f"no site {site_id} of scheme {unit_id}")
    return site
