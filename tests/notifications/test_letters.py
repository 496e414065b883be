"""What someone was sent, as it was written: read by its receiver, and by staff where they may."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.notifications.builders import own_words
from tests.notifications.catcher import Catcher, catching
from tests.onboarding.builders import a_case
from tests.people.builders import a_volunteer, an_account, signed_in
from volunteers.notifications import jobs, service
from volunteers.notifications.models import Channel, Message, MessageState
from volunteers.notifications.queries.letters import list_to
from volunteers.notifications.rules import MessageKind
from volunteers.notifications.rules.standing import for_receiver, in_words
from volunteers.notifications.rules.wording import Words
from volunteers.permissions import Grant, Role

SPECIALS, CADETS = "special_constabulary", "cadets"


@pytest.fixture
def catcher(app: Flask) -> Iterator[Catcher]:
    settings = app.extensions["mail"]
    with catching() as found:
        before, settings.port = settings.port, found.port
        yield found
        settings.port = before


def news(case: Any, **more: Any) -> Message:
    return service.notify(
        MessageKind.APPLICATION_MOVED, to=case.account.email, account_id=case.account_id,
        subject=("application", case.id), of_strand=case.strand, name="Sam", reference=case.reference,
        strand="Specials", **more,
    )  # fmt: skip


def duty_news(volunteer: Any, strand: str | None = SPECIALS) -> Message:
    return service.notify(
        MessageKind.WITHDRAWN_FROM_DUTY, to="v@example.org", account_id=volunteer.account_id, of_strand=strand,
        title="Patrol", when="Saturday", by_themself=True,
    )  # fmt: skip


def read(browser: FlaskClient, address: str) -> tuple[int, str]:
    answer = browser.get(address)
    return answer.status_code, " ".join(answer.get_data(as_text=True).split())


def a_coordinator(client: FlaskClient, *grants: Grant, **more: Any) -> FlaskClient:
    return signed_in(client, an_account(grants=grants or [Grant(Role.COORDINATOR, SPECIALS, "somerset")], **more))


def test_a_message_reads_as_it_was_sent_whatever_the_words_are_now(
    catcher: Catcher, client: FlaskClient, session: Session
) -> None:
    case = a_case("interview", area="somerset")
    own_words(subject="As it was", body="What it said, ((name)): ((link))")
    message = news(case)
    jobs.deliver([message.id])
    own_words(subject="As it is", body="Other ((link))")
    browser = a_coordinator(client)
    _, page = read(browser, f"/staff/applications/{case.reference}")
    assert f"/staff/applications/{case.reference}/messages/{message.id}" in page
    status, page = read(browser, f"/staff/applications/{case.reference}/messages/{message.id}")
    assert status == 200
    assert "As it was" in page
    assert "What it said, Sam" in page
    assert "Sent." in page
    assert "As it is" not in page


def test_its_receiver_reads_it_and_nobody_elses(catcher: Catcher, client: FlaskClient, session: Session) -> None:
    case, other = a_case("interview"), a_case("interview")
    mine, theirs = news(case), news(other)
    jobs.deliver([mine.id, theirs.id])
    browser = signed_in(client, case.account)
    assert f"/my-messages/{mine.id}" in read(browser, f"/my-applications/{case.reference}")[1]
    _, page = read(browser, "/my-messages")
    assert "News about an application under way" in page
    assert f"/my-messages/{theirs.id}" not in page
    status, page = read(browser, f"/my-messages/{mine.id}")
    assert (status, "Dear Sam" in page, "We sent it to you" in page) == (200, True, True)
    assert browser.get(f"/my-messages/{theirs.id}").status_code == 404


def test_of_a_code_there_is_neither_a_line_nor_a_page(client: FlaskClient, session: Session) -> None:
    account = an_account(Role.APPLICANT)
    code = service.notify(
        MessageKind.SIGN_IN_CODE_REQUESTED, to=account.email, account_id=account.id, way="code", code="123456"
    )
    assert list_to(account.id, None) == []
    assert signed_in(client, account).get(f"/my-messages/{code.id}").status_code == 404


def test_a_link_to_a_guardian_is_not_kept(client: FlaskClient, session: Session) -> None:
    case = a_case("interview", area="somerset")
    asked = service.notify(
        MessageKind.GUARDIAN_ASKED, to="jo@example.org", subject=("application", case.id), name="Jo",
        young_person="Sam", token="a-token-of-theirs",
    )  # fmt: skip
    status, page = read(a_coordinator(client), f"/staff/applications/{case.reference}/messages/{asked.id}")
    assert (status, "is not kept" in page, "a-token" in page) == (200, True, False)


def test_what_waits_is_shown_as_it_will_be(client: FlaskClient, session: Session) -> None:
    case = a_case("interview", area="somerset")
    message = news(case)
    _, page = read(a_coordinator(client), f"/staff/applications/{case.reference}/messages/{message.id}")
    assert "It has not been sent. This is what it says." in page
    assert "Dear Sam" in page


@pytest.mark.parametrize(
    ("grants", "more", "expected"),
    [
        ([Grant(Role.COORDINATOR, SPECIALS, "somerset")], {}, 200),
        ([Grant(Role.COORDINATOR, SPECIALS, "bristol")], {}, 404),
        ([Grant(Role.COORDINATOR, CADETS, "somerset")], {}, 404),
        ([Grant(Role.SUPERVISOR, SPECIALS, "somerset")], {}, 403),
        (
            [Grant(Role.SUPERVISOR, SPECIALS, "somerset"), Grant(Role.COORDINATOR, CADETS, "somerset")],
            {"for_children": False}, 404,
        ),
    ],
)  # fmt: skip
def test_staff_read_what_is_in_their_scope(
    client: FlaskClient, session: Session, grants: list[Grant], more: dict[str, Any], expected: int
) -> None:
    case, volunteer = a_case("interview", area="somerset"), a_volunteer()
    about, to = news(case), duty_news(volunteer)
    browser = a_coordinator(client, *grants, **more)
    assert browser.get(f"/staff/applications/{case.reference}/messages/{about.id}").status_code == expected
    assert browser.get(f"/staff/volunteers/{volunteer.id}/messages/{to.id}").status_code == expected


def test_a_message_is_found_with_its_own_application_alone(client: FlaskClient, session: Session) -> None:
    case, other = a_case("interview", area="somerset"), a_case("interview", area="somerset")
    message = news(other)
    browser = a_coordinator(client)
    assert browser.get(f"/staff/applications/{case.reference}/messages/{message.id}").status_code == 404


def test_a_volunteers_page_lists_what_is_about_the_viewers_strand(client: FlaskClient, session: Session) -> None:
    volunteer = a_volunteer()
    theirs, elsewhere, unknown = duty_news(volunteer), duty_news(volunteer, CADETS), duty_news(volunteer, None)
    changed = service.notify(MessageKind.ADDRESS_CHANGED, to="v@example.org", account_id=volunteer.account_id)
    browser = a_coordinator(client)
    page = read(browser, f"/staff/volunteers/{volunteer.id}")[1]
    base = f"/staff/volunteers/{volunteer.id}/messages"
    assert [f"{base}/{each.id}" in page for each in (theirs, changed, elsewhere, unknown)] == [True, True, False, False]
    assert [browser.get(f"{base}/{each.id}").status_code for each in (theirs, elsewhere)] == [200, 404]


def test_whoever_may_not_read_messages_sees_no_list(client: FlaskClient, session: Session) -> None:
    volunteer = a_volunteer()
    duty_news(volunteer)
    browser = signed_in(client, an_account(grants=[Grant(Role.SUPERVISOR, SPECIALS, "somerset")]))
    assert "Messages sent to them" not in read(browser, f"/staff/volunteers/{volunteer.id}")[1]


def test_a_text_message_is_kept_as_it_went(session: Session) -> None:
    message = news(a_case("interview"))
    message.channel = Channel.TEXT
    service.mark_sent(message, words=Words("Subject", "Body", "There is news"))
    assert (message.sent_subject, message.sent_body) == (None, "There is news")


@pytest.mark.parametrize(
    ("state", "attempts", "failure", "words"),
    [
        ("pending", 0, None, "Waiting to be sent."),
        ("pending", 1, "451 later", "Waiting: tried once, and tried again soon."),
        ("pending", 3, "451 later", "Waiting: tried 3 times, and tried again soon."),
        ("claimed", 1, None, "Being sent now."),
        ("sent", 1, None, "Sent."),
        (
            "given_up",
            1,
            "550 no such person",
            "Given up after it was tried once. The mail system refused the address (550).",
        ),
        ("given_up", 40, "ConnectionRefusedError", "Given up after it was tried 40 times. The server that carries"),
        ("returned", 1, "There is no such mailbox.", "It came back. There is no such mailbox."),
        ("by_hand", 0, None, "Not sent, for they have no e-mail: tell them by telephone or letter."),
        ("seen_to", 1, "Rang them", "It did not arrive, so they were told in another way: Rang them"),
        ("expired", 0, None, "Not sent: it was old news before it could go out."),
    ],
)
def test_how_far_it_has_come_is_said_in_words(state: str, attempts: int, failure: str | None, words: str) -> None:
    assert in_words(state, attempts=attempts, failure=failure).startswith(words)


@pytest.mark.parametrize("state", MessageState)
def test_every_state_has_words_for_both(state: MessageState) -> None:
    for said in (in_words(state.value, attempts=2, failure="550 no"), for_receiver(state.value)):
        assert said[0].isupper()
        assert "_" not in said
        assert "550 no" not in for_receiver(state.value)
