"""Declining someone: the pause in which it can be taken back, what they are told, and until when they may appeal."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.onboarding.builders import a_case, a_coordinator, an_entry, declined, the_pause_is_over
from tests.onboarding.walk import OF_BRISTOL, another, as_one_with, at, page, send
from tests.pages import sent_form
from tests.people.builders import as_viewer, signed_in
from volunteers import clock
from volunteers.applications.models import Application, StageChange
from volunteers.errors import Conflict, Refused
from volunteers.forces.queries import current_force
from volunteers.integrity.service.judged import standing_out_of_date
from volunteers.notifications.queries import list_about
from volunteers.onboarding import jobs
from volunteers.onboarding.models import Decline
from volunteers.onboarding.queries.declines import find_told_decline
from volunteers.onboarding.rules.declines import (
    DeclineOutcome,
    appeals_until,
    goes_out,
    pause_in_words,
    refusals_to_decline,
)
from volunteers.onboarding.service import advance, let_out, record_check, take_back_decline
from volunteers.permissions import Grant, Role, Viewer
from volunteers.strands.rules.reasons import Reason

WATCH = "neighbourhood_watch"
REASONS = (Reason("no_place", "We have no place"), Reason("other", "Another reason", note_needed=True))


def held(**more: str) -> tuple[Application, Decline, Viewer]:
    """A neighbour who applied and was declined by one coordinator, and is not told yet."""
    application, by = a_case("submitted", strand=WATCH, **more), a_coordinator(strand=WATCH)
    made = declined(application, by=by)
    assert isinstance(made, Decline)
    return application, made, by


class TestRules:
    @pytest.mark.parametrize(
        ("code", "feedback", "refused"),
        [
            ("no_place", "", []),
            ("other", "Come back in spring", []),
            ("other", "  ", ["feedback_needed"]),
            (None, "words", ["reason_needed"]),
            ("made_up", "words", ["reason_needed"]),
        ],
    )
    def test_what_a_decline_needs(self, code: str | None, feedback: str, refused: list[str]) -> None:
        assert [each.code for each in refusals_to_decline(code, feedback, REASONS)] == refused

    @pytest.mark.parametrize(
        ("minutes", "words"),
        [
            (0, "at once"),
            (30, "30 minutes after it is decided"),
            (60, "an hour after it is decided"),
            (90, "90 minutes after it is decided"),
            (180, "3 hours after it is decided"),
        ],
    )
    def test_the_pause_in_words(self, minutes: int, words: str) -> None:
        assert pause_in_words(minutes) == words

    def test_the_pause_and_the_appeal_are_counted_from_their_beginnings(self) -> None:
        decided = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
        assert goes_out(decided, 60) == datetime(2026, 3, 3, 0, 30, tzinfo=UTC)
        assert appeals_until(date(2026, 3, 3), 7) == date(2026, 3, 10)


class TestHolding:
    def test_until_the_pause_is_over_nothing_has_happened_for_the_applicant(self, session: Session) -> None:
        application, made, _ = held()
        assert application.stage == "submitted"
        assert list_about("application", application.id) == []
        assert session.scalars(select(StageChange).where(StageChange.to_stage == "unsuccessful")).all() == []
        minutes = current_force().numbers.decline_pause_minutes
        assert made.goes_out_at - made.decided_at == timedelta(minutes=minutes)
        assert not let_out(made.id), "a job that comes too early does nothing"
        assert application.stage == "submitted"

    def test_nobody_has_to_act_on_it_meanwhile_and_the_daily_look_agrees(self, session: Session) -> None:
        application, _, _ = held()
        session.flush()
        session.refresh(application)
        assert (application.is_ours, application.decision_due, application.waits_on) == (False, False, ["force"])
        assert standing_out_of_date().count == 0

    def test_nothing_else_is_done_to_it_meanwhile(self, session: Session) -> None:
        application, _, by = held()
        for act in (
            lambda: advance(application.id, "neighbours", seen_stage="submitted", by=by),
            lambda: declined(application, by=by),
        ):
            with pytest.raises(Refused) as refused:
                act()
            assert [each.code for each in refused.value.refusals] == ["declined"]
            assert "Helen Marsh declined this applicant" in refused.value.refusals[0].message

    def test_the_job_lets_out_what_is_due_once(self, session: Session) -> None:
        application, made, by = held()
        with time_machine.travel(made.goes_out_at + timedelta(seconds=1), tick=False):
            jobs.let_out_declines()
            jobs.let_out_declines()
            told_on = clock.today()
        session.refresh(made)
        assert application.stage == "unsuccessful"
        assert [message.kind for message in list_about("application", application.id)] == ["application_closed"]
        assert made.outcome is DeclineOutcome.TOLD
        assert made.appeal_until == told_on + timedelta(days=current_force().numbers.appeal_days)
        last = session.scalars(select(StageChange).order_by(StageChange.id.desc()).limit(1)).one()
        assert (last.reason, last.by_account_id) == (made.reason, by.account_id)

    def test_taken_back_it_stands_as_before_and_is_told_nothing(self, session: Session) -> None:
        application, made, _ = held()
        take_back_decline(application.id, made.id, by=a_coordinator(strand=WATCH))
        session.flush()
        session.refresh(application)
        assert (application.stage, application.is_ours) == ("submitted", True)
        the_pause_is_over()
        assert application.stage == "submitted"
        assert list_about("application", application.id) == []
        with pytest.raises(Conflict):
            take_back_decline(application.id, made.id, by=a_coordinator(strand=WATCH))
        assert isinstance(declined(application, by=a_coordinator(strand=WATCH)), Decline), "it can be declined again"

    def test_once_told_it_cannot_be_taken_back(self, session: Session) -> None:
        application, made, by = held()
        the_pause_is_over()
        with pytest.raises(Conflict):
            take_back_decline(application.id, made.id, by=by)
        assert application.stage == "unsuccessful"

    def test_an_applicant_who_withdrew_meanwhile_is_told_nothing(self, session: Session) -> None:
        application, made, _ = held()
        application.stage = "withdrawn"
        the_pause_is_over()
        session.refresh(made)
        assert made.outcome is DeclineOutcome.MOOT
        assert list_about("application", application.id) == []

    def test_a_check_recorded_meanwhile_does_not_call_for_a_coordinator(self, session: Session) -> None:
        application, _, by = held()
        record_check(application.id, "verification", entry=an_entry(), seen_version=0, by=by)
        session.flush()
        session.refresh(application)
        assert application.is_ours is False


class TestPages:
    @pytest.fixture
    def browser(self, client: FlaskClient) -> FlaskClient:
        """A coordinator who declines neighbours alone."""
        return as_one_with(client, Grant(Role.COORDINATOR, WATCH))

    def test_a_decline_is_shown_with_when_they_are_told_and_taken_back(self, browser: FlaskClient) -> None:
        application = a_case("submitted", strand=WATCH)
        assert "They are told an hour after it is decided" in page(browser, at(application, "/decline"))
        status, to = send(browser, at(application, "/decline"), reason="no_place", feedback="Ask again in spring.")
        assert (status, to) == (303, at(application))
        shown = page(browser, at(application))
        for words in ("Declined, not told yet", "We have no place to offer you for now", "Ask again in spring."):
            assert words in shown, words
        assert "All moves" not in shown
        assert "Nobody: declined, not told yet" in page(browser, "/staff/applications?list=open")
        place = shown.partition('/take-back"')[0].rpartition('"')[2] + "/take-back"
        other = another(browser, Grant(Role.COORDINATOR, WATCH))
        assert other.post(place, data=sent_form(page(other, at(application)))).status_code == 303
        assert "the applicant was told nothing" in page(other, at(application))
        assert "Declined, not told yet" not in page(browser, at(application))

    def test_what_was_typed_is_kept_when_no_reason_is_chosen(self, browser: FlaskClient) -> None:
        application = a_case("submitted", strand=WATCH)
        _, shown = send(browser, at(application, "/decline"), feedback="My own words")
        assert "Choose why they are declined." in shown
        assert "My own words" in shown

    def test_a_stale_page_shows_where_it_is_now(self, browser: FlaskClient) -> None:
        application = a_case("submitted", strand=WATCH)
        opened = page(browser, at(application, "/decline"))
        advance(application.id, "neighbours", seen_stage="submitted", by=a_coordinator(strand=WATCH))
        sent = sent_form(opened, reason="no_place", feedback="typed")
        response = browser.post(at(application, "/decline"), data=sent)
        assert response.status_code == 409
        assert "Someone moved this application" in response.get_data(as_text=True)

    def test_the_applicant_reads_why_and_until_when_they_may_appeal(
        self, client: FlaskClient, session: Session
    ) -> None:
        application, made, _ = held()
        theirs = signed_in(client, application.account)
        place = f"/my-applications/{application.reference}"
        assert "Why" not in page(theirs, place).split("<main")[1].split("What has happened")[0]
        the_pause_is_over()
        session.refresh(made)
        shown = page(theirs, place)
        for words in (made.reason, "Lives too far away", "You can appeal until", "neighbourhood-watch@"):
            assert words in shown, words
        assert find_told_decline(application.id, as_viewer(application.account)) is not None
        assert find_told_decline(application.id, a_coordinator(strand=WATCH)) is None

    def test_a_young_persons_and_anothers_application_stay_out_of_reach(self, client: FlaskClient) -> None:
        application = a_case("submitted", strand=WATCH, area="somerset")
        browser = as_one_with(client, OF_BRISTOL)
        page(browser, at(application, "/decline"), 404)
