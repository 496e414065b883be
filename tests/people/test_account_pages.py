"""The administrator's pages as a browser sees them: what is shown once, what a repeat does, who may look."""

import re
from datetime import timedelta

import pyotp
import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests.pages import sent_form
from tests.people.builders import an_account, signed_in
from tests.sql_count import counted_sql
from volunteers import clock
from volunteers.history.models import HistoryEntry
from volunteers.people.models import Account, RoleGrant, SignIn
from volunteers.permissions import Role
from volunteers.web.models import FormReceipt

SQL_FOR_A_PAGE = 6
ANSWERS = {
    "full_name": "Jo Bly", "email": "jo.bly@force.example", "role": "coordinator",
    "strand": "special_constabulary", "area": "bristol",
}  # fmt: skip


@pytest.fixture
def admin(client: FlaskClient) -> FlaskClient:
    return signed_in(client, an_account(Role.ADMINISTRATOR, full_name="Martin Lyle", email="martin@force.example"))


@pytest.fixture
def second(admin: FlaskClient) -> FlaskClient:
    """Another administrator at another machine."""
    browser = admin.application.test_client()
    return signed_in(browser, an_account(Role.ADMINISTRATOR, full_name="Nell Second"))


def pressed(browser: FlaskClient, page: str, address: str, **answers: str) -> TestResponse:
    """The answer to a form of one page sent to another address."""
    hidden = sent_form(browser.get(page).get_data(as_text=True))
    return browser.post(address, data={**hidden, **answers})


def created(browser: FlaskClient, **answers: str) -> str:
    answer = pressed(browser, "/staff/accounts/new", "/staff/accounts/new", **{**ANSWERS, **answers})
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def secrets_in(page: str) -> list[str]:
    """The initial password and the setup key."""
    return [shown.replace(" ", "") for shown in re.findall(r'<code class="app-seal">(.*?)</code>', page)]


def roles_of(session: Session, account_id: int) -> list[str]:
    roles = select(RoleGrant.role).where(RoleGrant.account_id == account_id).order_by(RoleGrant.id)
    return [role.value for role in session.scalars(roles)]


def test_what_a_new_account_signs_in_with_is_shown_once_and_opens_it(admin: FlaskClient, session: Session) -> None:
    answer = pressed(admin, "/staff/accounts/new", "/staff/accounts/new", **ANSWERS)
    page = answer.get_data(as_text=True)
    assert answer.headers["Cache-Control"] == "no-store"
    password, secret = secrets_in(page)
    assert "<svg" in page
    assert "style=" not in page
    account = session.scalars(select(Account).where(Account.email == "jo.bly@force.example")).one()
    link = f"/staff/accounts/{account.id}"
    for later in (link, "/staff/accounts"):
        shown = admin.get(later).get_data(as_text=True)
        assert "Jo Bly" in shown
        assert password not in shown
        assert secret not in shown

    own, newcomer = "a lamp, a kettle and a boat", admin.application.test_client()
    form = sent_form(newcomer.get("/staff/first-sign-in").get_data(as_text=True))
    typed = {"email": account.email, "password": password, "code": pyotp.TOTP(secret).at(clock.now())}
    first = newcomer.post("/staff/first-sign-in", data={**form, **typed, "own": own, "again": own})
    assert first.status_code == 303
    assert newcomer.get("/staff/volunteers").status_code == 200


def test_nothing_of_it_is_stored_in_clear(admin: FlaskClient, session: Session) -> None:
    password, secret = secrets_in(created(admin))
    stored = [
        *session.execute(select(FormReceipt.location, FormReceipt.fingerprint, FormReceipt.purpose)).all(),
        *session.execute(select(HistoryEntry.act, HistoryEntry.details)).all(),
        *session.execute(select(Account.password_hash, Account.totp_secret)).all(),
    ]
    assert password not in str(stored)
    assert secret not in str(stored)
    with admin.session_transaction() as cookie:
        assert password not in str(dict(cookie))


