"""Openings for tests: good in every detail that a test does not name. Builders flush, never commit."""

import itertools
from datetime import date, datetime, timedelta

from tests.people.builders import an_account
from volunteers import clock
from volunteers.extensions import db
from volunteers.openings.models import Interest, Opening
from volunteers.people.models import Account
from volunteers.permissions import Role
from volunteers.places.models import Unit, UnitKind

CADETS = "cadets"
SPECIALS = "special_constabulary"
_numbers = itertools.count(1)


def a_unit(
    name: str = "Taunton cadets",
    *,
    area: str = "somerset",
    strand: str | None = CADETS,
    kind: UnitKind = UnitKind.CADET_UNIT,
) -> Unit:
    """A cadet unit in Somerset."""
    unit = Unit(code=f"unit_{next(_numbers)}", name=name, kind=kind, strand=strand, area=area)
    db.session.add(unit)
    db.session.flush()
    return unit


def an_opening(
    *,
    strand: str = CADETS,
    unit: Unit | None = None,
    role: str | None = None,
    title: str = "New cadets for September",
    words: str = "We meet on Thursday evenings in term time.",
    opens: int = -10,
    closes: int = 20,
    starts: int | None = 60,
    orientation: int | None = None,
    places: int | None = 10,
    taken: int = 0,
    ended_at: datetime | None = None,
    on: date | None = None,
    by: Account | None = None,
) -> Opening:
    """Open for ten days and for twenty more, starting in sixty. Days are counted from ``on``, which is today."""
    day = on or clock.today()

    def away(days: int) -> date:
        return day + timedelta(days=days)

    opening = Opening(
        strand=strand, unit_id=unit.id if unit else None, role=role, title=title, words=words, opens_on=away(opens),
        closes_on=away(closes), places=places, taken=taken, version=1, ended_at=ended_at,
        orientation_on=away(orientation) if orientation is not None else None,
        starts_on=away(starts) if starts is not None else None,
        created_by_id=(by or an_account(Role.COORDINATOR)).id, created_at=clock.now(),
    )  # fmt: skip
    db.session.add(opening)
    db.session.flush()
    return opening


def an_interest(
    email: str = "jo@example.org",
    *,
    strand: str = CADETS,
    unit: Unit | None = None,
    role: str | None = None,
    at: datetime | None = None,
    told_at: datetime | None = None,
) -> Interest:
    """Someone who asked to be told a moment ago and has not been told."""
    asked = at or clock.now()
    interest = Interest(
        email=email, strand=strand, unit_id=unit.id if unit else None, role=role, asked_at=asked, told_at=told_at,
        last_contact_at=told_at or asked,
    )  # fmt: skip
    db.session.add(interest)
    db.session.flush()
    return interest
