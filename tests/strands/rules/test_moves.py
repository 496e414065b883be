"""One function judges every move, and refuses in words."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.strands.rules.builders import CHECKS, ON, a_fact, a_pipeline, facts
from volunteers.errors import Refusal
from volunteers.permissions import Permission
from volunteers.strands.rules import (
    CheckFact,
    Party,
    moves_from,
    parties_awaited,
    reason_is_needed,
    refusals_of_checks,
    refusals_to_move,
)

PASSED = facts(a_fact("vetting"), a_fact("talk"))


def anything(_: Permission) -> bool:
    return True


def only(*permissions: Permission) -> Callable[[Permission], bool]:
    return lambda permission: permission in permissions


def refusals(from_stage: str, to_stage: str, **changes: Any) -> list[Refusal]:
    asked: dict[str, Any] = {"checks": PASSED, "definitions": CHECKS, "on": ON, "may": anything, "reason": None}
    return refusals_to_move(a_pipeline(), from_stage=from_stage, to_stage=to_stage, **(asked | changes))


@pytest.mark.parametrize(
    ("from_stage", "to_stage", "reason"),
    [
        ("draft", "submitted", None),
        ("submitted", "meeting", None),
        ("meeting", "training", None),
        ("training", "appointed", None),
        ("meeting", "unsuccessful", "No place this year."),
        ("training", "meeting", "To talk again."),
        ("training", "withdrawn", None),
    ],
)
def test_a_move_in_the_table_with_all_it_needs_is_allowed(from_stage: str, to_stage: str, reason: str | None) -> None:
    assert refusals(from_stage, to_stage, reason=reason) == []


@pytest.mark.parametrize(
    ("from_stage", "to_stage", "code", "message"),
    [
        ("nowhere", "meeting", "unknown_stage", "There is no stage called “nowhere” for this kind of volunteering."),
        ("meeting", "nowhere", "unknown_stage", "There is no stage called “nowhere” for this kind of volunteering."),
        ("meeting", "meeting", "already_there", "This application is already at Meeting."),
        (
            "submitted",
            "appointed",
            "not_a_move",
            "An application cannot move from Submitted to Appointed. "
            "From Submitted it can move to Meeting, Unsuccessful or Withdrawn.",
        ),
        (
            "draft",
            "withdrawn",
            "not_a_move",
            "An application cannot move from Draft to Withdrawn. From Draft it can move to Submitted.",
        ),
        (
            "withdrawn",
            "meeting",
            "not_a_move",
            "This application ended at Withdrawn and cannot be moved to Meeting.",
        ),
    ],
)
def test_a_move_outside_the_table_is_refused_in_words(from_stage: str, to_stage: str, code: str, message: str) -> None:
    assert refusals(from_stage, to_stage) == [Refusal(code, message)]


@pytest.mark.parametrize(
    ("to_stage", "held", "allowed"),
    [
        ("appointed", [Permission.APPLICATION_CLEAR], True),
        ("appointed", [Permission.APPLICATION_MOVE], False),
        ("withdrawn", [Permission.APPLICATION_MOVE], True),
        ("withdrawn", [Permission.APPLICATION_APPLY], True),
        ("withdrawn", [Permission.APPLICATION_READ], False),
        ("unsuccessful", [Permission.APPLICATION_APPLY], False),
        ("unsuccessful", [], False),
    ],
)
def test_a_move_takes_the_permission_of_the_stage_it_leads_to(
    to_stage: str, held: list[Permission], allowed: bool
) -> None:
    found = refusals("training", to_stage, may=only(*held), reason="Said so.")
    assert [refusal.code for refusal in found] == ([] if allowed else ["not_permitted"])
    assert allowed or to_stage.capitalize() in found[0].message


@pytest.mark.parametrize(
    ("fact", "code", "message", "clears_on"),
    [
        (None, "vetting_missing", "Vetting has not been passed yet.", None),
        (
            a_fact("vetting", passed=False, state_words="asked for on 3 May"),
            "vetting_missing",
            "Vetting has not been passed yet. Now: asked for on 3 May.",
            None,
        ),
        (a_fact("vetting", passed=False, failed=True), "vetting_failed", "Vetting was not passed.", None),
        (
            a_fact("vetting", valid_until=date(2026, 5, 3)),
            "vetting_lapsed",
            "Vetting ran out on 3 May 2026 and has to be renewed.",
            None,
        ),
        (
            a_fact("vetting", valid_from=date(2026, 5, 12)),
            "vetting_not_begun",
            "Vetting counts from 12 May 2026.",
            date(2026, 5, 12),
        ),
    ],
)
def test_a_needed_check_that_does_not_hold_says_which_who_and_from_when(
    fact: CheckFact | None, code: str, message: str, clears_on: date | None
) -> None:
    checks = facts(a_fact("talk"), *([fact] if fact else []))
    expected = Refusal(code, message, "the vetting officer", clears_on)
    assert refusals("meeting", "training", checks=checks) == [expected]


def test_everything_in_the_way_comes_at_once_in_the_order_of_the_table() -> None:
    found = refusals("meeting", "training", checks={}, may=only())
    assert [refusal.code for refusal in found] == ["not_permitted", "vetting_missing", "talk_missing"]
    assert [refusal.who for refusal in found] == [None, "the vetting officer", "the coordinator"]


def test_a_needed_check_that_is_not_set_up_is_refused_in_words() -> None:
    (refusal,) = refusals_of_checks(["swimming"], checks=PASSED, definitions=CHECKS, on=ON)
    assert refusal.code == "unknown_check"
    assert "swimming" in refusal.message


@pytest.mark.parametrize("reason", [None, "", "  "])
@pytest.mark.parametrize(
    ("to_stage", "message"),
    [
        ("unsuccessful", "Give a reason to move it to Unsuccessful."),
        ("meeting", "Give a reason to send it back to Meeting."),
    ],
)
def test_declining_and_sending_back_need_a_reason(to_stage: str, message: str, reason: str | None) -> None:
    assert refusals("training", to_stage, reason=reason) == [Refusal("reason_needed", message)]
    assert reason_is_needed(a_pipeline(), from_stage="training", to_stage=to_stage)


@pytest.mark.parametrize("to_stage", ["appointed", "withdrawn", "nowhere"])
def test_other_moves_need_no_reason(to_stage: str) -> None:
    assert not reason_is_needed(a_pipeline(), from_stage="training", to_stage=to_stage)


def test_going_back_is_not_held_up_by_a_lapsed_check() -> None:
    pipeline = a_pipeline(meeting={"needs": ("vetting",)})
    lapsed = facts(a_fact("vetting", valid_until=date(2026, 1, 1)))
    asked: dict[str, Any] = {"checks": lapsed, "definitions": CHECKS, "on": ON, "may": anything, "reason": "Renew."}
    assert refusals_to_move(pipeline, from_stage="training", to_stage="meeting", **asked) == []
    forward = refusals_to_move(pipeline, from_stage="submitted", to_stage="meeting", **asked)
    assert [refusal.code for refusal in forward] == ["vetting_lapsed"]


def test_the_options_say_what_stands_in_the_way_of_each() -> None:
    options = moves_from(
        a_pipeline(), from_stage="meeting", checks={}, definitions=CHECKS, on=ON, may=only(Permission.APPLICATION_MOVE)
    )
    assert [(option.stage.code, option.is_open) for option in options] == [
        ("training", False),
        ("unsuccessful", True),
        ("withdrawn", True),
    ]
    assert [refusal.code for refusal in options[0].refusals] == ["vetting_missing", "talk_missing"]


@pytest.mark.parametrize(("from_stage", "may"), [("nowhere", anything), ("withdrawn", anything), ("meeting", only())])
def test_where_there_is_nothing_to_do_there_are_no_options(from_stage: str, may: Callable[[Permission], bool]) -> None:
    assert moves_from(a_pipeline(), from_stage=from_stage, checks={}, definitions=CHECKS, on=ON, may=may) == []


@pytest.mark.parametrize(
    ("stage", "checks", "expected"),
    [
        ("meeting", {}, (Party.VETTING_OFFICER, Party.COORDINATOR)),
        ("meeting", facts(a_fact("talk")), (Party.VETTING_OFFICER,)),
        ("meeting", PASSED, (Party.APPLICANT,)),
        ("submitted", {}, (Party.COORDINATOR,)),
        ("nowhere", {}, ()),
    ],
)
def test_who_has_to_act_now(stage: str, checks: dict[str, CheckFact], expected: tuple[Party, ...]) -> None:
    pipeline = a_pipeline(meeting={"waiting_on": Party.APPLICANT})
    assert parties_awaited(pipeline, stage, checks=checks, definitions=CHECKS, on=ON) == expected


def test_a_party_with_two_checks_to_do_is_named_once() -> None:
    definitions = tuple(replace(check, waiting_on=Party.FORCE) for check in CHECKS)
    assert parties_awaited(a_pipeline(), "meeting", checks={}, definitions=definitions, on=ON) == (Party.FORCE,)