def test_a_repeat_makes_nothing_and_says_they_were_shown(admin: FlaskClient, session: Session) -> None:
    form = {**sent_form(admin.get("/staff/accounts/new").get_data(as_text=True)), **ANSWERS}
    shown = secrets_in(admin.post("/staff/accounts/new", data=form).get_data(as_text=True))
    repeat = admin.post("/staff/accounts/new", data=form)
    assert repeat.status_code == 303
    page = admin.get(repeat.location).get_data(as_text=True)
    assert "have already been shown" in page
    assert not any(secret in page for secret in shown)
    other = admin.post("/staff/accounts/new", data={**form, "full_name": "Someone Else"}).get_data(as_text=True)
    assert "already sent with other answers" in other
    assert session.scalar(select(func.count()).select_from(Account)) == 2


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"full_name": ""}, "Enter their full name."),
        ({"email": "jo"}, "Enter an e-mail address in the correct format"),
        ({"email": "Martin@force.example"}, "There is already an account with this e-mail address."),
        ({"role": ""}, "Choose a role."),
        ({"role": "auditor"}, "Choose a role."),
        ({"role": "volunteer"}, "Choose a role."),
        ({"strand": "nothing"}, "Choose one from the list."),
        ({"area": "nowhere"}, "Choose one from the list."),
        ({"role": "opcc_analyst"}, "OPCC analyst holds over the whole force."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    admin: FlaskClient, session: Session, answers: dict[str, str], words: str
) -> None:
    page = created(admin, **answers)
    assert words in page
    assert "There is a problem" in page
    assert session.scalar(select(func.count()).select_from(Account)) == 1
    assert session.scalar(select(func.count()).select_from(FormReceipt)) == 0


def test_an_account_may_be_made_without_a_role(admin: FlaskClient, session: Session) -> None:
    created(admin, role="none", strand="", area="")
    account = session.scalars(select(Account).where(Account.email == "jo.bly@force.example")).one()
    assert roles_of(session, account.id) == []
    assert "has no role" in admin.get(f"/staff/accounts/{account.id}").get_data(as_text=True)


def test_an_ordinary_role_is_given_and_removed(admin: FlaskClient, session: Session) -> None:
    staff = an_account(Role.SUPERVISOR)
    link = f"/staff/accounts/{staff.id}"
    assert pressed(admin, link, f"{link}/roles", role="opcc_analyst", strand="", area="").location == link
    assert roles_of(session, staff.id) == ["supervisor", "opcc_analyst"]
    again = pressed(admin, link, f"{link}/roles", role="opcc_analyst", strand="", area="")
    assert "They are OPCC analyst there already." in again.get_data(as_text=True)
    grant_id = session.scalars(select(RoleGrant.id).where(RoleGrant.role == Role.SUPERVISOR)).one()
    assert pressed(admin, link, f"{link}/roles/{grant_id}/remove").location == link
    assert roles_of(session, staff.id) == ["opcc_analyst"]
    assert pressed(admin, link, f"{link}/roles/{grant_id}/remove").status_code == 404


def link_in(page: str) -> str:
    found = re.search(r'app-link-to-hand-on">http://localhost(.*?)</code>', page)
    assert found, page
    return found[1]


def test_a_second_administrator_agrees_to_an_auditor(admin: FlaskClient, second: FlaskClient, session: Session) -> None:
    staff = an_account(Role.OPCC_ANALYST, full_name="Joan Whitcombe")
    link = f"/staff/accounts/{staff.id}"
    asked = pressed(admin, link, f"{link}/roles", role="auditor", strand="", area="")
    agree = link_in(asked.get_data(as_text=True))
    assert roles_of(session, staff.id) == ["opcc_analyst"]

    own = pressed(admin, agree, agree).get_data(as_text=True)
    assert "Someone other than the administrator who asked has to agree." in own
    assert roles_of(session, staff.id) == ["opcc_analyst"]

    page = second.get(agree).get_data(as_text=True)
    for words in ("Martin Lyle", "Auditor", "Joan Whitcombe"):
        assert words in page
    assert pressed(second, agree, agree).location == link
    assert roles_of(session, staff.id) == ["opcc_analyst", "auditor"]


