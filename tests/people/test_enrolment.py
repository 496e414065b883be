"""From cleared for duty to volunteer."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.people.builders import SPECIALS, a_viewer, a_volunteer, an_account, as_viewer
from volunteers.errors import Refused
from volunteers.people import queries, service
from volunteers.people.models import Clearance, RoleGrant
from volunteers.people.rules import Holding
from volunteers.permissions import Permission, Role

VETTING = Holding("vetting", date(2025, 1, 1), date(2034, 12, 31))


def enrolled(account_id: int, **changed: object) -> object:
    good = {
        "account_id": account_id, "first_name": "Alex", "last_name": "Hughes", "birth_date": date(1990, 5, 17),
        "strand": SPECIALS, "area": "somerset", "unit_id": None, "rank": "special_constable", "grade": "accompanied",
        "started_on": date(2025, 3, 1), "clearances": [VETTING], "references": {"vetting": "V/1"},
        "qualifications": [Holding("first_aid", date(2025, 2, 1), None)], "by": a_viewer(Role.COORDINATOR),
    }  # fmt: skip
    return service.enrol(**{**good, **changed})  # type: ignore[arg-type]


def test_a_new_volunteer_serves_from_the_day_with_what_they_hold(session: Session) -> None:
    account = an_account(Role.APPLICANT, full_name="")
    volunteer = enrolled(account.id)

    standing = queries.get_standings([volunteer.id], SPECIALS)[volunteer.id]
    assert standing.name == account.full_name == "Alex Hughes"
    assert standing.area == "somerset"
    assert standing.serves == ((date(2025, 3, 1), None),)
    assert standing.grade_on(date(2025, 3, 1)) == "accompanied"
    assert standing.clearances == (VETTING,)
    assert [one.code for one in standing.qualifications] == ["first_aid"]
    assert session.scalar(select(Clearance.reference)) == "V/1"
    session.refresh(account)
    assert as_viewer(account).may(Permission.DUTY_BOOK)


def test_nobody_serves_twice_at_once_in_one_strand(session: Session) -> None:
    account = an_account(Role.APPLICANT)
    enrolled(account.id)
    with pytest.raises(Refused, match="already serves"):
        enrolled(account.id, started_on=date(2025, 6, 1))


def test_a_second_strand_is_the_same_volunteer(session: Session) -> None:
    account = an_account(Role.APPLICANT)
    first = enrolled(account.id)
    second = enrolled(account.id, strand="cadets", rank=None, clearances=[], qualifications=[])
    assert first is second
    assert queries.find_volunteer_of(account.id) is first
    grants = session.scalars(select(RoleGrant.role).where(RoleGrant.account_id == account.id)).all()
    assert sorted(grants) == [Role.APPLICANT, Role.VOLUNTEER]


def test_standings_take_the_same_number_of_queries_however_many(session: Session) -> None:
    people = [a_volunteer(last_name=f"Number{number}") for number in range(4)]
    standings = queries.get_standings([person.id for person in people], SPECIALS)
    assert [standings[person.id].name for person in people] == [person.name for person in people]
    elsewhere = queries.get_standings([people[0].id], "cadets")[people[0].id]
    assert elsewhere.serves == ()
    assert elsewhere.area is None
