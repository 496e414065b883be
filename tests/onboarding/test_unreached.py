"""Messages that did not arrive: listed in scope, sent again, or noted as told in another way."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update
from sqlalchemy.orm import Session

from tests.onboarding.builders import a_case, a_coordinator
from tests.onboarding.walk import OF_BRISTOL, SPECIALS, another, as_one_with, page
from tests.pages import sent_form
from tests.people.builders import a_volunteer
from volunteers.errors import Conflict, Refused
from volunteers.history.queries import list_of
from volunteers.notifications.models import Message, MessageState
from volunteers.notifications.rules import MessageKind
from volunteers.notifications.rules.reaching import why_not
from volunteers.notifications.service import notify
from volunteers.notifications.service.reaching import see_to, try_again
from volunteers.onboarding.queries.unreached import count_unreached, list_unreached
from volunteers.permissions import Grant, Role
from volunteers.unit_of_work import unit_of_work

PLACE = "/staff/messages/unreached"


def unreached(state: MessageState = MessageState.GIVEN_UP, failure: str = "550 b'no'", **more: str) -> Message:
    """News to an applicant of Bristol that did not arrive."""
    application = a_case("submitted", **{"area": "bristol", **more})
    message = notify(
        MessageKind.APPLICATION_MOVED, to="jo@example.org", account_id=application.account_id,
        subject=("application", application.id), name="Jo", reference=application.reference, strand="x",
    )  # fmt: skip
    message.state, message.failure, message.attempts = state, failure, 9
    return message


@pytest.mark.parametrize(
    ("failure", "words"),
    [
        ("550 b'5.1.1 unknown'", "The mail system refused the address (550)."),
        ("451 b'try later'", "It was put off again and again for a day (451)."),
        ("TimeoutError", "The server that carries messages could not be reached for a day."),
        ("its words could not be written: UndefinedError", "Its words could not be written. "),
        ("There is no such mailbox. (5.1.1)", "There is no such mailbox. (5.1.1)"),
        ("400 phone_number Not enough digits", "It was put off again and again for a day (400)."),
        (None, ""),
    ],
)
def test_why_is_said_in_words(failure: str | None, words: str) -> None:
    assert why_not(failure).startswith(words)


def test_it_is_listed_for_whoever_looks_after_them(session: Session) -> None:
    message = unreached()
    unreached(MessageState.SENT)
    by_hand = unreached(MessageState.BY_HAND)
    mine, elsewhere = a_coordinator("bristol"), a_coordinator("somerset")
    assert [row.id for row in list_unreached(mine).rows] == [by_hand.id, message.id]
    assert count_unreached(mine) == 2
    assert list_unreached(elsewhere).rows == ()
    volunteer = a_volunteer(area="somerset")
    lapse = notify(MessageKind.DUTY_CANCELLED, to="alex@example.org", subject=("volunteer", volunteer.id))
    lapse.state = MessageState.RETURNED
    (row,) = list_unreached(elsewhere).rows
    assert (row.id, row.volunteer_id, row.about) == (lapse.id, volunteer.id, volunteer.name)


def test_the_list_is_paged(session: Session) -> None:
    for _ in range(52):
        unreached()
    by = a_coordinator("bristol")
    first = list_unreached(by)
    assert (len(first.rows), first.onward is not None) == (50, True)
    second = list_unreached(by, before=first.onward)
    assert (len(second.rows), second.onward) == (2, None)


def test_sent_again_it_has_all_the_time_of_a_new_one(session: Session) -> None:
    message, by = unreached(), a_coordinator("bristol")
    before = message.message_id
    with unit_of_work():
        try_again(message, by=by)
    assert (message.state, message.attempts) == (MessageState.PENDING, 0)
    assert message.message_id != before, "a bounce of the first time says nothing of this one"
    assert [entry.act for entry in list_of("message", message.id)] == ["message_sent_again"]
    with pytest.raises(Conflict):
        try_again(message, by=by)


def test_what_held_a_code_or_has_no_address_is_not_sent_again(session: Session) -> None:
    by = a_coordinator("bristol")
    secret, homeless = unreached(), unreached(MessageState.BY_HAND)
    secret.kind = MessageKind.GUARDIAN_LINK.value
    homeless.to_address = "abc@no-mail.invalid"
    for message, code in ((secret, "cannot_repeat"), (homeless, "no_address")):
        with pytest.raises(Refused) as refused:
            try_again(message, by=by)
        assert [each.code for each in refused.value.refusals] == [code]


def test_seen_to_it_is_off_the_list_and_why_it_failed_is_kept(session: Session) -> None:
    message, by = unreached(), a_coordinator("bristol")
    see_to(message, how="telephone", by=by)
    assert (message.state, message.failure) == (MessageState.SEEN_TO, "550 b'no'")
    assert list_unreached(by).rows == ()


@pytest.fixture
def browser(client: FlaskClient) -> FlaskClient:
    return as_one_with(client, OF_BRISTOL)


def test_the_page_says_why_and_what_now(browser: FlaskClient, session: Session) -> None:
    first, second = unreached(), unreached(MessageState.BY_HAND)
    shown = page(browser, PLACE)
    for words in ("The mail system refused the address (550).", "They have no e-mail address.", "Send again"):
        assert words in shown, words
    hidden = {"csrf_token": sent_form(shown)["csrf_token"]}
    assert browser.post(f"{PLACE}/{first.id}/again", data=hidden).status_code == 303
    assert browser.post(f"{PLACE}/{second.id}/told", data={**hidden, "how": "telephone"}).status_code == 303
    assert "somebody has seen to it" in page(browser, PLACE)


def test_two_who_see_to_one_are_told(browser: FlaskClient, session: Session) -> None:
    message = unreached()
    hidden = {"csrf_token": sent_form(page(browser, PLACE))["csrf_token"]}
    session.execute(update(Message).where(Message.id == message.id).values(state=MessageState.SEEN_TO))
    answer = browser.post(f"{PLACE}/{message.id}/again", data=hidden)
    assert answer.status_code == 409
    assert "Someone else has just seen to this message." in answer.get_data(as_text=True)
    assert "Choose how they were told." in browser.post(f"{PLACE}/{message.id}/told", data=hidden).get_data(
        as_text=True
    )


def test_another_areas_is_not_found(browser: FlaskClient, session: Session) -> None:
    message = unreached()
    stranger = another(browser, Grant(Role.COORDINATOR, SPECIALS, "somerset"))
    page(stranger, PLACE)
    unreached(area="somerset")
    hidden = {"csrf_token": sent_form(page(stranger, PLACE))["csrf_token"]}
    assert stranger.post(f"{PLACE}/{message.id}/again", data=hidden).status_code == 404