def test_a_link_that_is_altered_old_or_anothers_agrees_to_nothing(
    admin: FlaskClient, second: FlaskClient, session: Session
) -> None:
    staff = an_account(Role.SUPERVISOR)
    link = f"/staff/accounts/{staff.id}"
    agree = link_in(pressed(admin, link, f"{link}/roles", role="administrator").get_data(as_text=True))
    # A letter from the middle of the signature: of the last one some bits are padding and mean nothing.
    altered = agree[:-9] + ("a" if agree[-9] != "a" else "b") + agree[-8:]
    assert second.get(altered).status_code == 404
    stranger = signed_in(admin.application.test_client(), staff)
    assert stranger.get(agree).status_code == 403
    with time_machine.travel(clock.now() + timedelta(hours=24, seconds=5), tick=False):
        late = signed_in(admin.application.test_client(), an_account(Role.ADMINISTRATOR))
        assert late.get(agree).status_code == 404
    assert roles_of(session, staff.id) == ["supervisor"]


def test_an_auditors_sign_in_is_reset_by_two_and_shown_to_the_one_who_agrees(
    admin: FlaskClient, second: FlaskClient, session: Session
) -> None:
    auditor = an_account(Role.AUDITOR, full_name="Joan Whitcombe")
    reset = f"/staff/accounts/{auditor.id}/reset"
    page = pressed(admin, reset, reset).get_data(as_text=True)
    assert secrets_in(page) == []
    session.refresh(auditor)
    assert auditor.password_hash is None
    agree = link_in(page)
    assert len(secrets_in(pressed(second, agree, agree).get_data(as_text=True))) == 2


def test_a_reset_shows_new_details_once_and_signs_out(admin: FlaskClient, session: Session) -> None:
    staff = an_account(Role.SUPERVISOR)
    theirs = signed_in(admin.application.test_client(), staff)
    reset = f"/staff/accounts/{staff.id}/reset"
    assert theirs.get("/staff/volunteers").status_code == 200
    form = sent_form(admin.get(reset).get_data(as_text=True))
    assert len(secrets_in(admin.post(reset, data=form).get_data(as_text=True))) == 2
    assert admin.post(reset, data=form).location == f"/staff/accounts/{staff.id}?shown=already"
    assert theirs.get("/staff/volunteers").status_code == 303
    acts = session.scalars(select(HistoryEntry.act)).all()
    assert acts == ["sign_in_reset"]


def test_buttons_disable_open_again_and_end_sign_ins(admin: FlaskClient, session: Session) -> None:
    staff = an_account(Role.SUPERVISOR)
    link = f"/staff/accounts/{staff.id}"
    theirs = signed_in(admin.application.test_client(), staff)
    assert pressed(admin, link, f"{link}/end-sign-ins").location == link
    assert theirs.get("/staff/volunteers").status_code == 303
    signed_in(theirs, staff)
    assert pressed(admin, link, f"{link}/disable").location == link
    assert theirs.get("/staff/volunteers").status_code == 303
    page = admin.get(link).get_data(as_text=True)
    assert "Open the account again" in page
    assert "Disable the account" not in page
    assert pressed(admin, link, f"{link}/enable").location == link
    acts = session.scalars(select(HistoryEntry.act).order_by(HistoryEntry.id)).all()
    assert acts == ["sign_ins_ended", "account_disabled", "account_enabled"]


