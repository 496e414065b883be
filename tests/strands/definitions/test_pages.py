"""The six pages are sound, and say what the force's file says."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from volunteers.forces.queries import load_force
from volunteers.forces.rules import SUBJECTS
from volunteers.permissions import Permission
from volunteers.strands.definitions import specials
from volunteers.strands.queries import PAGES, all_strands, get_strand
from volunteers.strands.rules import (
    CheckFact,
    Outcome,
    Strand,
    StrandCode,
    faults_of,
    judge_eligibility,
    refusals_to_move,
)

ON = date(2026, 5, 4)
SPECIALS = get_strand(StrandCode.SPECIAL_CONSTABULARY)
FORCE = load_force("avon_and_somerset")
each_strand = pytest.mark.parametrize("strand", all_strands(), ids=lambda strand: strand.slug)


def codes(strand: Strand, from_stage: str, to_stage: str, *lacking: str) -> list[str]:
    checks = {check.code: CheckFact(check.code, passed=check.code not in lacking) for check in strand.checks}
    found = refusals_to_move(
        strand.pipeline,
        from_stage=from_stage,
        to_stage=to_stage,
        checks=checks,
        definitions=strand.checks,
        on=ON,
        may=lambda _: True,
        reason="Because.",
    )
    return [refusal.code for refusal in found]


@each_strand
def test_every_page_is_sound(strand: Strand) -> None:
    assert faults_of(strand) == []


@each_strand
def test_every_page_can_be_walked_from_draft_to_appointed_by_the_usual_way(strand: Strand) -> None:
    for here, there in pairwise(stage.code for stage in strand.pipeline.path):
        onward = strand.pipeline.onward(here)
        assert onward is not None
        assert onward.code == there
        assert codes(strand, here, there) == []


@each_strand
def test_no_one_is_cleared_for_duty_without_the_right_to_clear_or_a_clearance(strand: Strand) -> None:
    assert strand.pipeline.appointed.permission is Permission.APPLICATION_CLEAR
    last = strand.pipeline.open_stages[-1].code
    for check in strand.duty.clearances:
        assert f"{check}_missing" in codes(strand, last, "appointed", check)


@each_strand
def test_every_page_is_filled_in(strand: Strand) -> None:
    words = [strand.name, strand.member, strand.purpose, strand.commitment, strand.appointment_word, strand.contact]
    words += [stage.explains for stage in strand.pipeline.stages] + [check.explains for check in strand.checks]
    words += [section.words for section in strand.asks] + list(strand.what_you_do)
    words += [condition.words for condition in strand.criteria.conditions]
    assert all(word.strip() for word in words)
    assert strand.contact.endswith(".example")


def test_codes_slugs_and_prefixes_tell_strands_apart_and_each_has_a_contact() -> None:
    strands = all_strands()
    for values in ([s.code for s in strands], [s.slug for s in strands], [s.reference_prefix for s in strands]):
        assert len(set(values)) == len(PAGES)
    assert set(SUBJECTS) == {"general", "privacy", *StrandCode}


def test_the_stages_of_a_special() -> None:
    assert [stage.code for stage in SPECIALS.pipeline.path] == [
        "draft",
        "submitted",
        "sift",
        "interview",
        "pre_employment_checks",
        "intake",
        "training",
        "attestation",
        "appointed",
    ]


@pytest.mark.parametrize(
    ("from_stage", "to_stage"),
    [("pre_employment_checks", "intake"), ("intake", "training"), ("training", "attestation")],
)
def test_a_special_without_vetting_comes_no_nearer_to_being_attested(from_stage: str, to_stage: str) -> None:
    assert codes(SPECIALS, from_stage, to_stage, "vetting") == ["vetting_missing"]


@pytest.mark.parametrize(
    ("from_stage", "to_stage"),
    [("intake", "pre_employment_checks"), ("training", "intake"), ("attestation", "training")],
)
def test_a_special_can_be_sent_back_where_something_has_to_be_done_again(from_stage: str, to_stage: str) -> None:
    assert codes(SPECIALS, from_stage, to_stage, "vetting", "training") == []


def test_the_numbers_of_a_force_reach_its_page() -> None:
    numbers = replace(
        FORCE.numbers,
        special_minimum_age=21,
        special_minimum_hours_a_month=20,
        personal_safety_training_months=6,
        recruitment_vetting_years=7,
        rest_hours=12,
    )
    page = specials.page(replace(FORCE, numbers=numbers))
    assert page.criteria.minimum_age == 21
    assert "20 hours" in page.commitment
    assert page.check("personal_safety_training").valid_months == 6
    assert page.check("vetting").valid_months == 84
    assert page.duty.rest_hours == 12
    assert judge_eligibility(page.eligibility, {"age": date(2007, 1, 1)}, ON)[0].outcome is Outcome.NOT_YET


def test_a_special_needs_vetting_a_medical_and_safety_training_for_a_duty() -> None:
    duty = SPECIALS.duty
    assert duty.clearances == ("vetting", "medical", "personal_safety_training")
    assert not SPECIALS.reaches("in_training", "accompanied")
    assert (duty.lowest_grade, duty.rest_hours) == ("accompanied", 11)
    assert set(specials.LIMITS) == set(duty.to_confirm)
