"""A pipeline answers where one stands, what comes next, and how late it is."""

from datetime import date

import pytest

from tests.strands.rules.builders import a_fact, a_pipeline, a_stage
from volunteers.errors import NotFound
from volunteers.strands.rules import Lateness, Party, StageKind, lateness

PIPELINE = a_pipeline()


def test_the_landmarks_of_a_pipeline() -> None:
    assert (PIPELINE.first.code, PIPELINE.submitted.code, PIPELINE.appointed.code) == (
        "draft",
        "submitted",
        "appointed",
    )
    assert (PIPELINE.unsuccessful.code, PIPELINE.withdrawn.code) == ("unsuccessful", "withdrawn")
    assert [stage.code for stage in PIPELINE.open_stages] == ["submitted", "meeting", "training"]
    assert [stage.code for stage in PIPELINE.path] == ["draft", "submitted", "meeting", "training", "appointed"]


def test_an_unknown_stage_is_not_found() -> None:
    assert PIPELINE.find("nowhere") is None
    with pytest.raises(NotFound):
        PIPELINE.stage("nowhere")
    with pytest.raises(NotFound):
        PIPELINE.onward("nowhere")


@pytest.mark.parametrize(
    ("code", "onward", "gathered"),
    [
        ("draft", "submitted", ()),
        ("meeting", "training", ("vetting", "talk")),
        ("training", "appointed", ("vetting",)),
        ("appointed", None, ()),
        ("withdrawn", None, ()),
    ],
)
def test_the_usual_next_stage_and_the_checks_it_waits_for(
    code: str, onward: str | None, gathered: tuple[str, ...]
) -> None:
    found = PIPELINE.onward(code)
    assert (found.code if found else None) == onward
    assert PIPELINE.gathered_at(code) == gathered


@pytest.mark.parametrize(
    ("kind", "final"),
    [
        (StageKind.DRAFT, False),
        (StageKind.OPEN, False),
        (StageKind.APPOINTED, True),
        (StageKind.UNSUCCESSFUL, True),
        (StageKind.WITHDRAWN, True),
    ],
)
def test_which_stages_end_an_application(kind: StageKind, final: bool) -> None:
    assert a_stage("x", kind=kind).is_final is final


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 2, 20), Lateness.ON_TIME),
        (date(2026, 2, 27), Lateness.ON_TIME),
        (date(2026, 2, 28), Lateness.SLOW),
        (date(2026, 3, 13), Lateness.SLOW),
        (date(2026, 3, 14), Lateness.OVERDUE),
    ],
)
def test_lateness_begins_the_day_after_the_usual_and_the_longest_time(on: date, expected: Lateness) -> None:
    since = date(2026, 2, 20)
    stage = a_stage("x", usual_days=7, longest_days=21)
    assert lateness(stage, since=since, on=on) is expected
    assert (stage.usual_by(since), stage.latest_by(since)) == (date(2026, 2, 27), date(2026, 3, 13))


def test_a_stage_without_days_is_never_late() -> None:
    stage = a_stage("x", usual_days=None, longest_days=None)
    assert lateness(stage, since=date(2020, 1, 1), on=date(2026, 1, 1)) is Lateness.ON_TIME
    assert stage.usual_by(date(2020, 1, 1)) is None
    assert stage.latest_by(date(2020, 1, 1)) is None


@pytest.mark.parametrize(
    ("changes", "holds"),
    [
        ({}, True),
        ({"passed": False}, False),
        ({"valid_until": date(2026, 5, 4)}, True),
        ({"valid_until": date(2026, 5, 3)}, False),
        ({"valid_from": date(2026, 5, 4)}, True),
        ({"valid_from": date(2026, 5, 5)}, False),
    ],
)
def test_a_check_holds_through_its_last_good_day(changes: dict[str, object], holds: bool) -> None:
    assert a_fact("vetting", **changes).holds_on(date(2026, 5, 4)) is holds


def test_every_party_and_lateness_has_words() -> None:
    assert all(party.label for party in Party)
    assert [each.label for each in Lateness] == ["On time", "Slower than usual", "Overdue"]