def test_ones_own_account_has_no_buttons_and_does_not_obey_them(admin: FlaskClient, session: Session) -> None:
    own = session.scalars(select(Account)).one()
    link = f"/staff/accounts/{own.id}"
    page = admin.get(link).get_data(as_text=True)
    assert "another administrator has to change it" in page
    assert "<form" not in page
    for act in ("disable", "end-sign-ins", "reset"):
        answer = pressed(admin, f"{link}/reset", f"{link}/{act}").get_data(as_text=True)
        assert "This is your own account" in answer
    assert admin.get("/staff/accounts").status_code == 200
    assert session.scalar(select(func.count()).select_from(HistoryEntry)) == 0


ADDRESSES = ("", "/new", "/{id}", "/{id}/reset", "/agree/x")
POSTS = (
    "/new", "/{id}/roles", "/{id}/roles/1/remove", "/{id}/disable", "/{id}/enable", "/{id}/end-sign-ins", "/{id}/reset",
    "/agree/x",
)  # fmt: skip


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_nobody_but_an_administrator_comes_here(client: FlaskClient, session: Session, role: Role) -> None:
    account = an_account(role)
    signed_in(client, account)
    form = sent_form(client.get("/my-sign-ins").get_data(as_text=True))
    for address in ADDRESSES:
        assert client.get(f"/staff/accounts{address.format(id=account.id)}").status_code == 403
    for address in POSTS:
        assert client.post(f"/staff/accounts{address.format(id=account.id)}", data=form).status_code == 403
    assert session.scalar(select(func.count()).select_from(HistoryEntry)) == 0


def test_a_stranger_is_sent_to_sign_in_as_staff(client: FlaskClient) -> None:
    for address in ADDRESSES:
        answer = client.get(f"/staff/accounts{address.format(id=1)}")
        assert answer.location.startswith("/staff/sign-in?next=")
    for address in POSTS:
        assert client.post(f"/staff/accounts{address.format(id=1)}").status_code == 401


@pytest.mark.parametrize("address", POSTS[:-1])
def test_a_post_without_its_token_gives_the_page_back_and_writes_nothing(
    admin: FlaskClient, session: Session, address: str
) -> None:
    staff = an_account(Role.SUPERVISOR)
    answer = admin.post(f"/staff/accounts{address.format(id=staff.id)}", data={**ANSWERS, "once": "x" * 20})
    assert answer.status_code == 200
    assert "This page had been open for a long time" in answer.get_data(as_text=True)
    assert session.scalar(select(func.count()).select_from(HistoryEntry)) == 0
    assert session.scalar(select(func.count()).select_from(Account)) == 2
    assert roles_of(session, staff.id) == ["supervisor"]


def test_accounts_of_the_public_are_not_found(admin: FlaskClient, session: Session) -> None:
    person = an_account(Role.VOLUNTEER)
    for address in (f"/{person.id}", f"/{person.id}/reset", "/999999", "/99999999999"):
        assert admin.get(f"/staff/accounts{address}").status_code == 404


@pytest.mark.parametrize("number", [1, 60])
def test_the_list_asks_the_same_of_the_database_however_many(
    app: Flask, admin: FlaskClient, session: Session, number: int
) -> None:
    for one in range(number):
        account = an_account(Role.SUPERVISOR, Role.COORDINATOR, full_name=f"Name {one:02}")
        session.add(
            SignIn(
                token_digest=str(one),
                account_id=account.id,
                started_at=clock.now(),
                confirmed_at=clock.now(),
                expires_at=clock.now(),
            )
        )
    for address in ("/staff/accounts", f"/staff/accounts?search=name&after={account.id}"):
        with counted_sql(app) as asked:
            answer = admin.get(address)
        assert answer.status_code == 200
        assert asked.count <= SQL_FOR_A_PAGE, asked
        assert "OFFSET" not in str(asked)
    with counted_sql(app) as asked:
        admin.get(f"/staff/accounts/{account.id}")
    assert asked.count <= SQL_FOR_A_PAGE, asked
