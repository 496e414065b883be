"""Vetting as plain values: levels, enquiries, declarations and outcomes."""

from datetime import date, timedelta

import pytest

from volunteers.forces.queries import current_force
from volunteers.forces.rules import ENQUIRIES, VettingLevel
from volunteers.strands.queries import all_strands, get_strand
from volunteers.strands.rules import Choice, EligibilityRule, Lateness
from volunteers.vetting.rules import (
    OUTCOMES_OF,
    CaseKind,
    CaseState,
    EnquiryDone,
    Outcome,
    OutcomeEntry,
    Said,
    Standing,
    checklist,
    declaration_of,
    left_of,
    level_wanted,
    levels_serving,
    name_of,
    refusals_to_end,
    refusals_to_tick,
    renewal_lateness,
    said_outside,
    state_of,
    waiting_in,
)

ON = date(2026, 3, 10)
DAY = timedelta(days=1)
LEVELS = (
    VettingLevel("nppv_1", "NPPV level 1", ("pnc",)),
    VettingLevel("nppv_2", "NPPV level 2", ("pnc", "pnd")),
    VettingLevel("rv", "Recruitment vetting (RV)", ("pnc", "pnd", "finance")),
)


@pytest.mark.parametrize(
    ("check", "role", "level"),
    [("rv", None, "rv"), ("", 2, "nppv_2"), ("", None, ""), ("nppv_1", None, "nppv_1"), ("", 3, "nppv_3")],
)
def test_the_level_is_that_of_the_role_or_of_the_strand(check: str, role: int | None, level: str) -> None:
    assert level_wanted(check, role) == level


@pytest.mark.parametrize(
    ("wanted", "serving"),
    [
        ("nppv_1", ["nppv_1", "nppv_2", "rv"]),
        ("nppv_2", ["nppv_2", "rv"]),
        ("rv", ["rv"]),
        ("", ["nppv_1", "nppv_2", "rv"]),
    ],
)
def test_a_higher_level_serves_and_a_lower_one_does_not(wanted: str, serving: list[str]) -> None:
    assert [level.code for level in levels_serving(wanted, LEVELS)] == serving


def test_a_level_is_named_and_one_that_nobody_set_says_so() -> None:
    nobody = "The force has not said which level"
    named = [name_of(code, LEVELS) for code in ("rv", "", None, "nppv_9")]
    assert named == ["Recruitment vetting (RV)", nobody, nobody, "NPPV 9"]


def test_every_strand_that_vets_says_its_level_or_leaves_it_to_the_role() -> None:
    levels = {level.code for level in current_force().vetting_levels}
    wanted = {
        strand.code.value: check.level for strand in all_strands() for check in strand.checks if "vetting" in check.code
    }
    assert wanted == {
        "special_constabulary": "rv",
        "police_support_volunteers": "",
        "cadets": "cadet",
        "community_speedwatch": "nppv_1",
    }
    assert {level for level in wanted.values() if level} <= levels
    assert {level_wanted("", role.nppv_level) for role in current_force().roles} <= levels


def test_applications_wait_at_each_stage_before_one_that_needs_vetting() -> None:
    waiting = waiting_in(get_strand("special_constabulary"), 4)
    assert waiting is not None
    assert (waiting.version, waiting.code) == (4, "vetting")
    assert "pre_employment_checks" in waiting.stages
    assert "submitted" not in waiting.stages
    assert waiting_in(get_strand("farm_watch"), 0) is None


