"""Who may do what, and where: pairs, never strands times areas."""

import pytest
from sqlalchemy import column, literal_column, select
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Session

from volunteers.permissions import CHILDRENS_STRAND, ROLE_PERMISSIONS, STAFF_ROLES, Grant, Permission, Role, Viewer
from volunteers.strands.rules import StrandCode

P = Permission
CROSSED = frozenset(
    {Grant(Role.COORDINATOR, "cadets", "bristol"), Grant(Role.COORDINATOR, "special_constabulary", "somerset")}
)
CLEARED = Grant(Role.CLEARED_FOR_CHILDREN)
WITH_A_PERSON = [P.APPLICATION_READ, P.VOLUNTEER_READ, P.DUTY_READ, P.OPENING_EDIT, P.HEALTH_READ, P.FLOW_READ]


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
    assert viewer(*CROSSED, CLEARED).may_in(P.APPLICATION_READ, strand, area) is may


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


@pytest.mark.parametrize(
    "grants",
    [
        (),
        tuple(CROSSED),
        (*CROSSED, CLEARED),
        (Grant(Role.COORDINATOR),),
        (Grant(Role.COORDINATOR), CLEARED),
        (Grant(Role.COORDINATOR, "cadets"),),
        (Grant(Role.AUDITOR), CLEARED),
    ],
)
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
    assert [role for role, held in ROLE_PERMISSIONS.items() if P.OWN_ACCOUNT not in held] == [CLEARED.role]


def test_staff_and_nobody_else_are_asked_again_who_they_are() -> None:
    assert {role for role, held in ROLE_PERMISSIONS.items() if P.ACCOUNT_CONFIRM in held} == STAFF_ROLES


def test_being_cleared_for_children_opens_nothing_and_makes_nobody_staff() -> None:
    assert ROLE_PERMISSIONS[CLEARED.role] == frozenset()
    assert CLEARED.role not in STAFF_ROLES
    assert not viewer(CLEARED).is_staff
    assert not any(viewer(CLEARED).may(permission) for permission in Permission)


def test_the_childrens_strand_is_one_of_the_strands() -> None:
    assert CHILDRENS_STRAND == StrandCode.CADETS


@pytest.mark.parametrize("permission", WITH_A_PERSON)
@pytest.mark.parametrize("grant", [Grant(Role.COORDINATOR), Grant(Role.COORDINATOR, "cadets", "bristol")])
def test_staff_meet_cadets_only_when_cleared_for_it(session: Session, permission: Permission, grant: Grant) -> None:
    pair = literal_column("'cadets'"), literal_column("'bristol'")
    for someone, may in ((viewer(grant), False), (viewer(grant, CLEARED), True)):
        assert someone.may_in(permission, "cadets", "bristol") is may
        assert someone.may_in_strand(permission, "cadets") is may
        assert session.scalar(select(someone.within(permission, *pair))) is may
        assert someone.may(permission), "their other strands are theirs"


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.VETTING_OFFICER])
def test_so_do_supervisors_and_vetting_officers(role: Role) -> None:
    permission = P.DUTY_EDIT if role is Role.SUPERVISOR else P.VETTING_SET
    assert not viewer(Grant(role)).may_in(permission, "cadets", "bristol")
    assert viewer(Grant(role), CLEARED).may_in(permission, "cadets", "bristol")
    assert viewer(Grant(role)).may_in(permission, "farm_watch", "bristol")


def test_what_is_a_persons_own_needs_no_clearance() -> None:
    assert viewer(Grant(Role.VOLUNTEER)).may_in(P.DUTY_BOOK, "cadets", "bristol")
    assert viewer(Grant(Role.APPLICANT)).may_in(P.APPLICATION_SEE_OWN, "cadets", "bristol")


def test_figures_say_nothing_of_a_child() -> None:
    assert viewer(Grant(Role.OPCC_ANALYST)).may_in(P.TRENDS_READ, "cadets", "bristol")
    assert viewer(Grant(Role.ADMINISTRATOR)).may_in(P.PIPELINE_EDIT, "cadets", None)


@pytest.mark.parametrize("role", list(Role))
def test_staff_are_whoever_is_not_an_applicant_or_a_volunteer(role: Role) -> None:
    assert viewer(Grant(role)).is_staff is (role in STAFF_ROLES)
    assert viewer(Grant(role)).holds(role)
    assert not viewer().holds(role)
