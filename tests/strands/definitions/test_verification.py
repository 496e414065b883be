"""Neighbourhood Watch is verified as the force's file says: by the person, an area representative or the police."""

from dataclasses import replace
from datetime import date

import pytest

from volunteers.forces.queries import load_force
from volunteers.forces.rules import Verification
from volunteers.permissions import Permission
from volunteers.strands.definitions import neighbourhood_watch
from volunteers.strands.rules import CheckFact, Party, Strand, faults_of, parties_awaited, refusals_to_move

FORCE = load_force("avon_and_somerset")
ON = date(2026, 5, 4)
AGREED = CheckFact("neighbours_agree", passed=True)


def verified_by(model: Verification) -> Strand:
    return neighbourhood_watch.page(replace(FORCE, watch_verification=model))


@pytest.mark.parametrize("model", list(Verification))
def test_each_model_is_sound_and_nobody_is_registered_unverified(model: Verification) -> None:
    strand = verified_by(model)
    assert faults_of(strand) == []
    found = refusals_to_move(
        strand.pipeline, from_stage="verification", to_stage="appointed", checks={"neighbours_agree": AGREED},
        definitions=strand.checks, on=ON, may=lambda _: True,
    )  # fmt: skip
    assert [refusal.code for refusal in found] == ["verification_missing"]
    assert strand.check("verification").confirm


@pytest.mark.parametrize(
    ("model", "party", "signs", "needs_evidence", "who"),
    [
        (Verification.SELF, Party.APPLICANT, True, False, "You confirm"),
        (Verification.AREA_REPRESENTATIVE, Party.COORDINATOR, False, True, "The representative"),
        (Verification.POLICE, Party.COORDINATOR, False, False, "The police"),
    ],
)
def test_who_has_to_act_and_what_the_applicant_reads(
    model: Verification, party: Party, signs: bool, needs_evidence: bool, who: str
) -> None:
    strand = verified_by(model)
    check = strand.check("verification")
    assert check.recorded_by is Permission.CHECK_RECORD
    assert bool(check.agrees) is signs
    assert bool(check.evidence and check.evidence.is_needed) is needs_evidence
    assert strand.pipeline.stage("verification").explains == check.explains
    assert check.explains.startswith(who)
    awaited = parties_awaited(
        strand.pipeline, "verification", checks={"neighbours_agree": AGREED}, definitions=strand.checks,
        on=ON,
    )  # fmt: skip
    assert awaited == (party,)