class TestEnquiries:
    DONE = EnquiryDone("pnc", ON, "Ruth Calloway")

    def test_the_list_follows_the_level_and_keeps_what_was_made(self) -> None:
        lines = checklist(("pnd", "pnc"), [self.DONE, EnquiryDone("finance", ON, "Ruth Calloway")])
        assert [(line.code, line.done is not None) for line in lines] == [
            ("pnd", False),
            ("pnc", True),
            ("finance", True),
        ]
        assert left_of(lines) == (ENQUIRIES["pnd"],)

    @pytest.mark.parametrize(
        ("codes", "day", "refused"),
        [
            (["pnd"], ON, []),
            (["pnd"], ON + DAY, ["day_in_future"]),
            (["pnd"], None, ["day_missing"]),
            ([], ON, ["nothing_ticked"]),
            (["special_branch"], ON, ["unknown_enquiry"]),
        ],
    )
    def test_ticking(self, codes: list[str], day: date | None, refused: list[str]) -> None:
        lines = checklist(("pnc", "pnd"), [])
        assert [each.code for each in refusals_to_tick(codes, day, lines, ON)] == refused


class TestDeclarations:
    RULE = EligibilityRule(
        "convictions",
        "Have you ever been convicted?",
        (Choice("yes", "I have"), Choice("bail", "On bail"), Choice("no", "No")),
    )

    @pytest.mark.parametrize(
        ("values", "said", "words"),
        [
            ({"answer": "yes"}, Said.YES, "I have"),
            ({"answer": "bail"}, Said.YES, "On bail"),
            ({"answer": "no"}, Said.NO, ""),
            ({"answer": ""}, Said.NOT_ANSWERED, ""),
            ({"answer": None}, Said.NOT_ANSWERED, ""),
            ({"answer": "No"}, Said.NOT_ANSWERED, ""),
            ({"answer": "none"}, Said.NOT_ANSWERED, ""),
            ({"answer": False}, Said.NOT_ANSWERED, ""),
            ({"sealed": True}, Said.NOT_ANSWERED, ""),
            ({}, Said.NOT_ANSWERED, ""),
            (None, Said.NOT_ANSWERED, ""),
        ],
    )
    def test_only_a_no_is_a_no(self, values: dict[str, object] | None, said: Said, words: str) -> None:
        found = declaration_of(self.RULE, values)
        assert (found.said, found.words) == (said, words)

    def test_every_declared_question_of_every_strand_has_one_answer_that_says_no(self) -> None:
        for strand in all_strands():
            for rule in strand.eligibility:
                if rule.question in ("convictions", "finance", "memberships"):
                    said = [declaration_of(rule, {rule.field: choice.value}).said for choice in rule.choices]
                    assert said.count(Said.NO) == 1
                    assert Said.NOT_ANSWERED not in said

    def test_the_three_are_said_differently(self) -> None:
        assert [said.label for said in Said] == ["Yes", "No", "Not answered"]


def a_standing(kind: CaseKind = CaseKind.FIRST, **more: object) -> Standing:
    given: dict[str, object] = {"serving": ("rv",), "left": (), "holds": True, "is_over": False, **more}
    return Standing(kind, **given)  # type: ignore[arg-type]


def a_grant(**more: object) -> OutcomeEntry:
    given: dict[str, object] = {"result_on": ON, "level": "rv", "reference": "RV-1", **more}
    return OutcomeEntry(given.pop("outcome", Outcome.GRANTED), **given)  # type: ignore[arg-type]


