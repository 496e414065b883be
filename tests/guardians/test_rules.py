"""Consent, what a guardian may see and until when, and the words they answer: plain values."""

import hashlib
from datetime import UTC, date, datetime, timedelta

import pytest

from volunteers.errors import NotFound
from volunteers.guardians.rules import (
    WORDINGS,
    Call,
    CallOutcome,
    Consent,
    ConsentState,
    Given,
    Purpose,
    adult_on,
    consent_by,
    consent_of_all,
    current_wording,
    health_rows,
    is_known,
    is_same_mailbox,
    reminder_is_due,
    sight_of,
    wording,
)
from volunteers.guardians.rules.stages import STAGES, stage_in_words
from volunteers.strands.queries import get_strand

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
PART, PICTURES = Purpose.TAKE_PART, Purpose.PHOTOGRAPHS
S = ConsentState


def said(is_yes: bool, hours: int = 0, purpose: Purpose = PART) -> Given:
    return Given(purpose, is_yes, 1, NOON + timedelta(hours=hours))


def rang(outcome: str, hours: int = 1) -> Call:
    return Call(CallOutcome(outcome), NOON + timedelta(hours=hours), "Helen Marsh", "School office")


@pytest.mark.parametrize(
    ("asked", "answers", "calls", "state"),
    [
        (False, [], [], S.NOT_ASKED),
        (True, [], [], S.ASKED),
        (True, [said(True)], [], S.TO_CONFIRM),
        (True, [said(True)], [rang("no_answer")], S.TO_CONFIRM),
        (True, [said(True)], [rang("confirmed")], S.CONFIRMED),
        (True, [said(True)], [rang("confirmed"), rang("no_answer", 2)], S.CONFIRMED),
        (True, [said(True)], [rang("denied")], S.REFUSED),
        (True, [said(True)], [rang("denied"), rang("confirmed", 2)], S.CONFIRMED),
        (True, [said(True)], [rang("confirmed"), rang("denied", 2)], S.REFUSED),
        # A call from before the answer confirms nothing.
        (True, [said(True, 3)], [rang("confirmed", 1)], S.TO_CONFIRM),
        (True, [said(False)], [], S.REFUSED),
        (True, [said(True), said(False, 2)], [rang("confirmed")], S.WITHDRAWN),
        # Given back after being withdrawn: someone rings again.
        (True, [said(True), said(False, 2), said(True, 3)], [rang("confirmed")], S.TO_CONFIRM),
        # Other purposes neither give nor take consent to take part.
        (True, [said(True, purpose=PICTURES)], [rang("confirmed")], S.ASKED),
        (True, [said(True), said(False, 2, PICTURES)], [rang("confirmed")], S.CONFIRMED),
    ],
)
def test_the_consent_of_one_guardian(asked: bool, answers: list[Given], calls: list[Call], state: S) -> None:
    assert consent_by(NOON if asked else None, answers, calls).state is state


@pytest.mark.parametrize(
    ("states", "together"),
    [
        ([], S.NOBODY),
        ([S.CONFIRMED], S.CONFIRMED),
        ([S.CONFIRMED, S.ASKED], S.CONFIRMED),
        ([S.CONFIRMED, S.REFUSED], S.REFUSED),
        ([S.CONFIRMED, S.WITHDRAWN], S.WITHDRAWN),
        ([S.TO_CONFIRM, S.ASKED], S.TO_CONFIRM),
        ([S.NOT_ASKED, S.ASKED], S.ASKED),
    ],
)
def test_one_who_agreed_is_enough_and_one_who_says_no_stops_it(states: list[S], together: S) -> None:
    assert consent_of_all([Consent(state) for state in states]).state is together


@pytest.mark.parametrize("state", ConsentState)
def test_consent_stands_in_one_state_alone_and_each_state_has_its_words(state: ConsentState) -> None:
    assert Consent(state).stands is (state is S.CONFIRMED)
    assert state.label


@pytest.mark.parametrize(
    ("calls", "known"),
    [
        ([], False),
        ([rang("no_answer")], False),
        ([rang("confirmed")], True),
        ([rang("confirmed"), rang("denied", 2)], False),
        ([rang("denied"), rang("confirmed", 2)], True),
    ],
)
def test_a_call_shows_who_someone_is(calls: list[Call], known: bool) -> None:
    assert is_known(calls) is known


BIRTHDAY = date(2026, 5, 4)


