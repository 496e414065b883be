"""How a force file says how those who serve are looked after, and what is said of a broken part."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.forces.rules.test_reading import a_force_file, faults_after, read
from volunteers.forces.rules.records import KIT

BROKEN: list[tuple[str, Callable[[dict[str, Any]], object], str, str]] = [
    ("missing", lambda c: c.pop("records"), "records", "is missing"),
    ("unknown strand", lambda r: r["records"]["review_months"].update(horses={"value": 1, "confirm": True}),
     "records.review_months.horses", "is not a key"),
    ("no months", lambda c: c["records"]["review_months"]["cadets"].update(value=0),
     "records.review_months.cadets.value", "above 0"),
    ("years", lambda c: c["records"]["milestone_years"].update(value=[1, "two"]), "records.milestone_years.value",
     "must be a list of whole years"),
    ("no source", lambda c: c["records"]["milestone_years"].pop("confirm"), "records.milestone_years.source", "is m"),
    ("leave", lambda c: c["records"]["leave_counts"].update(value="no"), "records.leave_counts.value", "true or false"),
    ("no flag", lambda c: c["records"]["leave_counts"].pop("value"), "records.leave_counts.value", "is missing"),
    ("kit twice", lambda c: c["records"]["kit"].append({"code": "radio", "name": "R"}), "records.kit", "2 times"),
    ("kit code", lambda c: c["records"]["kit"][0].update(code="A B"), "records.kit[1].code", "small letters"),
]  # fmt: skip


@pytest.mark.parametrize(("breaking", "key", "reason"), [pytest.param(*row[1:], id=row[0]) for row in BROKEN])
def test_each_fault_is_named_by_its_key(breaking: Callable[[dict[str, Any]], object], key: str, reason: str) -> None:
    found = faults_after(breaking)
    assert any(at == key and reason in why for at, why in found), found


def test_nothing_of_it_has_a_source_yet_so_the_force_must_confirm_it() -> None:
    force = read(a_force_file())
    for key in ("review_months.special_constabulary", "milestone_years", "medal_years", "leave_counts"):
        assert force.must_confirm(f"records.{key}")
    assert force.records.months_to_review("special_constabulary") == 12
    assert force.records.months_to_review("farm_watch") is None


def test_a_force_that_names_no_kit_has_the_usual_kinds() -> None:
    content = a_force_file()
    del content["records"]["kit"]
    records = read(content).records
    assert records.kit == KIT
    radio = records.kit_kind("radio")
    assert radio is not None
    assert radio.has_serial
    assert records.kit_kind("sword") is None
