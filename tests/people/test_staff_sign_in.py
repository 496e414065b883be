"""Staff sign-in: a password and an authenticator's code, each use of it once, and what ends it."""

from datetime import timedelta

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from tests.pages import sent_form
from tests.people.builders import an_account, signed_in
from tests.people.staff import PASSWORD, Staff
from volunteers import clock, sealing
from volunteers.errors import Refused
from volunteers.history.models import HistoryEntry
from volunteers.people import service
from volunteers.people.models import Account, RoleGrant, SignIn
from volunteers.people.service import passwords
from volunteers.permissions import Role

KEY = b"testsealingkeytestsealingkey1234"


@pytest.fixture
def staff(client: FlaskClient) -> Staff:
    return Staff(client)


def test_the_right_three_open_the_staff_pages_for_ten_hours(staff: Staff, session: Session) -> None:
    answer = staff.sign_in()
    assert answer.status_code == 303
    sign_in = session.scalars(select(SignIn)).one()
    assert sign_in.expires_at - sign_in.started_at == timedelta(hours=10)
    assert staff.client.get("/my-sign-ins").status_code == 200
    acts = session.scalars(select(HistoryEntry.act).order_by(HistoryEntry.id)).all()
    assert acts == ["staff_account_created", "signed_in"]
    with time_machine.travel(clock.now() + timedelta(hours=10, seconds=1), tick=False):
        assert staff.client.get("/my-sign-ins").status_code == 303


@pytest.mark.parametrize(
    "wrong", [{"password": "not the password"}, {"email": "nobody@force.example"}, {"code": "000000"}]
)
def test_whichever_is_wrong_the_words_are_the_same(staff: Staff, session: Session, wrong: dict[str, str]) -> None:
    answer = staff.sign_in(**wrong)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert "The e-mail address, password or code is not right." in page
    assert PASSWORD not in page
    assert session.scalars(select(SignIn)).all() == []


@pytest.mark.parametrize("steps_away", [-1, 0, 1])
def test_a_telephone_may_be_half_a_minute_off(staff: Staff, steps_away: int) -> None:
    assert staff.sign_in(staff.code(steps_away)).status_code == 303


@pytest.mark.parametrize("steps_away", [-2, 2])
def test_but_not_a_minute(staff: Staff, steps_away: int) -> None:
    with time_machine.travel(clock.now(), tick=False):
        assert staff.sign_in(staff.code(steps_away)).status_code == 200


def test_a_code_works_once_and_an_older_one_no_more(staff: Staff) -> None:
    with time_machine.travel(clock.now(), tick=False):
        assert staff.sign_in().status_code == 303
        other = staff.client.application.test_client()
        assert staff.sign_in(client=other).status_code == 200
        assert staff.sign_in(staff.code(-1), client=other).status_code == 200
        assert staff.sign_in(staff.code(1), client=other).status_code == 303


def test_staff_without_an_authenticator_do_not_get_in(staff: Staff, session: Session) -> None:
    staff.account.totp_secret = None
    assert staff.sign_in().status_code == 200


def test_a_disabled_account_does_not_get_in_and_is_out_at_once(staff: Staff) -> None:
    assert staff.sign_in().status_code == 303
    staff.account.disabled_at = clock.now()
    assert staff.client.get("/my-sign-ins").status_code == 303
    with time_machine.travel(clock.now() + timedelta(minutes=2)):
        assert staff.sign_in().status_code == 200


def test_rights_taken_away_are_gone_at_the_next_request(client: FlaskClient, session: Session) -> None:
    account = an_account(Role.COORDINATOR)
    signed_in(client, account)
    assert client.get("/my-sign-ins").status_code == 200
    session.execute(delete(RoleGrant))
    assert client.get("/my-sign-ins").status_code == 403


def test_a_copied_cookie_is_worthless_after_signing_out(client: FlaskClient, session: Session) -> None:
    account = an_account(Role.APPLICANT)
    signed_in(client, account)
    cookie = client.get_cookie("session")
    page = client.get("/sign-out").get_data(as_text=True)
    assert client.get("/my-sign-ins").status_code == 200, "looking at the page signs nobody out"
    answer = client.post("/sign-out", data=sent_form(page))
    assert answer.location == "/signed-out"
    assert client.get("/my-sign-ins").status_code == 303

    thief = client.application.test_client()
    thief.set_cookie("session", cookie.value)
    assert thief.get("/my-sign-ins").status_code == 303


def test_one_ends_a_sign_in_elsewhere_and_nobody_elses(client: FlaskClient, session: Session) -> None:
    account, other = an_account(Role.APPLICANT), an_account(Role.APPLICANT)
    elsewhere = signed_in(client.application.test_client(), account)
    strangers = signed_in(client.application.test_client(), other)
    signed_in(client, account)
    ids = {row.account_id: row.id for row in session.scalars(select(SignIn).order_by(SignIn.id.desc()))}

    page = client.get("/my-sign-ins").get_data(as_text=True)
    assert page.count("End it<") == 1
    assert client.post(f"/my-sign-ins/{ids[other.id]}/end", data=sent_form(page)).status_code == 404
    assert strangers.get("/my-sign-ins").status_code == 200
    assert client.post(f"/my-sign-ins/{ids[account.id]}/end", data=sent_form(page)).status_code == 303
    assert elsewhere.get("/my-sign-ins").status_code == 303
    assert client.get("/my-sign-ins").status_code == 200


def test_one_ends_all_others(client: FlaskClient, session: Session) -> None:
    account = an_account(Role.APPLICANT)
    others = [signed_in(client.application.test_client(), account) for _ in range(2)]
    signed_in(client, account)
    page = client.get("/my-sign-ins").get_data(as_text=True)
    assert client.post("/my-sign-ins/end-others", data=sent_form(page)).status_code == 303
    assert [other.get("/my-sign-ins").status_code for other in others] == [303, 303]
    assert client.get("/my-sign-ins").status_code == 200


@pytest.mark.parametrize("password", ["short", "password12345", "aaaaaaaaaaaaaa", "casey.brook.1"])
def test_no_account_with_a_password_that_is_easy_to_guess(session: Session, password: str) -> None:
    with pytest.raises(Refused):
        service.create_staff(
            email="casey.brook@force.example", full_name="Casey Brook", password=password, grants=[], key=KEY
        )
    assert session.scalars(select(Account)).all() == []


def test_one_address_one_account(session: Session) -> None:
    an_account(Role.APPLICANT, email="casey@force.example")
    with pytest.raises(Refused, match="already an account"):
        service.create_staff(email="Casey@force.example", full_name="C", password=PASSWORD, grants=[], key=KEY)


def test_the_secret_is_sealed_for_its_own_account(session: Session) -> None:
    account, secret = service.create_staff(
        email="casey@force.example", full_name="Casey Brook", password=PASSWORD, grants=[], key=KEY
    )
    assert account.totp_secret is not None
    assert secret.encode() not in account.totp_secret
    assert sealing.unseal(account.totp_secret, key=KEY, place=account.totp_place) == secret
    with pytest.raises(sealing.SealBroken):
        sealing.unseal(account.totp_secret, key=KEY, place=f"accounts.totp_secret.{account.id + 1}")


def test_nobodys_hash_takes_as_much_work_as_anyones() -> None:
    assert not passwords.is_out_of_date(passwords.NOBODYS)
    assert not passwords.is_password(None, "anything")