@pytest.mark.parametrize(
    ("facts", "on", "sight"),
    [
        ({}, BIRTHDAY - timedelta(days=1), (True, False)),
        ({"is_known": True}, BIRTHDAY - timedelta(days=1), (True, True)),
        # G4.20: the view ends on the 18th birthday itself.
        ({"is_known": True}, BIRTHDAY, (False, False)),
        ({"is_known": True, "is_undisclosed": True}, BIRTHDAY - timedelta(days=1), (False, False)),
        ({"is_known": True, "has_ended": True}, BIRTHDAY - timedelta(days=1), (False, False)),
        ({"is_known": True, "until_on": None}, BIRTHDAY, (True, True)),
    ],
)
def test_what_a_guardian_sees(facts: dict[str, object], on: date, sight: tuple[bool, bool]) -> None:
    usual = {"is_undisclosed": False, "has_ended": False, "is_known": False, "until_on": BIRTHDAY}
    found = sight_of(**{**usual, **facts}, on=on)  # type: ignore[arg-type]
    assert (found.is_open, found.is_whole) == sight


@pytest.mark.parametrize(
    ("born", "of_age"),
    [
        (date(2010, 5, 4), date(2028, 5, 4)),
        (date(2008, 2, 29), date(2026, 3, 1)),
        (date(2010, 2, 28), date(2028, 2, 28)),
    ],
)
def test_the_18th_birthday(born: date, of_age: date) -> None:
    assert adult_on(born) == of_age


@pytest.mark.parametrize(
    ("asked", "reminded", "days", "due"),
    [
        (False, None, 30, False),
        (True, None, 6, False),
        (True, None, 7, True),
        (True, 7, 8, False),
        (True, -30, 7, True),
    ],
)
def test_one_reminder_a_week_after_each_asking(asked: bool, reminded: int | None, days: int, due: bool) -> None:
    at = NOON + timedelta(days=days)
    reminded_at = NOON + timedelta(days=reminded) if reminded is not None else None
    assert reminder_is_due(asked_at=NOON if asked else None, reminded_at=reminded_at, at=at) is due


@pytest.mark.parametrize(
    ("child", "guardian", "same"),
    [
        ("sam@example.org", "SAM@Example.ORG", True),
        ("sam@example.org", "sam+mum@example.org", True),
        ("sam.t@gmail.com", "samt+mum@googlemail.com", True),
        ("sam@bücher.example", "sam@xn--bcher-kva.example", True),
        ("sam@example.org", "ｓａｍ@example.org", True),
        ("sam.t@example.org", "samt@example.org", False),
        ("sam@example.org", "jo@example.org", False),
        ("sam@example.org", "sam@example.com", False),
    ],
)
def test_a_guardian_reads_another_mailbox_than_the_child(child: str, guardian: str, same: bool) -> None:
    assert is_same_mailbox(child, guardian) is same


# Words that people answered stay as they were: a change of them is a new version, with its own line here.
DIGESTS = {
    ("take_part", 1): "cb58cc07280ed3f5",
    ("photographs", 1): "4c0d69db63f9a2b8",
    ("medical_help", 1): "484fea41225e23d2",
}


def test_words_that_were_asked_are_never_changed() -> None:
    found = {
        (each.purpose.value, each.version): hashlib.sha256(
            "\n".join((each.question, each.explains, each.yes, each.no)).encode()
        ).hexdigest()[:16]
        for each in WORDINGS
    }
    assert found == DIGESTS


@pytest.mark.parametrize("purpose", Purpose)
def test_versions_count_up_from_one_and_the_newest_is_asked(purpose: Purpose) -> None:
    versions = [each.version for each in WORDINGS if each.purpose is purpose]
    assert versions == list(range(1, len(versions) + 1))
    assert current_wording(purpose) == wording(purpose, versions[-1])
    with pytest.raises(NotFound):
        wording(purpose, 99)


def test_every_stage_of_the_cadets_has_words_for_a_guardian() -> None:
    pipeline = get_strand("cadets").pipeline
    assert set(STAGES) == {stage.code for stage in pipeline.stages} - {pipeline.first.code}
    assert stage_in_words("a stage of another strand").words


def test_the_health_form_in_words_says_what_was_left_empty() -> None:
    rows = {row.title: row.lines for row in health_rows({"allergies": "yes", "allergies_what": "Nuts\nBees"})}
    assert rows["Allergies"] == ("Yes", "Nuts", "Bees")
    assert rows["Medication"] == ("Not answered",)
    assert rows["Doctor or surgery"] == ("Nothing entered",)
    assert {row.title: row.lines for row in health_rows({"medication": "no"})}["Medication"] == ("No",)
