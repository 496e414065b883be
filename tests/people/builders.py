"""People for tests: good in every detail that a test does not name. Builders flush, never commit."""

import itertools
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from flask.testing import FlaskClient

from volunteers import clock
from volunteers.extensions import db
from volunteers.people import service
from volunteers.people.models import Account, RoleGrant, Volunteer
from volunteers.people.rules import Holding
from volunteers.permissions import Grant, Role, Viewer

_numbers = itertools.count(1)

SPECIALS = "special_constabulary"
SOMERSET = "somerset"
LOOKS_AFTER_CADETS = {Role.COORDINATOR, Role.VETTING_OFFICER}
CLEARED = Grant(Role.CLEARED_FOR_CHILDREN)
SPECIALS_CLEARANCES = ("vetting", "medical", "personal_safety_training")


def an_account(
    *roles: Role,
    email: str | None = None,
    full_name: str = "Sam Carter",
    grants: Sequence[Grant] = (),
    for_children: bool = True,
    **more: Any,
) -> Account:
    """An account with these roles over everything, and these grants; coordinators are cleared for children."""
    number = next(_numbers)
    account = Account(email=email or f"person{number}@example.org", full_name=full_name, created_at=clock.now(), **more)
    held = [*(Grant(role) for role in roles), *grants]
    if for_children and any(one.role in LOOKS_AFTER_CADETS for one in held):
        held.append(CLEARED)
    account.role_grants = [RoleGrant(role=one.role, strand=one.strand, area=one.area) for one in held]
    db.session.add(account)
    db.session.flush()
    return account


def as_viewer(account: Account) -> Viewer:
    """The account as the one acting, with the rights it holds now."""
    return Viewer(account.id, account.full_name, frozenset(grant.as_grant() for grant in account.role_grants))


def a_viewer(role: Role, strand: str | None = None, area: str | None = None, **more: Any) -> Viewer:
    """Someone who holds one role over a strand and an area, or over all of them."""
    return as_viewer(an_account(grants=[Grant(role, strand, area)], **more))


def a_volunteer(
    *,
    account: Account | None = None,
    first_name: str = "Alex",
    last_name: str = "Hughes",
    birth_date: date = date(1990, 5, 17),
    strand: str = SPECIALS,
    area: str = SOMERSET,
    unit_id: int | None = None,
    rank: str | None = "special_constable",
    grade: str = "qualified",
    started_on: date | None = None,
    clearances: Sequence[Holding] | None = None,
    qualifications: Sequence[Holding] = (),
    by: Viewer | None = None,
) -> Volunteer:
    """A volunteer who has served for a year and whose clearances hold for another two."""
    begun = started_on or clock.today() - timedelta(days=365)
    held = [Holding(code, begun, clock.today() + timedelta(days=730)) for code in SPECIALS_CLEARANCES]
    return service.enrol(
        account_id=(account or an_account(Role.APPLICANT, full_name=f"{first_name} {last_name}")).id,
        first_name=first_name, last_name=last_name, birth_date=birth_date, strand=strand, area=area,
        unit_id=unit_id, rank=rank, grade=grade, started_on=begun,
        clearances=held if clearances is None else clearances, references={}, qualifications=qualifications,
        by=by or a_viewer(Role.COORDINATOR),
    )  # fmt: skip


def signed_in(client: FlaskClient, account: Account) -> FlaskClient:
    """The client as this account's browser after signing in: a real sign-in, its token in the cookie."""
    token = service.begin_sign_in(account.id, lasts=timedelta(hours=1))
    with client.session_transaction() as cookie:
        cookie["_user_id"] = token
        cookie["_fresh"] = True
    return client
