"""What new members said when they applied becomes their premises and wishes, so that nobody types it twice."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from volunteers import clock
from volunteers.applications.models import Application
from volunteers.applications.rules.choices import FARMED
from volunteers.applications.rules.map_reference import MapKind, read_map_reference
from volunteers.extensions import db
from volunteers.farms.models import FarmPremises, FarmWish
from volunteers.farms.queries.people import STRAND, serves
from volunteers.farms.rules import Crime
from volunteers.farms.rules.map_points import locate
from volunteers.forces.queries import current_force
from volunteers.history.service import record
from volunteers.people.models import ServicePeriod, Volunteer

AT_ONCE = 100
MOST_PLACES = 20


def fill_in(*, most: int = AT_ONCE) -> int:
    """Fill in some members who never said what they want; how many, none once all are. Safe to run twice."""
    rows = db.session.execute(
        select(ServicePeriod, Volunteer.account_id)
        .join(Volunteer, Volunteer.id == ServicePeriod.volunteer_id)
        .where(serves(clock.today()), ServicePeriod.volunteer_id.not_in(select(FarmWish.volunteer_id)))
        .order_by(ServicePeriod.id)
        .limit(most)
        .with_for_update(of=ServicePeriod, skip_locked=True)
    ).all()
    for member, account_id in rows:
        answers = _answers(account_id)
        said = (answers.get("alerts") or {}).get("crimes") or []
        crimes = [crime.value for crime in Crime if crime.value in said]
        agreed = (answers.get("consent") or {}).get("agreed")
        db.session.add(
            FarmWish(
                volunteer_id=member.volunteer_id, crimes=crimes if agreed else [],
                miles=current_force().farm_watch.alert_miles, changed_at=clock.now(),
            )
        )  # fmt: skip
        _add_places(member, answers)
        record("farm_member_filled_in", subject="volunteer", subject_id=member.volunteer_id, by=None)
    db.session.flush()
    return len(rows)


def _answers(account_id: int) -> Mapping[str, Any]:
    found = db.session.scalars(
        select(Application.answers)
        .where(Application.account_id == account_id, Application.strand == STRAND.value)
        .order_by(Application.id.desc())
        .limit(1)
    ).first()
    return found or {}


def _add_places(member: ServicePeriod, answers: Mapping[str, Any]) -> None:
    """Each point on the map that can be found; three words are left to the member, for they cannot be checked here."""
    holding, farmed = answers.get("holding") or {}, dict(FARMED)
    kept = ", ".join(farmed[one] for one in holding.get("farmed") or [] if one in farmed)
    for place in ((answers.get("premises") or {}).get("items") or [])[:MOST_PLACES]:
        try:
            found = read_map_reference(str(place.get("reference") or ""))
        except ValueError:
            continue
        if found.kind is MapKind.THREE_WORDS:
            continue
        at = locate(found)
        db.session.add(
            FarmPremises(
                volunteer_id=member.volunteer_id, area=member.area, name=_name(holding, place), kept=kept,
                reference=found.text, latitude=at.latitude, longitude=at.longitude,
                holding_number=str(holding.get("number") or ""), added_at=clock.now(),
            )
        )  # fmt: skip


def _name(holding: Mapping[str, Any], place: Mapping[str, Any]) -> str:
    return ", ".join(part for part in (str(holding.get("name") or ""), str(place.get("name") or "")) if part)
