"""The applicant's own pages: choosing a time, what was booked, moving it, giving it up, and what is too late."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from tests.applications.builders import an_application
from tests.appointments.builders import a_booking, a_session, an_invitation, at
from tests.guardians.builders import a_cadet, a_confirmed_guardian
from tests.onboarding.builders import a_case, a_coordinator
from tests.pages import sent_form
from tests.people.builders import signed_in
from tests.sql_count import counted_sql
from volunteers import clock
from volunteers.applications.models import Application
from volunteers.appointments import service
from volunteers.appointments.models import Booking, BookingState, InvitationState, Session, SessionKind, SessionState
from volunteers.extensions import db
from volunteers.notifications.models import Message


@pytest.fixture
def ada(session: object) -> Application:
    return a_case("interview", area="bristol")


@pytest.fixture
def browser(client: FlaskClient, ada: Application) -> FlaskClient:
    return signed_in(client, ada.account)


def page(browser: FlaskClient, address: str, status: int = 200) -> str:
    response = browser.get(address)
    assert response.status_code == status, response.status_code
    return " ".join(response.get_data(as_text=True).split())


def send(browser: FlaskClient, address: str, status: int = 303, **answers: object) -> str:
    """Fill in the form of a page and send it: where it leads, or what it says."""
    response = browser.post(address, data=sent_form(browser.get(address).get_data(as_text=True), **answers))
    assert response.status_code == status, response.get_data(as_text=True)
    return response.location if status == 303 else " ".join(response.get_data(as_text=True).split())


def own(application: Application, *parts: object) -> str:
    return "/".join(["/my-applications", application.reference, "appointments", *(str(part) for part in parts)])


def bookings_of(application: Application) -> list[Booking]:
    return list(db.session.query(Booking).filter_by(application_id=application.id).order_by(Booking.id))


def a_full_session(**more: object) -> Session:
    held = a_session(capacity=1, **more)  # type: ignore[arg-type]
    a_booking(held, a_case("interview"))
    return held


def test_the_own_page_says_the_one_thing_to_do_and_nothing_that_contradicts_it(browser, ada):
    an_invitation(ada, [a_session(), a_session(days=9)], reply_by=clock.today() + timedelta(days=3))
    shown = page(browser, f"/my-applications/{ada.reference}")
    by = clock.today() + timedelta(days=3)
    assert f"Choose a time for your interview by {by.day} {by:%B %Y}" in shown
    assert "2 times to choose from" in shown


def test_nothing_just_now_is_said_only_when_there_is_no_appointment_either(client, session):
    farmer = an_application(strand="farm_watch", stage="submitted", area="bristol")
    browser = signed_in(client, farmer.account)
    shown = page(browser, f"/my-applications/{farmer.reference}")
    assert "Nothing just now" in shown
    assert "app-own-appointment" not in shown
    an_invitation(farmer, [a_session(kind=SessionKind.OTHER, strand="farm_watch", check_code=None)])
    shown = page(browser, f"/my-applications/{farmer.reference}")
    assert "Choose a time for your appointment by" in shown
    assert "Nothing just now" not in shown


def test_a_time_is_chosen_checked_and_booked_once_however_often_the_button_is_pressed(browser, ada):
    first, second = a_session(), a_session(days=9)
    invitation = an_invitation(ada, [first, second])
    choose = own(ada, "choose", invitation.id)
    shown = page(browser, choose)
    assert shown.count('type="radio"') == 2
    assert "2 places left" in shown
    assert "Choose a time." in send(browser, choose, 200)
    check = send(browser, choose, session=second.id)
    shown = browser.get(check).get_data(as_text=True)
    assert "Bring photo identification." in shown
    assert "Bridewell Street" in shown
    sent = sent_form(shown)
    places = {browser.post(check, data=sent).location for _ in range(2)}
    (booking,) = bookings_of(ada)
    assert places == {own(ada, booking.id)}
    assert (booking.session_id, booking.state) == (second.id, BookingState.BOOKED)
    assert "You have a place" in page(browser, own(ada, booking.id))
    assert "Your interview:" in page(browser, f"/my-applications/{ada.reference}")


def test_a_full_time_offers_the_waiting_list_and_says_how_many_wait(browser, ada):
    full = a_full_session()
    a_booking(full, a_case("interview"), BookingState.WAITING)
    invitation = an_invitation(ada, [full])
    choose = own(ada, "choose", invitation.id)
    assert "Full. You can join the waiting list: 1 person waits before you" in page(browser, choose)
    check = send(browser, choose, session=full.id)
    assert "Join the waiting list" in page(browser, check)
    at_page = send(browser, check)
    assert bookings_of(ada)[0].state is BookingState.WAITING
    assert "1 person is before you on the waiting list" in page(browser, at_page)
    assert "You wait for a place" in page(browser, f"/my-applications/{ada.reference}")


def test_a_place_that_goes_between_two_pages_leads_to_those_still_free(browser, ada):
    held, other = a_session(capacity=1), a_session(days=9)
    invitation = an_invitation(ada, [held, other])
    check = own(ada, "choose", invitation.id, held.id)
    seen = sent_form(browser.get(check).get_data(as_text=True))
    a_booking(held, a_case("interview"))
    answer = browser.post(check, data=seen)
    said = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "Someone else has just taken the last place at that time" in said
    assert f'value="{other.id}"' in said
    assert bookings_of(ada) == []


def test_a_place_that_comes_free_between_two_pages_is_had_at_once(browser, ada):
    full = a_full_session()
    invitation = an_invitation(ada, [full])
    check = own(ada, "choose", invitation.id, full.id)
    seen = sent_form(browser.get(check).get_data(as_text=True))
    full.bookings[0].state, full.taken = BookingState.CANCELLED, 0
    assert browser.post(check, data=seen).status_code == 303
    assert bookings_of(ada)[0].state is BookingState.BOOKED


@pytest.mark.parametrize("how", ["cancelled", "past the cut-off", "of someone else"])
def test_a_time_that_cannot_be_chosen_any_more_is_answered_with_the_others(browser, ada, how):
    gone, other = a_session(), a_session(days=9)
    invitation = an_invitation(ada, [gone, other])
    if how == "cancelled":
        gone.state = SessionState.CANCELLED
    elif how == "past the cut-off":
        gone.cut_off_hours = 24 * 8
    else:
        gone = a_session(days=10)
    shown = page(browser, own(ada, "choose", invitation.id, gone.id), 409)
    assert "That time cannot be chosen any more" in shown
    assert f'value="{other.id}"' in shown


def test_a_booking_is_moved_and_the_old_place_goes_to_whoever_waits(browser, ada):
    first, second = a_session(capacity=1), a_session(days=9)
    an_invitation(ada, [first, second])
    booking = a_booking(first, ada)
    waiting = a_booking(first, a_case("interview"), BookingState.WAITING)
    move = own(ada, booking.id, "move")
    assert "It stays yours until you have moved" in page(browser, move)
    check = send(browser, move, session=second.id)
    assert "You give up" in page(browser, check)
    at_page = send(browser, check)
    old, new = bookings_of(ada)
    assert (old.state, new.state, new.session_id) == (BookingState.CANCELLED, BookingState.BOOKED, second.id)
    assert at_page == own(ada, new.id)
    assert waiting.state is BookingState.BOOKED
    assert browser.get(own(ada, booking.id)).location == own(ada, new.id)
    assert browser.get(own(ada, booking.id, "cancel")).location == own(ada, booking.id)


def test_a_booking_is_cancelled_with_a_reason_from_the_list_and_own_words(browser, ada):
    held = a_session()
    an_invitation(ada, [held])
    booking = a_booking(held, ada)
    cancel = own(ada, booking.id, "cancel")
    assert "Choose the reason nearest to yours." in send(browser, cancel, 200)
    assert "Say in a few words why you cannot come." in send(browser, cancel, 200, reason="other")
    send(browser, cancel, reason="time", note="My shift was moved")
    assert booking.state is BookingState.CANCELLED
    assert booking.cancel_code == "time"
    assert booking.cancel_reason == "I cannot make this day or time: My shift was moved"
    shown = page(browser, own(ada, booking.id))
    assert "You cancelled this" in shown
    assert "Choose a time for your interview" in page(browser, own(ada))


def test_after_the_cut_off_the_pages_say_so_and_whom_to_ask(browser, ada):
    held = a_session(cut_off_hours=24 * 8)
    an_invitation(ada, [held, a_session(days=20)])
    booking = a_booking(held, ada)
    shown = page(browser, own(ada, booking.id))
    assert "You could move or cancel it here until" in shown
    assert "special-constabulary@avonandsomerset.example" in shown
    assert browser.get(own(ada, booking.id, "move")).location == own(ada, booking.id)
    cancel = page(browser, own(ada, booking.id, "cancel"))
    assert "It is too late for that now" in cancel
    assert "<form" not in cancel.partition("<main")[2]


def test_a_cancellation_sent_after_the_cut_off_is_refused_by_the_service_too(browser, ada):
    held = a_session(cut_off_hours=24)
    booking = a_booking(held, ada)
    cancel = own(ada, booking.id, "cancel")
    seen = sent_form(browser.get(cancel).get_data(as_text=True), reason="time")
    held.cut_off_hours = 24 * 8
    answer = browser.post(cancel, data=seen)
    assert answer.status_code == 200
    assert "It is too late for that" in answer.get_data(as_text=True)
    assert booking.state is BookingState.BOOKED


def test_past_the_day_to_answer_the_page_says_so_and_nothing_can_be_booked(browser, ada):
    held = a_session()
    invitation = an_invitation(ada, [held], reply_by=clock.today() - timedelta(days=1))
    assert "No time was chosen for your interview" in page(browser, f"/my-applications/{ada.reference}")
    choose = page(browser, own(ada, "choose", invitation.id))
    assert "The last day to choose was" in choose
    assert 'type="radio"' not in choose
    said = send(browser, own(ada, "choose", invitation.id, held.id), 200)
    assert "You were asked to choose by" in said
    assert bookings_of(ada) == []


def test_a_session_called_off_says_why_and_asks_to_choose_again(browser, ada):
    held = a_session()
    an_invitation(ada, [held, a_session(days=9)])
    booking = a_booking(held, ada)
    service.cancel_session(held.id, reason="The panel is ill", by=a_coordinator())
    shown = page(browser, own(ada, booking.id))
    assert "We had to call this off" in shown
    assert "The panel is ill" in shown
    assert "Choose a time for your interview" in page(browser, f"/my-applications/{ada.reference}")


def test_a_place_that_staff_took_away_says_so_and_why(browser, ada):
    booking = a_booking(a_session(), ada)
    service.cancel_booking(booking.id, reason="You have passed it elsewhere", by=a_coordinator())
    shown = page(browser, own(ada, booking.id))
    assert "We cancelled this" in shown
    assert "You have passed it elsewhere" in shown


def test_an_invitation_that_was_closed_leads_to_the_list(browser, ada):
    invitation = an_invitation(ada, [a_session()])
    invitation.state = InvitationState.CLOSED
    assert browser.get(own(ada, "choose", invitation.id)).location == own(ada)
    assert "There is nothing to come to just now" in page(browser, own(ada))


def test_what_is_anothers_is_not_found(browser, ada):
    other = a_case("interview")
    held = a_session()
    invitation, booking = an_invitation(other, [held]), a_booking(held, other)
    for parts in [(), ("choose", invitation.id), (booking.id,), (booking.id, "cancel"), (booking.id, "calendar.ics")]:
        assert browser.get(own(other, *parts)).status_code == 404
    # Under one's own application another's booking is nothing at all.
    assert browser.get(own(ada, booking.id)).status_code == 404
    assert browser.get(own(ada, booking.id, "calendar.ics")).status_code == 404
    assert browser.get(own(ada, "choose", invitation.id)).location == own(ada)


def test_what_is_over_is_listed_with_how_it_ended(browser, ada):
    came = a_booking(a_session(starts_at=at(-3), title="Fitness test"), ada, BookingState.ATTENDED)
    shown = page(browser, own(ada))
    assert "You came." in shown
    assert "You came" in page(browser, own(ada, came.id))


def test_a_cadet_reads_plain_words_and_the_guardian_gets_a_copy(client, session):
    cadet = a_cadet("orientation")
    a_confirmed_guardian(cadet)
    evening = a_session(
        kind=SessionKind.ORIENTATION, strand="cadets", area=cadet.area, check_code=None, title="Orientation evening"
    )
    invitation = an_invitation(cadet, [evening])
    browser = signed_in(client, cadet.account)
    at_page = send(browser, own(cadet, "choose", invitation.id, evening.id))
    assert "Your orientation evening" in page(browser, at_page)
    told = db.session.query(Message).filter_by(kind="guardian_copied").order_by(Message.id.desc()).first()
    assert told is not None
    assert told.to_address == "jo@example.org"
    assert told.particulars["original"] == "appointment_booked"


def test_the_list_takes_the_same_number_of_queries_however_long(app, browser, ada):
    invited = an_invitation(ada, [a_session(days=days) for days in (7, 8)])
    with counted_sql(app) as few:
        page(browser, own(ada, "choose", invited.id))
    invited.sessions = [a_full_session(days=days) for days in range(7, 17)]
    db.session.flush()
    with counted_sql(app) as many:
        page(browser, own(ada, "choose", invited.id))
    assert many.count == few.count


def test_an_application_that_is_not_asked_anything_has_an_empty_list(client, session):
    application = an_application()
    assert "nothing to come to" in page(signed_in(client, application.account), own(application))
