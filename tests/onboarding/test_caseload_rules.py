"""Whose turn it is, who sees what, and the order of a caseload."""

from datetime import UTC, date, datetime, timedelta

import pytest

from volunteers.onboarding.rules import (
    CaseRecord,
    CheckState,
    Place,
    awaited,
    begins_after,
    checks_in_brief,
    decision_is_due,
    due_in_brief,
    fact_of,
    line_of,
    sights_of,
    slots_of,
    vetting_stages,
)
from volunteers.permissions import Grant, Role, Viewer
from volunteers.strands.queries import get_strand
from volunteers.strands.rules import CheckFact, Lateness, Party

TODAY = date(2026, 3, 10)
SPECIALS = get_strand("special_constabulary")
CADETS = get_strand("cadets")
GATHERED = ("references", "fitness", "medical", "biometrics_and_drugs", "vetting")


def facts(*codes: str, failed: str = "", lapsed: str = "") -> dict[str, CheckFact]:
    found = {code: fact_of(code, CheckState.PASSED, None, date(2026, 1, 1), None) for code in codes}
    if failed:
        found[failed] = fact_of(failed, CheckState.FAILED, None, date(2026, 1, 1), None)
    if lapsed:
        found[lapsed] = fact_of(lapsed, CheckState.PASSED, None, date(2025, 1, 1), date(2026, 3, 9))
    return found


@pytest.mark.parametrize(
    ("stage", "known", "due", "parties"),
    [
        ("submitted", facts(), False, (Party.COORDINATOR,)),
        ("sift", facts(), False, (Party.APPLICANT,)),
        ("sift", facts("sift"), True, (Party.COORDINATOR,)),
        ("sift", facts(failed="sift"), True, (Party.COORDINATOR,)),
        ("interview", facts("sift"), False, (Party.COORDINATOR,)),
        ("pre_employment_checks", facts(*GATHERED[:4]), False, (Party.VETTING_OFFICER,)),
        ("pre_employment_checks", facts(*GATHERED), True, (Party.COORDINATOR,)),
        ("pre_employment_checks", facts(failed="medical"), True, (Party.COORDINATOR,)),
        ("pre_employment_checks", facts(*GATHERED, lapsed="vetting"), False, (Party.VETTING_OFFICER,)),
        ("intake", facts(*GATHERED), False, (Party.TRAINER,)),
        ("intake", facts(*GATHERED, lapsed="medical"), False, (Party.MEDICAL_PROVIDER,)),
        ("appointed", facts(), False, (Party.NOBODY,)),
        ("unsuccessful", facts(failed="sift"), False, (Party.NOBODY,)),
    ],
)
def test_whose_turn_it_is(stage: str, known: dict[str, CheckFact], due: bool, parties: tuple[Party, ...]) -> None:
    assert decision_is_due(SPECIALS, stage, known, TODAY) is due
    assert awaited(SPECIALS, stage, known, TODAY) == parties


@pytest.mark.parametrize(
    ("stage", "known", "checks", "due"),
    [
        ("submitted", facts(), "", "Review, then move to Online sift"),
        (
            "interview",
            facts("sift"),
            "0 of 3 in. Missing: Interview, Identity, Right to work",
            "Record Interview, Identity and Right to work",
        ),
        (
            "pre_employment_checks",
            facts("references", "fitness", "medical"),
            "3 of 5 in. Missing: Biometrics and drugs test, Recruitment vetting",
            "Record Biometrics and drugs test and Recruitment vetting",
        ),
        ("pre_employment_checks", facts(*GATHERED), "All in", "Move to Offer and intake"),
        (
            "pre_employment_checks",
            facts(*GATHERED[1:], failed="references"),
            "4 of 5 in. Missing: References",
            "Decide: References not passed",
        ),
        (
            "attestation",
            facts("attestation", "vetting", "medical", "personal_safety_training"),
            "All in",
            "Clear for duty",
        ),
    ],
)
def test_checks_and_what_is_due_in_brief(stage: str, known: dict[str, CheckFact], checks: str, due: str) -> None:
    assert checks_in_brief(SPECIALS, stage, known, TODAY) == checks
    assert due_in_brief(SPECIALS, stage, known, TODAY) == due


def viewer(*grants: Grant) -> Viewer:
    return Viewer(1, "Somebody", frozenset({*grants, Grant(Role.CLEARED_FOR_CHILDREN)}))


AREAS = ["bristol", "somerset"]
COORDINATOR, OFFICER = Role.COORDINATOR, Role.VETTING_OFFICER


