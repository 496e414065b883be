"""Finding things in a force by code."""

import pytest

from volunteers.errors import NotFound
from volunteers.forces.queries import load_force

FORCE = load_force("avon_and_somerset")


def test_areas_contacts_and_roles_are_found_by_code() -> None:
    assert FORCE.area("bristol").name == "Bristol"
    assert FORCE.contact("cadets").endswith(".example")
    assert FORCE.role("driver").needs_driving


def test_an_unknown_area_contact_or_role_is_not_found() -> None:
    with pytest.raises(NotFound):
        FORCE.area("london")
    with pytest.raises(NotFound):
        FORCE.contact("horses")
    with pytest.raises(NotFound):
        FORCE.role("chief")


def test_a_number_says_where_it_was_seen_and_whether_it_must_be_confirmed() -> None:
    assert FORCE.source_of("numbers.special_minimum_hours_a_month") is not None
    assert not FORCE.must_confirm("numbers.special_minimum_hours_a_month")
    assert FORCE.source_of("numbers.non_police_vetting_years") is None
    assert FORCE.must_confirm("numbers.non_police_vetting_years")
