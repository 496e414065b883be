"""Nothing typed is ever lost: a sign-in that ran out, an unfinished answer put off, a page that was left, two tabs."""

from datetime import timedelta

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from tests.applications.answers import answers_of
from tests.applications.builders import an_applicant, an_application
from tests.pages import sent_form
from tests.people.builders import signed_in
from volunteers import clock
from volunteers.applications.jobs import forget_what_was_typed
from volunteers.applications.models import Application
from volunteers.people.models import Account, SignIn
from volunteers.web.kept import KEPT_FOR, MOST_BYTES, forget_old
from volunteers.web.models import KeptForm

TYPED = "Twelve years of teaching, <b>then</b> a café; O’Neill & Söhne"
PAGE = "education"


@pytest.fixture
def applicant() -> Account:
    return an_applicant()


@pytest.fixture
def draft(client: FlaskClient, applicant: Account) -> str:
    """The address of a draft without an answer, its person signed in."""
    made = an_application(account=applicant, stage="draft", answers={})
    signed_in(client, applicant)
    return f"/my-applications/{made.reference}"


def page_of(client: FlaskClient, address: str) -> str:
    return client.get(address).get_data(as_text=True)


def kept_rows(session: Session) -> int:
    return int(session.scalar(select(func.count()).select_from(KeptForm)) or 0)


def end_every_sign_in(session: Session) -> None:
    session.execute(update(SignIn).values(ended_at=clock.now()))
    session.expire_all()


def test_what_was_typed_when_the_sign_in_ran_out_is_there_after_signing_in(
    client: FlaskClient, session: Session, applicant: Account, draft: str
) -> None:
    form = sent_form(page_of(client, f"{draft}/{PAGE}"), education=TYPED)
    end_every_sign_in(session)
    refused = client.post(f"{draft}/{PAGE}", data=form)
    assert refused.status_code == 401
    assert "Nothing you typed is lost" in refused.get_data(as_text=True)
    assert f"/sign-in?next={draft}/{PAGE}" in refused.get_data(as_text=True)
    signed_in(client, applicant)
    page = page_of(client, f"{draft}/{PAGE}")
    assert "We kept what you typed" in page
    assert "O’Neill &amp; Söhne" in page
    assert client.post(f"{draft}/{PAGE}", data=sent_form(page, education=TYPED)).status_code == 303
    assert session.scalars(select(Application)).one().answers[PAGE]["education"] == TYPED
    assert kept_rows(session) == 0
    assert "We kept what you typed" not in page_of(client, f"{draft}/{PAGE}")


def test_what_was_typed_is_not_shown_to_anyone_else(client: FlaskClient, session: Session, draft: str) -> None:
    form = sent_form(page_of(client, f"{draft}/{PAGE}"), education=TYPED)
    end_every_sign_in(session)
    client.post(f"{draft}/{PAGE}", data=form)
    signed_in(client, an_applicant())
    assert client.get(f"{draft}/{PAGE}").status_code == 404
    assert TYPED.encode() not in session.scalars(select(KeptForm.sealed)).one()


def test_a_form_that_is_not_ours_is_not_kept(client: FlaskClient, session: Session, draft: str) -> None:
    end_every_sign_in(session)
    for token in ({}, {"csrf_token": "forged"}):
        refused = client.post(f"{draft}/{PAGE}", data={"education": TYPED, **token})
        assert refused.status_code == 401
        assert "Nothing you typed is lost" not in refused.get_data(as_text=True)
    assert kept_rows(session) == 0


def test_coming_back_later_keeps_an_answer_that_cannot_be_used_yet(
    client: FlaskClient, session: Session, draft: str
) -> None:
    typed = {"birth_date": ["31", "4", "1990"]}
    form = sent_form(page_of(client, f"{draft}/date-of-birth"), **typed)
    response = client.post(f"{draft}/date-of-birth", data={**form, "later": "yes"})
    assert response.headers["Location"] == f"{draft}/saved"
    page = page_of(client, f"{draft}/date-of-birth")
    assert "We kept what you typed" in page
    assert 'value="31"' in page
    assert "date-of-birth" not in session.scalars(select(Application)).one().answers


def test_a_page_that_is_left_keeps_what_was_typed_on_it(client: FlaskClient, draft: str) -> None:
    form = sent_form(page_of(client, f"{draft}/name"), first_name="Ada", last_name="")
    assert client.post(f"{draft}/name", data={**form, "keep": "yes"}).status_code == 204
    assert 'value="Ada"' in page_of(client, f"{draft}/name")


def test_keeping_needs_the_pages_own_token(client: FlaskClient, session: Session, draft: str) -> None:
    response = client.post(f"{draft}/name", data={"first_name": "Ada", "keep": "yes", "csrf_token": "forged"})
    assert response.status_code == 400
    assert kept_rows(session) == 0


def test_more_than_can_be_kept_is_not(client: FlaskClient, session: Session, draft: str) -> None:
    form = sent_form(page_of(client, f"{draft}/{PAGE}"), education="x" * MOST_BYTES)
    client.post(f"{draft}/{PAGE}", data={**form, "keep": "yes"})
    assert kept_rows(session) == 0


def test_what_nobody_came_back_for_is_erased(client: FlaskClient, session: Session, draft: str) -> None:
    form = sent_form(page_of(client, f"{draft}/name"), first_name="Ada", last_name="")
    client.post(f"{draft}/name", data={**form, "keep": "yes"})
    with time_machine.travel(clock.now() + KEPT_FOR - timedelta(hours=1), tick=False):
        forget_old()
    assert kept_rows(session) == 1
    with time_machine.travel(clock.now() + KEPT_FOR + timedelta(hours=1), tick=False):
        forget_what_was_typed()
    assert kept_rows(session) == 0


def test_two_tabs_do_not_overwrite_each_other_unseen(client: FlaskClient, session: Session, draft: str) -> None:
    first = sent_form(page_of(client, f"{draft}/{PAGE}"), education="Typed in the first tab")
    second = sent_form(page_of(client, f"{draft}/{PAGE}"), education="Typed in the second tab")
    assert client.post(f"{draft}/{PAGE}", data=first).status_code == 303
    again = client.post(f"{draft}/{PAGE}", data=second)
    page = again.get_data(as_text=True)
    assert again.status_code == 200
    assert "was changed on another page" in page
    assert "Typed in the second tab" in page
    assert session.scalars(select(Application)).one().answers[PAGE]["education"] == "Typed in the first tab"
    assert client.post(f"{draft}/{PAGE}", data=sent_form(page, education="Typed in the second tab")).status_code == 303
    session.expire_all()
    assert session.scalars(select(Application)).one().answers[PAGE]["education"] == "Typed in the second tab"


def test_the_same_page_sent_twice_is_no_conflict(client: FlaskClient, draft: str) -> None:
    form = sent_form(page_of(client, f"{draft}/{PAGE}"), education="Once")
    assert [client.post(f"{draft}/{PAGE}", data=form).status_code for _ in range(2)] == [303, 303]


def test_a_second_device_finds_the_draft_as_it_was_left(client: FlaskClient, applicant: Account) -> None:
    made = an_application(account=applicant, stage="draft", answers=answers_of())
    other = client.application.test_client()
    signed_in(other, applicant)
    page = other.get(f"/my-applications/{made.reference}/name").get_data(as_text=True)
    assert 'value="Lovelace"' in page
