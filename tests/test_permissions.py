"""Who may do what, and where: pairs, never strands times areas."""

import pytest
from sqlalchemy import column, literal_column, select
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Session

from volunteers.permissions import ROLE_PERMISSIONS, STAFF_ROLES, Grant, Permission, Role, Viewer

P = Permission
CROSSED = frozenset(
    {Grant(Role.COORDINATOR, "cadets", "bristol"), Grant(Role.COORDINATOR, "special_constabulary", "somerset")}
)


def viewer(*grants: Grant) -> Viewer:
    return Viewer(1, "Casey", frozenset(grants))


@pytest.mark.parametrize(
    ("strand", "area", "may"),
    [
        ("cadets", "bristol", True),
        ("special_constabulary", "somerset", True),
        ("cadets", "somerset", False),
        ("special_constabulary", "bristol", False),
        ("cadets", None, False),
    ],
)
def test_a_crossed_pair_is_not_held(strand: str, area: str | None, may: bool) -> None:
    assert viewer(*CROSSED).may_in(P.APPLICATION_READ, strand, area) is may


@pytest.mark.parametrize(
    ("grant", "strand", "area", "covers"),
    [
        (Grant(Role.COORDINATOR), "cadets", "bristol", True),
        (Grant(Role.COORDINATOR), "cadets", None, True),
        (Grant(Role.COORDINATOR, "cadets"), "cadets", None, True),
        (Grant(Role.COORDINATOR, "cadets"), "farm_watch", "bristol", False),
        (Grant(Role.COORDINATOR, None, "bristol"), "farm_watch", "bristol", True),
        (Grant(Role.COORDINATOR, None, "bristol"), "farm_watch", None, False),
    ],
)
def test_nothing_named_stands_for_all(grant: Grant, strand: str, area: str | None, covers: bool) -> None:
    assert grant.covers(strand, area) is covers


def test_the_rights_of_one_role_are_not_held_over_the_area_of_another() -> None:
    both = viewer(Grant(Role.COORDINATOR, "cadets", "bristol"), Grant(Role.VETTING_OFFICER))
    assert both.may_in(P.VETTING_SET, "farm_watch", "somerset")
    assert not both.may_in(P.APPLICATION_MOVE, "farm_watch", "somerset")


@pytest.mark.parametrize("grants", [(), tuple(CROSSED), (Grant(Role.COORDINATOR),), (Grant(Role.AUDITOR),)])
def test_a_query_is_narrowed_to_just_what_one_may(session: Session, grants: tuple[Grant, ...]) -> None:
    someone = viewer(*grants)
    for strand in ("cadets", "special_constabulary"):
        for area in ("bristol", "somerset"):
            within = someone.within(P.APPLICATION_READ, literal_column(f"'{strand}'"), literal_column(f"'{area}'"))
            assert session.scalar(select(within)) is someone.may_in(P.APPLICATION_READ, strand, area)


def test_scope_reaches_the_database_as_values_not_as_words() -> None:
    sly = viewer(Grant(Role.COORDINATOR, "x' OR true --", None))
    condition = sly.within(P.APPLICATION_READ, column("strand"), column("area"))
    assert "OR true" not in str(condition.compile(dialect=postgresql.dialect()))


@pytest.mark.parametrize(
    ("role", "permission"),
    [
        (Role.ADMINISTRATOR, P.APPLICATION_READ),
        (Role.ADMINISTRATOR, P.VOLUNTEER_READ),
        (Role.OPCC_ANALYST, P.APPLICATION_READ),
        (Role.OPCC_ANALYST, P.VOLUNTEER_READ),
        (Role.AUDITOR, P.APPLICATION_READ),
        (Role.COORDINATOR, P.VETTING_SET),
        (Role.SUPERVISOR, P.APPLICATION_READ),
        (Role.VETTING_OFFICER, P.APPLICATION_MOVE),
        (Role.VOLUNTEER, P.ATTENDANCE_RECORD),
        (Role.APPLICANT, P.DUTY_BOOK),
    ],
)
def test_what_nobody_in_the_role_may(role: Role, permission: Permission) -> None:
    assert permission not in ROLE_PERMISSIONS[role]


def test_everyone_may_look_after_their_own_account_and_nobody_holds_nothing() -> None:
    assert set(ROLE_PERMISSIONS) == set(Role)
    assert all(P.OWN_ACCOUNT in held for held in ROLE_PERMISSIONS.values())


@pytest.mark.parametrize("role", list(Role))
def test_staff_are_whoever_is_not_an_applicant_or_a_volunteer(role: Role) -> None:
    assert viewer(Grant(role)).is_staff is (role in STAFF_ROLES)
    assert viewer(Grant(role)).holds(role)
    assert not viewer().holds(role)
