"""Who may be given which role, and how an account stands: plain tables."""

from datetime import UTC, datetime, timedelta

import pytest

from volunteers.people.rules.accounts import (
    DOES,
    GIVEN,
    NAMES,
    AccountState,
    needs_second,
    refusals_to_grant,
    roles_to_give,
    state_of_account,
)
from volunteers.people.rules.acts import in_words, particulars, who_in_words
from volunteers.permissions import STAFF_ROLES, Grant, Role

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
SPECIALS, CADETS = "special_constabulary", "cadets"
IN_BRISTOL = Grant(Role.COORDINATOR, SPECIALS, "bristol")


@pytest.mark.parametrize(
    ("grant", "held", "code"),
    [
        (IN_BRISTOL, [], None),
        (IN_BRISTOL, [Grant(Role.SUPERVISOR)], None),
        (IN_BRISTOL, [Grant(Role.COORDINATOR, CADETS, "bristol")], None),
        (Grant(Role.COORDINATOR, SPECIALS), [IN_BRISTOL], None),
        (IN_BRISTOL, [IN_BRISTOL], "already_held"),
        (IN_BRISTOL, [Grant(Role.COORDINATOR, SPECIALS)], "already_held"),
        (Grant(Role.AUDITOR), [], None),
        (Grant(Role.AUDITOR), [Grant(Role.AUDITOR)], "already_held"),
        (Grant(Role.AUDITOR, SPECIALS), [], "not_scoped"),
        (Grant(Role.OPCC_ANALYST, None, "bristol"), [], "not_scoped"),
        (Grant(Role.VETTING_OFFICER, SPECIALS), [], None),
        (Grant(Role.CLEARED_FOR_CHILDREN), [], None),
        (Grant(Role.CLEARED_FOR_CHILDREN, CADETS), [], "not_scoped"),
        (Grant(Role.VOLUNTEER), [], "not_staff"),
        (Grant(Role.APPLICANT), [], "not_staff"),
    ],
)
def test_a_role_is_given_where_it_makes_sense(grant: Grant, held: list[Grant], code: str | None) -> None:
    assert [refusal.code for refusal in refusals_to_grant(grant, held)] == ([code] if code else [])


@pytest.mark.parametrize(
    ("role", "two"),
    [
        (Role.COORDINATOR, False),
        (Role.SUPERVISOR, False),
        (Role.OPCC_ANALYST, False),
        (Role.VETTING_OFFICER, True),
        (Role.AUDITOR, True),
        (Role.ADMINISTRATOR, True),
    ],
)
def test_some_roles_take_two_administrators(role: Role, two: bool) -> None:
    assert needs_second([Grant(Role.COORDINATOR), Grant(role)]) is two
    assert (role in {one.role for one in roles_to_give(alone=True)}) is not two


def test_every_role_has_a_name_and_every_staff_role_a_purpose() -> None:
    assert set(NAMES) == set(Role)
    assert set(DOES) == GIVEN == STAFF_ROLES | {Role.CLEARED_FOR_CHILDREN}


@pytest.mark.parametrize(
    ("disabled", "expires", "state"),
    [
        (None, None, AccountState.OPEN),
        (None, timedelta(seconds=1), AccountState.WAITING),
        (None, timedelta(0), AccountState.RAN_OUT),
        (timedelta(0), None, AccountState.DISABLED),
        (timedelta(0), timedelta(hours=1), AccountState.DISABLED),
    ],
)
def test_how_an_account_stands(disabled: timedelta | None, expires: timedelta | None, state: AccountState) -> None:
    disabled_at, expires_at = (None if away is None else NOW + away for away in (disabled, expires))
    found = state_of_account(disabled_at, expires_at, NOW)
    assert found is state
    assert found.words
    assert found.tone


@pytest.mark.parametrize(("code", "words"), [("check_recorded", "Check recorded"), ("signed_in", "Signed in")])
def test_acts_are_read_as_words(code: str, words: str) -> None:
    assert in_words(code) == words


@pytest.mark.parametrize(
    ("account_id", "name", "words"),
    [(None, None, "Nobody signed in"), (4, "Jo Bly", "Jo Bly"), (4, "", "Account 4"), (4, None, "Account 4")],
)
def test_who_acted(account_id: int | None, name: str | None, words: str) -> None:
    assert who_in_words(account_id, name) == words


def test_particulars_are_lines_in_a_fixed_order() -> None:
    details = {
        "to_stage": "in_training",
        "fields": ["state", "result_on"],
        "area": None,
        "none": [],
        "published": False,
    }
    assert particulars(details) == ("Fields: state, result on", "None: none", "Published: no", "To stage: in training")