def an_end(outcome: Outcome, **more: object) -> OutcomeEntry:
    return OutcomeEntry(outcome, **{"result_on": ON, "reason": "Because", **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("entry", "standing", "refused"),
    [
        (a_grant(), a_standing(), []),
        (a_grant(valid_until=ON), a_standing(), []),
        (a_grant(result_on=None), a_standing(), ["result_without_date"]),
        (a_grant(result_on=ON + DAY), a_standing(), ["result_in_future"]),
        (a_grant(valid_until=ON - DAY), a_standing(), ["validity_before_result"]),
        (a_grant(level=None), a_standing(), ["level_missing"]),
        (a_grant(level="nppv_1"), a_standing(), ["level_too_low"]),
        (a_grant(reference=None), a_standing(), ["reference_missing"]),
        (a_grant(), a_standing(left=("Finance", "Special Branch")), ["enquiry_left", "enquiry_left"]),
        (a_grant(conditions="No driving"), a_standing(), ["conditions_without_grant"]),
        (a_grant(outcome=Outcome.WITH_CONDITIONS), a_standing(), ["conditions_missing"]),
        (a_grant(outcome=Outcome.WITH_CONDITIONS, conditions="No driving"), a_standing(), []),
        (a_grant(), a_standing(is_over=True), ["over"]),
        (OutcomeEntry(Outcome.NOT_NEEDED), a_standing(is_over=True), []),
        (OutcomeEntry(Outcome.NOT_NEEDED), a_standing(), ["outcome_not_possible"]),
        (an_end(Outcome.REFUSED), a_standing(left=("Finance",)), []),
        (an_end(Outcome.REFUSED, reason=None), a_standing(), ["reason_missing"]),
        (an_end(Outcome.REFUSED, valid_until=ON), a_standing(), ["validity_without_grant"]),
        (an_end(Outcome.REFUSED, result_on=None, reason=None), a_standing(), ["result_without_date", "reason_missing"]),
        (an_end(Outcome.WITHDRAWN), a_standing(), ["outcome_not_possible"]),
        (an_end(Outcome.WITHDRAWN), a_standing(CaseKind.REVIEW), []),
        (an_end(Outcome.WITHDRAWN), a_standing(CaseKind.REVIEW, holds=False), ["nothing_to_withdraw"]),
        (an_end(Outcome.REFUSED), a_standing(CaseKind.RENEWAL), []),
        (an_end(Outcome.DISCONTINUED), a_standing(), []),
        (an_end(Outcome.DISCONTINUED, reason=None), a_standing(), ["reason_missing"]),
        (OutcomeEntry(Outcome.UNCHANGED), a_standing(CaseKind.REVIEW), []),
        (OutcomeEntry(Outcome.UNCHANGED), a_standing(), ["outcome_not_possible"]),
    ],
)
def test_how_a_case_may_end(entry: OutcomeEntry, standing: Standing, refused: list[str]) -> None:
    assert [each.code for each in refusals_to_end(entry, standing, ON)] == refused


@pytest.mark.parametrize("outcome", Outcome)
def test_two_people_refuse_and_withdraw_and_one_does_everything_else(outcome: Outcome) -> None:
    assert outcome.takes_two is (outcome in (Outcome.REFUSED, Outcome.WITHDRAWN))
    assert any(outcome in possible for possible in OUTCOMES_OF.values()) is (outcome is not Outcome.NOT_NEEDED)


@pytest.mark.parametrize(
    ("outcome", "reference", "said"),
    [
        (Outcome.GRANTED, "RV-1", "RV-1"),
        (Outcome.WITH_CONDITIONS, "RV-1", "RV-1, with conditions: ask the vetting team"),
        (Outcome.REFUSED, None, None),
        (Outcome.DISCONTINUED, None, "discontinued: they may apply again"),
        (Outcome.WITHDRAWN, "RV-1", "RV-1, withdrawn"),
    ],
)
def test_what_is_said_outside_the_room(outcome: Outcome, reference: str | None, said: str | None) -> None:
    assert said_outside(outcome, reference) == said


@pytest.mark.parametrize(
    ("until", "late"),
    [
        (None, Lateness.ON_TIME),
        (ON + 31 * DAY, Lateness.ON_TIME),
        (ON + 30 * DAY, Lateness.SLOW),
        (ON, Lateness.SLOW),
        (ON - DAY, Lateness.OVERDUE),
    ],
)
def test_how_pressing_a_renewal_is(until: date | None, late: Lateness) -> None:
    assert renewal_lateness(until, ON) is late


@pytest.mark.parametrize(
    ("over", "proposed", "opened", "state"),
    [
        (True, True, True, CaseState.OVER),
        (False, True, True, CaseState.PROPOSED),
        (False, False, True, CaseState.UNDER_WAY),
        (False, False, False, CaseState.NEW),
    ],
)
def test_where_a_case_stands(over: bool, proposed: bool, opened: bool, state: CaseState) -> None:
    assert state_of(is_over=over, is_proposed=proposed, was_opened=opened) is state
