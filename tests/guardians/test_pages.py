"""The guardian's own pages, as a browser without JavaScript gets them by the link in the mail."""

import re
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from tests.applications.builders import stage_of
from tests.applications.walk import errors_of, send
from tests.guardians.builders import a_cadet, a_call, a_confirmed_guardian, a_guardian, a_yes
from tests.openings.builders import a_unit, an_opening
from tests.people.builders import a_viewer
from tests.reading_age import reading_of, words_of_page
from volunteers import clock
from volunteers.applications.models import Application
from volunteers.guardians import queries, service
from volunteers.guardians.models import Guardian, GuardianConsent, HealthForm
from volunteers.guardians.rules import Purpose
from volunteers.notifications.models import Message
from volunteers.permissions import Role

ANSWERS = {"take_part": "yes", "photographs": "no", "medical_help": "yes"}
HEALTH: dict[str, Any] = {
    "allergies": "yes", "allergies_what": "Bee stings", "conditions": "no", "conditions_what": "", "medication": "no",
    "medication_what": "", "doctor": "Mill Street Surgery", "doctor_phone": "01823 496 000",
    "contact_name": "Al Tiller", "contact_relation": "Father", "contact_phone": "07700 900 124", "more": "",
}  # fmt: skip


def link_of(session: Session, guardian: Guardian) -> str:
    """The address in the latest mail to them."""
    latest = select(Message).where(Message.to_address == guardian.email, Message.kind.in_(("guardian_asked",)))
    return "/guardian/" + str(session.scalars(latest.order_by(Message.id.desc())).first().particulars["token"])  # type: ignore[union-attr]


