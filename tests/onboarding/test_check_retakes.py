"""Taking a check again: the rules, the record of every attempt, and what applicant and coordinator read."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.onboarding.builders import a_case, a_check, a_coordinator, an_entry
from tests.people.builders import an_account, signed_in
from volunteers import clock
from volunteers.errors import Refused
from volunteers.forces.queries import current_force, load_force
from volunteers.onboarding.models import Check, CheckAttempt, CheckState
from volunteers.onboarding.queries import get_case_file, list_checks
from volunteers.onboarding.rules import Attempt, CheckEntry
from volunteers.onboarding.rules.checks import RecordedCheck, counted, refusals_to_record
from volunteers.onboarding.rules.retakes import again_from, attempts_left, failures, refusals_to_try, retake_in_words
from volunteers.onboarding.service import record_check
from volunteers.permissions import Permission, Role
from volunteers.strands.definitions import specials
from volunteers.strands.rules import CheckDefinition, Evidence, Party, Retake

ASKED, PASSED, FAILED = CheckState
TODAY = date(2026, 6, 10)
FITNESS = CheckDefinition(
    "fitness", "Fitness test", Permission.CHECK_RECORD, Party.TRAINER, "A run.", retake=Retake(28, 3, "the trainer")
)
PLAIN = replace(FITNESS, retake=None)
IDENTITY = replace(PLAIN, code="identity", name="Identity", evidence=Evidence("Its number.", ("identity",), True))


def attempt(number: int, state: CheckState, on: date, *, correction: int = 0, until: date | None = None) -> Attempt:
    at = datetime(2026, 1, 1, tzinfo=clock.LONDON)
    return Attempt(number, correction, state, on, until, None, None, None, None, None, None, "Helen Marsh", at)


MARCH, APRIL, MAY = date(2026, 3, 2), date(2026, 4, 6), date(2026, 5, 11)
ONCE, TWICE = [attempt(1, FAILED, MARCH)], [attempt(1, FAILED, MARCH), attempt(2, FAILED, APRIL)]
THRICE = [*TWICE, attempt(3, FAILED, MAY)]


@pytest.mark.parametrize(
    ("attempts", "entry", "code"),
    [
        ([], CheckEntry(FAILED, MARCH), None),
        (ONCE, CheckEntry(PASSED, date(2026, 3, 29)), "too_soon"),
        (ONCE, CheckEntry(PASSED, date(2026, 3, 30)), None),
        (ONCE, CheckEntry(ASKED), None),
        (ONCE, CheckEntry(PASSED, date(2026, 3, 3), reason="The trainer let them."), None),
        (ONCE, CheckEntry(FAILED, date(2026, 3, 3), corrects=True), None),
        (TWICE, CheckEntry(FAILED, date(2026, 3, 20), corrects=True), "too_soon"),
        (TWICE, CheckEntry(FAILED, date(2026, 5, 4)), None),
        (THRICE, CheckEntry(PASSED, TODAY), "no_attempt_left"),
        (THRICE, CheckEntry(ASKED), "no_attempt_left"),
        (THRICE, CheckEntry(PASSED, TODAY, reason="The trainer let them."), None),
        (THRICE, CheckEntry(PASSED, MAY, corrects=True), None),
        ([*THRICE, attempt(4, PASSED, TODAY)], CheckEntry(FAILED, TODAY), None),
    ],
)
def test_when_another_attempt_may_be_written_down(attempts: list[Attempt], entry: CheckEntry, code: str | None) -> None:
    found = [each.code for each in refusals_to_try(entry, FITNESS, attempts)]
    assert found == ([] if code is None else [code])
    assert refusals_to_try(entry, PLAIN, attempts) == []


def test_the_refusal_says_when_who_decides_and_what_then_to_do() -> None:
    (soon,) = refusals_to_try(CheckEntry(PASSED, date(2026, 3, 3)), FITNESS, ONCE)
    assert soon.message == (
        "Fitness test: the next attempt may be from 30 March 2026, 28 days after the last one. The trainer may decide "
        "otherwise: then enter why, and who decided."
    )
    assert (soon.who, soon.clears_on) == ("the trainer", date(2026, 3, 30))


@pytest.mark.parametrize(
    ("attempts", "entry", "first"),
    [
        ([], CheckEntry(FAILED, MARCH), date(2026, 3, 30)),
        ([], CheckEntry(PASSED, MARCH), None),
        (ONCE, CheckEntry(FAILED, APRIL), date(2026, 5, 4)),
        (TWICE, CheckEntry(FAILED, MAY), None),
        (TWICE, CheckEntry(FAILED, date(2026, 4, 7), corrects=True), date(2026, 5, 5)),
        ([*TWICE, attempt(3, PASSED, MAY)], CheckEntry(FAILED, TODAY), TODAY + timedelta(days=28)),
    ],
)
def test_from_when_it_may_be_taken_again(attempts: list[Attempt], entry: CheckEntry, first: date | None) -> None:
    assert again_from(entry, FITNESS, attempts) == first
    assert again_from(entry, PLAIN, attempts) is None


def test_a_correction_counts_instead_of_what_it_corrects() -> None:
    mended = [*TWICE, attempt(2, PASSED, APRIL, correction=1)]
    assert [(each.number, each.state) for each in counted(mended)] == [(1, FAILED), (2, PASSED)]
    assert failures(mended) == []
    assert attempts_left(FITNESS, TWICE) == 1
    assert attempts_left(PLAIN, TWICE) is None


def test_how_often_is_said_in_words() -> None:
    assert retake_in_words(FITNESS).startswith("It may be taken 3 times in all, 28 days apart. The trainer may decide")
    assert retake_in_words(PLAIN) == ""


@pytest.mark.parametrize(
    ("entry", "attempts", "code"),
    [
        (CheckEntry(PASSED, MAY), [], "evidence_missing"),
        (CheckEntry(PASSED, MAY, reference="123"), [], None),
        (CheckEntry(PASSED, MAY, document_id=7), [], None),
        (CheckEntry(FAILED, MAY), [], None),
        (CheckEntry(ASKED), [], None),
        (CheckEntry(PASSED, MARCH, reference="1"), [attempt(1, PASSED, APRIL)], "result_out_of_order"),
        (CheckEntry(PASSED, MARCH, reference="1", corrects=True), [attempt(1, PASSED, APRIL)], None),
        (CheckEntry(PASSED, MARCH, reference="1", corrects=True), [], "nothing_to_correct"),
    ],
)
def test_what_shows_it_and_the_order_of_results(entry: CheckEntry, attempts: list[Attempt], code: str | None) -> None:
    found = [each.code for each in refusals_to_record(entry, IDENTITY, TODAY, attempts=attempts)]
    assert found == ([] if code is None else [code])


@pytest.mark.parametrize(
    ("attempts", "good_on"),
    [
        ([attempt(1, PASSED, MARCH, until=APRIL), attempt(2, PASSED, MAY)], [MARCH, APRIL, MAY]),
        ([attempt(1, FAILED, MARCH), attempt(2, PASSED, MAY)], [MAY]),
        ([attempt(1, PASSED, MARCH), attempt(2, FAILED, APRIL), attempt(3, PASSED, MAY)], [MAY]),
    ],
)
def test_one_renewed_does_not_erase_the_one_before(attempts: list[Attempt], good_on: list[date]) -> None:
    last = attempts[-1]
    record = RecordedCheck(
        "fitness", PASSED, None, last.result_on, last.valid_until, None, "Helen Marsh", last.recorded_at, 1,
        attempts=tuple(attempts),
    )  # fmt: skip
    assert [day for day in (MARCH, APRIL, date(2026, 4, 20), MAY) if record.as_fact().holds_on(day)] == good_on


def test_the_numbers_are_the_forces() -> None:
    force = load_force("avon_and_somerset")
    numbers = replace(
        force.numbers, fitness_retake_days=14, fitness_attempts=2, medical_retake_days=60, medical_attempts=4
    )
    page = specials.page(replace(force, numbers=numbers))
    fitness, medical = page.check("fitness").retake, page.check("medical").retake
    assert fitness is not None
    assert medical is not None
    assert (fitness.wait_days, fitness.most_attempts, medical.wait_days, medical.most_attempts) == (14, 2, 60, 4)
    for key in ("fitness_retake_days", "fitness_attempts", "medical_retake_days", "medical_attempts"):
        assert force.must_confirm(f"numbers.{key}"), "nobody has published it"


def failed(days_ago: int, **more: object) -> CheckEntry:
    return an_entry(FAILED, result_on=clock.today() - timedelta(days=days_ago), **more)


class TestEveryAttempt:
    def test_each_is_kept_and_the_last_one_left_makes_a_decision_due(self, session: Session) -> None:
        application, by = a_case("pre_employment_checks"), a_coordinator()
        wait, most = current_force().numbers.fitness_retake_days, current_force().numbers.fitness_attempts
        for number in range(most):
            assert not application.decision_due
            days = (most - number) * wait
            check = record_check(application.id, "fitness", entry=failed(days), seen_version=number, by=by)
            left = most - number - 1
            assert (check.again_from is not None) == (left > 0)
        assert application.decision_due
        rows = session.scalars(select(CheckAttempt).order_by(CheckAttempt.number)).all()
        assert [row.number for row in rows if row.code == "fitness"] == list(range(1, most + 1))
        with pytest.raises(Refused) as refused:
            record_check(application.id, "fitness", entry=an_entry(), seen_version=most, by=by)
        assert [each.code for each in refused.value.refusals] == ["no_attempt_left"]
        reason = "The training team let them try once more."
        record_check(application.id, "fitness", entry=an_entry(reason=reason), seen_version=most, by=by)
        assert session.scalar(select(CheckAttempt.reason).where(CheckAttempt.number == most + 1)) == reason

    def test_a_correction_is_kept_beside_what_it_corrects(self, session: Session) -> None:
        application, by = a_case("pre_employment_checks"), a_coordinator()
        record_check(application.id, "fitness", entry=failed(3), seen_version=0, by=by)
        entry = an_entry(reference="FT/1", corrects=True)
        check = record_check(application.id, "fitness", entry=entry, seen_version=1, by=by)
        assert (check.state, check.again_from) == (PASSED, None)
        (record,) = [each for each in list_checks(application) if each.code == "fitness"]
        assert [(each.number, each.correction, each.state) for each in record.attempts] == [
            (1, 0, FAILED),
            (1, 1, PASSED),
        ]

    def test_someone_elses_paper_shows_nothing(self, session: Session) -> None:
        application = a_case("interview")
        with pytest.raises(Refused) as refused:
            record_check(
                application.id, "identity", entry=an_entry(document_id=12345), seen_version=0, by=a_coordinator()
            )
        assert [each.code for each in refused.value.refusals] == ["unknown_document"]
        assert session.scalar(select(Check).where(Check.code == "identity")) is None


class TestWhatIsRead:
    def test_both_pages_say_from_when_and_the_case_waits(self, client: FlaskClient) -> None:
        application, by = a_case("pre_employment_checks"), a_coordinator()
        for code in ("references", "medical", "biometrics_and_drugs", "vetting"):
            a_check(application, code)
        check = record_check(application.id, "fitness", entry=failed(1), seen_version=0, by=by)
        assert check.again_from is not None
        day = f"{check.again_from.day} {check.again_from:%B %Y}"
        step = get_case_file(application.reference, by).step
        assert step.words.startswith(f"Fitness test was not passed: try again from {day}.")
        assert step.target == ""
        own = signed_in(client, application.account).get(f"/my-applications/{application.reference}")
        shown = own.get_data(as_text=True)
        assert f"Fitness test: you have not passed it yet. That is not the end: try again from {day}." in shown
        page = signed_in(client, an_account(Role.COORDINATOR)).get(f"/staff/applications/{application.reference}")
        assert f'Again from <span class="app-nowrap">{day}</span>' in page.get_data(as_text=True)

    def test_an_old_result_is_taken_with_a_hint(self, client: FlaskClient) -> None:
        application = a_case("pre_employment_checks")
        browser = signed_in(client, an_account(Role.COORDINATOR))
        address = f"/staff/applications/{application.reference}/checks/fitness"
        token = browser.get(address).get_data(as_text=True).partition('name="csrf_token" type="hidden" value="')[2]
        typed = {"csrf_token": token.partition('"')[0], "version": "0", "state": "passed"}
        answered = browser.post(address, data={**typed, "result_on": ["3", "4", "2019"]})
        assert answered.status_code == 303
        shown = browser.get(answered.location).get_data(as_text=True)
        assert "Fitness test is of 3 April 2019, long before the application was sent." in shown
