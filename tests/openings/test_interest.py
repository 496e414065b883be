"""Asking to be told, the same for everyone; being told once; and being taken off the list at one click."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.openings.builders import CADETS, a_unit, an_interest, an_opening
from tests.pages import sent_form
from tests.sql_count import counted_sql
from volunteers import clock
from volunteers.errors import Refused
from volunteers.notifications import service as notifications
from volunteers.notifications.models import Message
from volunteers.openings import jobs, service
from volunteers.openings.models import Interest
from volunteers.people.models import Link

ADDRESS = "/opportunities/interest/cadets"
JO = "jo@example.org"


def send(client: FlaskClient, email: str = JO, *, address: str = ADDRESS, **more: str) -> tuple[int, str]:
    shown = client.get(address).get_data(as_text=True)
    answer = client.post(address, data=sent_form(shown, email=email, **more))
    return answer.status_code, answer.location or answer.get_data(as_text=True)


def mails(session: Session, kind: str = "interest_registered") -> list[Message]:
    """Those that go out: one that is not due is written too, and expires at once."""
    written = session.scalars(select(Message).where(Message.kind == kind).order_by(Message.id))
    return [mail for mail in written if mail.expires_at is None or mail.expires_at > mail.created_at]


def waiting(session: Session) -> list[Interest]:
    return list(session.scalars(select(Interest).order_by(Interest.id)))


def token_of(message: Message) -> str:
    return str(message.particulars["token"])


def test_an_address_is_kept_for_the_unit_and_confirmed(client, session):
    unit = a_unit()
    status, location = send(client, "Jo@Example.org", address=f"{ADDRESS}?unit={unit.id}")
    assert (status, location) == (303, f"{ADDRESS}/thank-you?unit={unit.id}")
    (interest,) = waiting(session)
    assert (interest.email, interest.strand, interest.unit_id, interest.told_at) == (JO, CADETS, unit.id, None)
    (mail,) = mails(session)
    assert (mail.to_address, mail.particulars["what"]) == (JO, "Police Cadets, Taunton cadets (Somerset)")
    said = client.get(location).get_data(as_text=True)
    assert "Police Cadets, Taunton cadets (Somerset)" in said
    assert JO not in said


def test_the_answer_is_the_same_whether_or_not_the_address_is_known(client, session):
    first, again = send(client), send(client)
    assert first == again
    assert len(waiting(session)) == len(mails(session)) == 1


def test_the_same_form_twice_is_one(client, session):
    shown = sent_form(client.get(ADDRESS).get_data(as_text=True), email=JO)
    assert {client.post(ADDRESS, data=shown).location for _ in range(3)} == {f"{ADDRESS}/thank-you"}
    assert len(mails(session)) == 1
    assert client.post(ADDRESS, data={**shown, "email": "mo@example.org"}).status_code == 409


@pytest.mark.parametrize("typed", ["", "jo", "jo@", "jo@example.org\r\nBcc: all@example.org", "a" * 250 + "@b.example"])
def test_what_is_no_address_is_said_in_words_and_kept_on_the_page(client, session, typed):
    status, said = send(client, typed)
    assert status == 200
    assert "There is a problem" in said
    assert waiting(session) == []


@pytest.mark.parametrize("asked", ["?unit=404", "?unit=x", "?unit=99999999999", "?role=driver"])
def test_a_unit_or_role_the_strand_does_not_have_is_not_found(client, session, asked):
    assert client.get(ADDRESS + asked).status_code == 404


def test_what_is_open_is_shown_instead(client, session):
    unit = a_unit()
    opening = an_opening(unit=unit)
    for address in (ADDRESS, f"{ADDRESS}?unit={unit.id}"):
        assert client.get(address).location == f"/opportunities/{opening.id}"
    with pytest.raises(Refused, match="open now"):
        service.register_interest(JO, strand=CADETS, unit_id=unit.id)
    assert client.get(f"{ADDRESS}?unit={a_unit('Yeovil cadets').id}").status_code == 200


def test_a_known_address_costs_as_much_work_as_an_unknown_one(app: Flask, session):
    service.register_interest("other@example.org", strand=CADETS)
    work = []
    for email in (JO, JO, "mo@example.org"):
        session.expire_all()
        with counted_sql(app) as asked:
            service.register_interest(email, strand=CADETS)
            session.flush()
        work.append([statement.split()[0] for statement in asked.statements if "interests" not in statement])
    assert work[0] == work[1] == work[2]
    assert "INSERT" in work[0]


def test_a_confirmation_that_is_not_due_is_never_sent(session):
    for _ in range(2):
        service.register_interest(JO, strand=CADETS)
    written = list(session.scalars(select(Message).order_by(Message.id)))
    assert [notifications.claim(mail.id) is not None for mail in written] == [True, False]
    assert written[1].state == "expired"
    assert written[1].particulars == {}


def test_an_address_has_three_confirmations_in_a_day_however_often_it_is_given(session):
    units = [a_unit(f"Unit {number}") for number in range(6)]
    with time_machine.travel(clock.now(), tick=False) as now:
        for unit in units:
            for _ in range(3):
                service.register_interest(JO, strand=CADETS, unit_id=unit.id)
        service.register_interest("mo@example.org", strand=CADETS)
        assert [mail.to_address for mail in mails(session)] == [JO] * 3 + ["mo@example.org"]
        now.shift(timedelta(days=1))
        for unit in units:
            service.register_interest(JO, strand=CADETS, unit_id=unit.id)
        assert len(mails(session)) == 7
    assert len(waiting(session)) == 7


def test_everyone_who_waits_is_told_once_when_it_opens(session):
    unit, other = a_unit(), a_unit("Yeovil cadets")
    wishes = {"unit": unit, "all": None, "other": other}
    for name, wished in wishes.items():
        an_interest(f"{name}@example.org", unit=wished)
    an_interest("told@example.org", unit=unit, told_at=clock.now() - timedelta(days=30))
    an_interest("specials@example.org", strand="special_constabulary")
    opening = an_opening(unit=unit, opens=0)
    for _ in range(2):
        jobs.tell_interested()
    told = mails(session, "opening_announced")
    assert [mail.to_address for mail in told] == ["unit@example.org", "all@example.org"]
    assert {mail.particulars["opening_id"] for mail in told} == {opening.id}
    assert told[0].expires_at == clock.start_of_day(opening.closes_on + timedelta(days=1))


@pytest.mark.parametrize("window", [{"opens": 1}, {"closes": -1}, {"places": 1, "taken": 1}, {"ended_at": clock.now()}])
def test_nobody_is_told_of_what_is_not_open(session, window):
    an_interest()
    an_opening(**window)
    jobs.tell_interested()
    assert mails(session, "opening_announced") == []


def test_a_place_that_comes_back_is_told_too(session):
    opening = an_opening(places=1, taken=1)
    service.register_interest(JO, strand=CADETS)
    jobs.tell_interested()
    service.give_back_place(opening.id)
    jobs.tell_interested()
    assert [mail.to_address for mail in mails(session, "opening_announced")] == [JO]


def test_more_than_one_batch_is_told(session):
    an_opening()
    for number in range(7):
        an_interest(f"{number}@example.org")
    counts = [service.tell_interested(most=3) for _ in range(4)]
    assert counts == [3, 3, 1, 0]


def test_asking_again_after_being_told_waits_for_the_next(session):
    an_interest(told_at=clock.now() - timedelta(days=100))
    service.register_interest(JO, strand=CADETS)
    (interest,) = waiting(session)
    assert interest.told_at is None
    an_opening()
    jobs.tell_interested()
    assert len(mails(session, "opening_announced")) == 1


def test_one_button_takes_an_address_off_the_list(client, session):
    service.register_interest(JO, strand=CADETS)
    address = f"/opportunities/interest/remove/{token_of(mails(session)[0])}"
    shown = client.get(address).get_data(as_text=True)
    assert "Stop telling me" in shown
    assert JO not in shown
    assert len(waiting(session)) == 1, "a mail scanner that opens links removes nobody"
    assert "You are off the list" in client.post(address, data=sent_form(shown)).get_data(as_text=True)
    assert waiting(session) == []
    gone = client.get(address)
    assert (gone.status_code, "no longer needed" in gone.get_data(as_text=True)) == (410, True)


def test_a_mail_program_does_it_at_one_click_with_no_page_before_it(client, session):
    service.register_interest(JO, strand=CADETS)
    address = f"/opportunities/interest/remove/{token_of(mails(session)[0])}"
    assert client.post(address, data={"List-Unsubscribe": "other"}).status_code == 200
    assert len(waiting(session)) == 1
    assert client.post(address, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    assert waiting(session) == []


def test_a_token_that_is_not_ours_removes_nobody(client, session):
    an_interest()
    for method in ("GET", "POST"):
        answer = client.open("/opportunities/interest/remove/guess", method=method)
        assert answer.status_code == 404
    assert len(waiting(session)) == 1


def test_an_address_is_erased_so_long_after_the_last_contact(client, session, app):
    months = app.config["FORCE"].retention.interest_months
    kept_from = clock.start_of_day(clock.add_months(clock.today(), -months))
    an_interest("kept@example.org", at=kept_from)
    an_interest("told@example.org", at=kept_from - timedelta(days=90), told_at=kept_from)
    old = an_interest("old@example.org", at=kept_from - timedelta(seconds=1))
    session.add(
        Link(token_digest="x", purpose="interest", subject_id=old.id, created_at=kept_from, expires_at=clock.now())
    )
    jobs.erase_old_interest()
    assert [interest.email for interest in waiting(session)] == ["kept@example.org", "told@example.org"]
    assert session.scalars(select(Link)).one().ended_at is not None
