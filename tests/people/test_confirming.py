"""A sign-in is fresh for ten minutes; after that what is private or powerful asks for the password and a code again."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests.pages import sent_form
from tests.people.builders import an_account, signed_in
from tests.people.staff import PASSWORD, Staff
from tests.sql_count import counted_sql
from volunteers import clock
from volunteers.history.models import HistoryEntry
from volunteers.people import service
from volunteers.people.models import Account, RoleGrant, SignIn
from volunteers.people.queries import digest_of
from volunteers.permissions import Role
from volunteers.web import access
from volunteers.web.models import KeptForm

NEW = "/staff/accounts/new"
TYPED = {
    "full_name": "Jo Bly", "email": "jo.bly@force.example", "role": "coordinator",
    "strand": "special_constabulary", "area": "bristol",
}  # fmt: skip


@pytest.fixture
def staff(client: FlaskClient) -> Staff:
    """An administrator, signed in, with their telephone in hand."""
    found = Staff(client)
    signed_in(client, found.account)
    return found


def age(session: Session, minutes: int = 11) -> None:
    """Every sign-in was confirmed so long ago."""
    session.execute(update(SignIn).values(confirmed_at=clock.now() - timedelta(minutes=minutes)))


def confirm(staff: Staff, address: str, **wrong: str) -> TestResponse:
    page = staff.client.get(address).get_data(as_text=True)
    return staff.client.post(address, data=sent_form(page, **{"password": PASSWORD, "code": staff.code(), **wrong}))


def next_of(answer: TestResponse) -> str:
    assert answer.status_code == 303
    asked = urlsplit(answer.headers["Location"])
    assert asked.path == "/staff/confirm"
    return parse_qs(asked.query)["next"][0]


def acts(session: Session) -> list[str]:
    return list(session.scalars(select(HistoryEntry.act).order_by(HistoryEntry.id)))


@pytest.mark.parametrize(("minutes", "is_asked"), [(0, False), (9, False), (11, True), (500, True)])
def test_one_is_asked_once_ten_minutes_are_over(staff: Staff, session: Session, minutes: int, is_asked: bool) -> None:
    age(session, minutes)
    answer = staff.client.get(f"{NEW}?a=b")
    assert answer.status_code == (303 if is_asked else 200)
    if is_asked:
        assert next_of(answer) == f"{NEW}?a=b"


def test_to_the_very_second(staff: Staff) -> None:
    with time_machine.travel(clock.now(), tick=False) as now:
        signed_in(staff.client, staff.account)
        now.shift(access.FRESH_FOR)
        assert staff.client.get(NEW).status_code == 200
        now.shift(timedelta(seconds=1))
        assert staff.client.get(NEW).status_code == 303


def test_confirming_leads_on_with_a_new_token_and_the_old_one_is_worthless(staff: Staff, session: Session) -> None:
    age(session)
    old = staff.client.get_cookie("session").value
    before = session.scalars(select(SignIn)).one()
    ends, digest = before.expires_at, before.token_digest
    answer = confirm(staff, f"/staff/confirm?next={NEW}")
    assert answer.headers["Location"] == NEW
    assert staff.client.get(NEW).status_code == 200
    session.expire_all()
    after = session.scalars(select(SignIn)).one()
    assert after.token_digest != digest
    assert after.expires_at == ends, "confirming does not make a sign-in longer"
    assert acts(session)[-1] == "identity_confirmed"
    thief = staff.client.application.test_client()
    thief.set_cookie("session", old)
    assert thief.get("/my-sign-ins").headers["Location"].startswith("/sign-in")


@pytest.mark.parametrize("wrong", [{"password": "not the password"}, {"code": "000000"}])
def test_whichever_is_wrong_the_words_are_the_same(staff: Staff, session: Session, wrong: dict[str, str]) -> None:
    age(session)
    answer = confirm(staff, "/staff/confirm", **wrong)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert "The password or code is not right." in page
    assert PASSWORD not in page
    assert staff.client.get(NEW).status_code == 303
    assert "identity_confirmed" not in acts(session)


def test_a_code_used_to_sign_in_does_not_confirm(client: FlaskClient, session: Session) -> None:
    staff = Staff(client)
    with time_machine.travel(clock.now(), tick=False):
        assert staff.sign_in().status_code == 303
        age(session)
        assert confirm(staff, "/staff/confirm").status_code == 200
        assert confirm(staff, "/staff/confirm", code=staff.code(1)).status_code == 303


def test_what_was_typed_comes_back_and_is_sent_once(staff: Staff, session: Session) -> None:
    form = sent_form(staff.client.get(NEW).get_data(as_text=True), **TYPED)
    age(session)
    answer = staff.client.post(NEW, data=form)
    assert next_of(answer) == NEW
    assert session.scalar(select(func.count()).select_from(Account)) == 1
    assert "Nothing you typed is lost" in staff.client.get(answer.headers["Location"]).get_data(as_text=True)
    assert confirm(staff, answer.headers["Location"]).headers["Location"] == NEW
    page = staff.client.get(NEW).get_data(as_text=True)
    assert 'value="Jo Bly"' in page
    assert 'value="jo.bly@force.example"' in page
    assert page.count(" checked") == 1
    assert page.count(" selected") == 2
    assert "There is a problem" not in page
    assert 'value="Jo Bly"' in staff.client.get(NEW).get_data(as_text=True), "a page loaded again"
    assert staff.client.post(NEW, data=sent_form(page, **TYPED)).status_code == 200
    assert session.scalar(select(func.count()).select_from(Account)) == 2
    assert session.scalar(select(func.count()).select_from(KeptForm)) == 0
    assert "Jo Bly" not in staff.client.get(NEW).get_data(as_text=True)


def test_what_is_kept_is_sealed_and_for_its_own_account(staff: Staff, session: Session) -> None:
    form = sent_form(staff.client.get(NEW).get_data(as_text=True), **TYPED)
    age(session)
    staff.client.post(NEW, data=form)
    assert b"Jo Bly" not in session.scalars(select(KeptForm)).one().sealed
    other = an_account(Role.ADMINISTRATOR)
    with staff.client.session_transaction() as cookie:
        cookie["_user_id"] = service.begin_sign_in(other.id, lasts=timedelta(hours=1))
    assert "Jo Bly" not in staff.client.get(NEW).get_data(as_text=True)


def test_a_button_without_a_page_of_its_own_leads_back_to_where_it_stands(staff: Staff, session: Session) -> None:
    other = an_account(Role.SUPERVISOR)
    page = f"/staff/accounts/{other.id}"
    form = sent_form(staff.client.get(page).get_data(as_text=True))
    age(session)
    answer = staff.client.post(f"{page}/disable", data=form)
    assert next_of(answer) == page
    assert staff.client.get(page).status_code == 200, "looking needs no fresh sign-in"
    session.refresh(other)
    assert other.disabled_at is None
    assert session.scalar(select(func.count()).select_from(KeptForm)) == 0


def test_a_role_that_was_chosen_is_chosen_again_on_the_accounts_page(staff: Staff, session: Session) -> None:
    other = an_account(Role.SUPERVISOR)
    page = f"/staff/accounts/{other.id}"
    form = sent_form(staff.client.get(page).get_data(as_text=True), role="opcc_analyst", strand="", area="")
    age(session)
    answer = staff.client.post(f"{page}/roles", data=form)
    assert confirm(staff, answer.headers["Location"]).headers["Location"] == page
    shown = staff.client.get(page).get_data(as_text=True)
    assert shown.count(" checked") == 1
    assert '<details class="govuk-details" open>' in shown
    assert session.scalars(select(RoleGrant.role).where(RoleGrant.account_id == other.id)).all() == [Role.SUPERVISOR]


def test_a_form_that_is_not_ours_is_not_kept(staff: Staff, session: Session) -> None:
    age(session)
    assert next_of(staff.client.post(NEW, data=TYPED)) == NEW
    assert session.scalar(select(func.count()).select_from(KeptForm)) == 0


@pytest.mark.parametrize("role", [Role.APPLICANT, Role.VOLUNTEER])
def test_the_public_never_meet_it(client: FlaskClient, session: Session, role: Role) -> None:
    signed_in(client, an_account(role))
    age(session, 600)
    assert client.get("/staff/confirm").status_code == 403
    assert client.get("/my-sign-ins").status_code == 200


def test_nobody_signed_in_is_sent_to_sign_in_as_staff(client: FlaskClient) -> None:
    assert client.get("/staff/confirm").headers["Location"].startswith("/staff/sign-in?next=")


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_one_is_sent_on_within_the_service_alone(staff: Staff, session: Session, target: str) -> None:
    age(session)
    assert confirm(staff, f"/staff/confirm?next={target}").headers["Location"] == "/staff/accounts"


def test_who_is_fresh_is_not_asked(staff: Staff) -> None:
    assert staff.client.get(f"/staff/confirm?next={NEW}").headers["Location"] == NEW


def test_freshness_asks_nothing_of_the_database(app: Flask, staff: Staff, session: Session) -> None:
    with counted_sql(app) as asked:
        assert staff.client.get(NEW).status_code == 200
    assert asked.count == 2, asked  # the other is what areas there are, for the form


def test_a_sign_in_that_is_over_is_not_renewed(staff: Staff, session: Session) -> None:
    token = service.begin_sign_in(staff.account.id, lasts=timedelta(hours=1))
    service.end_sign_in(token)
    assert service.sign_ins.renew_sign_in(token) is None
    live = service.begin_sign_in(staff.account.id, lasts=timedelta(hours=1))
    renewed = service.sign_ins.renew_sign_in(live)
    assert renewed
    assert service.sign_ins.renew_sign_in(live) is None
    assert session.scalars(select(SignIn.id).where(SignIn.token_digest == digest_of(renewed))).one()