@pytest.mark.parametrize(
    ("grants", "seen"),
    [
        ([Grant(COORDINATOR, "cadets", "bristol")], [("cadets", "bristol", True)]),
        (
            [Grant(COORDINATOR, "cadets", "bristol"), Grant(COORDINATOR, "special_constabulary", "somerset")],
            [("special_constabulary", "somerset", True), ("cadets", "bristol", True)],
        ),
        ([Grant(OFFICER, "cadets")], [("cadets", "bristol", False), ("cadets", "somerset", False)]),
        (
            [Grant(OFFICER, "cadets"), Grant(COORDINATOR, "cadets", "bristol")],
            [("cadets", "bristol", True), ("cadets", "somerset", False)],
        ),
        ([Grant(Role.OPCC_ANALYST)], []),
    ],
)
def test_pairs_are_never_multiplied(grants: list[Grant], seen: list[tuple[str, str, bool]]) -> None:
    sights = sights_of(viewer(*grants), [SPECIALS, CADETS], AREAS)
    assert [(sight.strand.code, sight.area, sight.is_whole) for sight in sights] == seen


def test_nobody_sees_drafts_and_a_vetting_officer_only_where_vetting_is_gathered() -> None:
    whole = sights_of(viewer(Grant(COORDINATOR)), [SPECIALS], ["bristol"])[0]
    narrow = sights_of(viewer(Grant(OFFICER)), [SPECIALS], ["bristol"])[0]
    assert "draft" not in whole.stages
    assert {"submitted", "appointed", "withdrawn"} <= set(whole.stages)
    assert narrow.stages == vetting_stages(SPECIALS)
    assert narrow.stages == ("pre_employment_checks", "intake", "training", "attestation")


def test_a_strand_without_vetting_is_not_shown_to_a_vetting_officer() -> None:
    assert sights_of(viewer(Grant(OFFICER)), [get_strand("neighbourhood_watch")], AREAS) == []


def test_what_waits_on_the_coordinator_is_one_group_and_the_rest_another() -> None:
    sights = sights_of(viewer(Grant(COORDINATOR)), [SPECIALS], ["bristol"])
    mine = {(slot.stage, slot.decision_due) for slot in slots_of(sights) if slot.group == 0}
    assert {stage for stage, due in mine if not due} == {"submitted", "interview"}
    assert {stage for stage, due in mine if due} == {stage.code for stage in SPECIALS.pipeline.open_stages}


def test_each_slot_goes_on_where_the_page_before_it_ended() -> None:
    sights = sights_of(viewer(Grant(COORDINATOR)), [SPECIALS], ["bristol"])
    mine = next(slot for slot in slots_of(sights) if slot.stage == "interview")
    other = next(slot for slot in slots_of(sights) if slot.stage == "sift" and not slot.decision_due)
    due = datetime(2026, 3, 1, tzinfo=UTC)
    assert begins_after(mine, Place(1, due, 7)) is None
    assert begins_after(other, Place(0, due, 7)) == (datetime(1, 1, 2, tzinfo=UTC), 0)
    assert begins_after(other, Place(1, due, 7)) == (due - timedelta(days=28), 7)


@pytest.mark.parametrize("at", [datetime(2026, 3, 1, 12, 30, 1, 999999, tzinfo=UTC), datetime(1970, 1, 1, tzinfo=UTC)])
def test_a_place_reads_as_it_was_written(at: datetime) -> None:
    place = Place(1, at, 123)
    assert Place.read(place.word) == place


@pytest.mark.parametrize(
    "word", [None, "", "1", "1-2", "a-b-c", "9-1-1", "1-1-99999999999", "1-999999999999999999-1", "-1-2"]
)
def test_a_place_that_is_none_is_none(word: str | None) -> None:
    assert Place.read(word) is None


@pytest.mark.parametrize(
    ("days", "late", "tone"),
    [(42, Lateness.SLOW, "waiting"), (43, Lateness.OVERDUE, "poor"), (21, Lateness.ON_TIME, "quiet")],
)
def test_a_line_says_how_late_it_is(days: int, late: Lateness, tone: str) -> None:
    since = TODAY - timedelta(days=days)
    at = datetime(2026, 1, 1, tzinfo=UTC)
    case = CaseRecord(1, "SC-1", "", "special_constabulary", "bristol", "interview", at, 0)
    line = line_of(case, SPECIALS, {}, since=since, on=TODAY, areas={"bristol": "Bristol"}, is_whole=True)
    assert (line.days, line.lateness, line.tone) == (days, late, tone)
    assert (line.name, line.area, line.is_mine) == ("No name given", "Bristol", True)