def page(client: FlaskClient, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, (response.status_code, response.headers.get("Location"))
    return response.get_data(as_text=True)


def due(session: Session, guardian: Guardian) -> bool:
    """Whether a coordinator has to act."""
    return session.get_one(Application, guardian.application_id).decision_due


@pytest.fixture
def guardian(session: Session) -> Guardian:
    """Asked, not answered yet. Their young person waits for a unit that starts in sixty days."""
    application = a_cadet(area="somerset")
    unit = a_unit()
    an_opening(unit=unit, orientation=30)
    application.unit_id = unit.id
    application.answers = {"unit": {"unit": str(unit.id), "name": "Taunton cadets", "area": "somerset"}}
    return a_guardian(application)


class TestTheLink:
    def test_opening_it_does_nothing_and_says_who_asks_and_what_it_is(
        self, client: FlaskClient, session: Session, guardian: Guardian
    ) -> None:
        found = page(client, link_of(session, guardian))
        assert "Sam T would like to be a police cadet" in found
        assert "Tiller" not in found
        assert "Taunton" not in found
        assert session.scalars(select(GuardianConsent)).all() == []

    def test_a_token_that_is_none_is_not_found(self, client: FlaskClient) -> None:
        page(client, "/guardian/no-such-token", 404)
        page(client, "/guardian/no-such-token/health", 404)

    @pytest.mark.parametrize("how", ["expired", "closed off", "of age", "replaced"])
    def test_a_closed_link_says_the_same_whatever_the_reason(
        self, client: FlaskClient, session: Session, guardian: Guardian, how: str
    ) -> None:
        link = link_of(session, guardian)
        if how == "expired":
            session.execute(text("UPDATE links SET expires_at = now()"))
        elif how == "closed off":
            service.do_not_disclose(guardian.id, reason="Order", by=a_viewer(Role.COORDINATOR).account_id)
        elif how == "of age":
            guardian.until_on = clock.today()
        else:
            a_guardian(session.get_one(Application, guardian.application_id), email="al@example.org")
        closed = page(client, link, 410)
        for path in ("/consent", "/consent/photographs", "/health", "/not-me"):
            assert _without_nonce(page(client, link + path, 410)) == _without_nonce(closed)
        assert "This link has stopped working" in closed
        assert "Sam" not in closed

    def test_a_new_link_is_promised_to_everyone_and_sent_to_guardians(
        self, client: FlaskClient, session: Session, guardian: Guardian
    ) -> None:
        answers = []
        for address in ("jo@example.org", "stranger@example.org"):
            response = send(client, "/guardian", email=address)
            answers.append((response.status_code, response.headers["Location"]))
        assert answers[0] == answers[1]
        assert "is on its way" in page(client, answers[0][1])
        made = session.scalars(select(Message).where(Message.kind == "guardian_link"))
        going_out = [each for each in made if each.expires_at and each.expires_at > clock.now()]
        assert [each.to_address for each in going_out] == ["jo@example.org"]


def _without_nonce(found: str) -> str:
    return re.sub(r'nonce="[^"]+"', "", found)


def test_the_pages_can_be_read_at_nine(client: FlaskClient, session: Session) -> None:
    asked, known = a_guardian(), a_confirmed_guardian(a_cadet("paperwork"), email="al@example.org")
    first, second = link_of(session, asked), link_of(session, known)
    pages = (first, f"{first}/consent", f"{first}/not-me", second, f"{second}/health", "/guardian")
    for address in pages:
        reading = reading_of(words_of_page(page(client, address)))
        assert reading.age <= 9, (address, reading)


class TestConsent:
    def test_each_purpose_is_answered_by_itself_and_the_young_person_is_told(
        self, client: FlaskClient, session: Session, guardian: Guardian
    ) -> None:
        link = link_of(session, guardian)
        assert send(client, f"{link}/consent", **ANSWERS).status_code == 303
        given = {each.purpose.value: each.is_yes for each in session.scalars(select(GuardianConsent))}
        assert given == {"take_part": True, "photographs": False, "medical_help": True}
        application = session.get_one(Application, guardian.application_id)
        assert application.decision_due
        told = session.scalars(select(Message.kind).where(Message.account_id == application.account_id)).all()
        assert told == ["guardian_answered"]
        found = page(client, link)
        assert "will ring you" in found
        assert "wording 1" in found
        assert "Taunton" not in found

    def test_every_purpose_needs_an_answer(self, client: FlaskClient, session: Session, guardian: Guardian) -> None:
        response = send(client, f"{link_of(session, guardian)}/consent", take_part="yes")
        assert errors_of(response) == ["Photographs: choose yes or no.", "Medical help: choose yes or no."]
        assert session.scalars(select(GuardianConsent)).all() == []

    def test_words_that_changed_meanwhile_are_shown_again(
        self, client: FlaskClient, session: Session, guardian: Guardian
    ) -> None:
        response = send(client, f"{link_of(session, guardian)}/consent", **ANSWERS, take_part_words="0")
        assert response.status_code == 200
        assert "We have changed the words" in response.get_data(as_text=True)
        assert 'name="take_part_words" type="hidden" value="1"' in response.get_data(as_text=True)

    def test_one_purpose_is_taken_back_and_the_coordinator_sees_it_at_once(
        self, client: FlaskClient, session: Session, guardian: Guardian
    ) -> None:
        a_yes(guardian)
        a_call(guardian)
        link = link_of(session, guardian)
        assert send(client, f"{link}/consent/photographs", photographs="no").status_code == 303
        assert not due(session, guardian)
        assert "everything stops" in page(client, f"{link}/consent/take-part")
        assert send(client, f"{link}/consent/take-part", take_part="no").status_code == 303
        assert due(session, guardian)
        assert "You do not agree that they take part" in page(client, link)
        page(client, f"{link}/consent/nonsense", 404)

    def test_not_me_ends_the_link_and_brings_the_case_up(
        self, client: FlaskClient, session: Session, guardian: Guardian
    ) -> None:
        link = link_of(session, guardian)
        response = send(client, f"{link}/not-me")
        assert "Thank you for telling us" in page(client, response.headers["Location"])
        page(client, link, 410)
        assert session.get_one(Application, guardian.application_id).decision_due


class TestOnceRung:
    def test_it_shows_where_and_when(self, client: FlaskClient, session: Session, guardian: Guardian) -> None:
        a_yes(guardian)
        a_call(guardian)
        found = page(client, link_of(session, guardian))
        starts = clock.today() + timedelta(days=60)
        for said in ("Taunton cadets", "On the waiting list", f"{starts.day} {starts:%B %Y}", "Orientation evening"):
            assert said in found

    def test_the_link_outlives_the_answer_but_never_shows_more_after_it_ends(
        self, client: FlaskClient, session: Session, guardian: Guardian
    ) -> None:
        a_yes(guardian)
        a_call(guardian)
        application = session.get_one(Application, guardian.application_id)
        application.move_to(stage_of(application, "withdrawn"), by=None, at=clock.now())
        found = page(client, link_of(session, guardian))
        assert "The application was stopped" in found
        assert "Change" not in found


class TestHealth:
    @pytest.fixture
    def link(self, session: Session) -> str:
        return link_of(session, a_confirmed_guardian(a_cadet("paperwork")))

    def test_it_is_saved_half_done_and_sent_whole(self, client: FlaskClient, session: Session, link: str) -> None:
        half = {**HEALTH, "doctor": "", "contact_phone": "", "allergies": ""}
        assert send(client, f"{link}/health", **half, later="yes").status_code == 303
        assert "Started, not sent" in page(client, link)
        assert "Bee stings" in page(client, f"{link}/health")
        assert errors_of(send(client, f"{link}/health", **half)) == [
            "Choose whether they have any allergies.", "Enter the name of their doctor or surgery.",
            "Enter the telephone number to ring in an emergency.",
        ]  # fmt: skip
        assert send(client, f"{link}/health", **HEALTH).status_code == 303
        assert "See or change the form" in page(client, link)
        form = session.scalars(select(HealthForm)).one()
        assert queries.health_values(form.application_id)["allergies_what"] == "Bee stings"
        assert session.get_one(Application, form.application_id).decision_due

    def test_what_depends_on_a_yes_is_needed_then(self, client: FlaskClient, link: str) -> None:
        response = send(client, f"{link}/health", **{**HEALTH, "medication": "yes"})
        assert errors_of(response) == ["Tell us which medication, and when."]

    def test_a_number_that_is_none_is_refused_and_kept_on_the_page(self, client: FlaskClient, link: str) -> None:
        response = send(client, f"{link}/health", **{**HEALTH, "contact_phone": "ring me"}, later="yes")
        assert errors_of(response)[0].startswith("Enter a phone number")
        assert 'value="ring me"' in response.get_data(as_text=True)

    @pytest.mark.parametrize(
        ("stage", "known", "purpose"),
        [("submitted", True, None), ("paperwork", False, None), ("paperwork", True, Purpose.TAKE_PART)],
    )
    def test_there_is_no_form_before_its_stage_before_the_call_or_without_consent(
        self, client: FlaskClient, session: Session, stage: str, known: bool, purpose: Purpose | None
    ) -> None:
        guardian = a_guardian(a_cadet(stage))
        a_yes(guardian)
        if known:
            a_call(guardian)
        if purpose:
            service.answer(guardian.id, {purpose: False}, seen={purpose: 1})
        link = link_of(session, guardian)
        assert client.get(f"{link}/health").status_code == 303
        assert "Health and permission form" not in page(client, link)
