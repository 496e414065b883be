"""The public walk, page by page, in a browser without JavaScript."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from markupsafe import escape
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.applications.answers import answers_of
from tests.applications.builders import an_applicant, an_application
from tests.applications.walk import (
    APPLY,
    FORMS,
    TYPED,
    answer_eligibility,
    errors_of,
    fill_in,
    send,
    start_application,
)
from tests.pages import sent_form
from tests.people.builders import signed_in
from tests.sql_count import counted_sql
from volunteers import clock
from volunteers.applications.models import Application, StageChange
from volunteers.notifications.models import Message
from volunteers.people.models import Account
from volunteers.strands.queries import all_strands

MOST_SQL = 12


@pytest.fixture
def applicant(client: FlaskClient) -> Account:
    account = an_applicant()
    signed_in(client, account)
    return account


def text(client: FlaskClient, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, response.headers.get("Location")
    return response.get_data(as_text=True)


def test_the_start_page_shows_all_six_ways(client: FlaskClient) -> None:
    page = text(client, "/")
    for strand in all_strands():
        assert strand.name in page
        assert f'href="/volunteer/{strand.slug}"' in page


@pytest.mark.parametrize("strand", all_strands(), ids=lambda strand: strand.slug)
def test_every_strand_has_its_page_and_its_way_in(client: FlaskClient, strand: object) -> None:
    page = text(client, f"/volunteer/{strand.slug}")  # type: ignore[attr-defined]
    assert f'href="/apply/{strand.slug}"' in page  # type: ignore[attr-defined]
    assert f"mailto:{strand.contact}" in page  # type: ignore[attr-defined]
    assert strand.published_time in page  # type: ignore[attr-defined]
    assert "to be confirmed by the force" in page


@pytest.mark.parametrize(
    "address",
    ["/volunteer/nonsense", "/apply/nonsense", "/apply/nonsense/age", f"{APPLY}/nonsense", "/apply/cadets/age"],
)
def test_what_does_not_exist_is_not_found(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("changed", "title", "said"),
    [
        ({}, "You can apply", "Nothing you told us stops you"),
        ({"convictions": {"answer": "yes"}}, "You can apply", "A conviction or caution does not by itself stop you"),
        ({"occupation": {"answer": "armed_forces_reserve"}}, "You can apply", "Reserve duty comes first"),
        ({"occupation": {"answer": "bailiff"}}, "You cannot apply for this", "cannot be combined"),
        ({"finance": {"answer": "judgment_unpaid"}}, "You cannot apply yet", "once the judgment is paid"),
    ],
)
def test_eligibility_is_said_at_once_in_plain_words(
    client: FlaskClient, changed: dict[str, dict[str, str]], title: str, said: str
) -> None:
    page = answer_eligibility(client, **changed).get_data(as_text=True)
    assert f">{title}</h1>" in page
    assert said in page


def test_someone_too_young_is_told_the_day(client: FlaskClient) -> None:
    born = clock.add_months(clock.today(), -12 * 17)
    response = answer_eligibility(client, age={"birth_date": [str(born.day), str(born.month), str(born.year)]})
    page = response.get_data(as_text=True)
    first = clock.add_months(born, 12 * 18)
    assert "You cannot apply yet" in page
    assert f"{first.day} {first:%B %Y}" in page


def test_an_eligibility_question_left_empty_says_so(client: FlaskClient) -> None:
    response = send(client, f"{APPLY}/residence")
    assert errors_of(response) == ["Choose the answer that is true for you."]
    assert "<title>Error: " in response.get_data(as_text=True)


def test_the_result_waits_for_every_answer(client: FlaskClient) -> None:
    send(client, f"{APPLY}/age", birth_date=["10", "12", "1990"])
    assert client.get(f"{APPLY}/result").headers["Location"] == f"{APPLY}/in-area"


def test_the_draft_asks_to_sign_in_and_then_keeps_what_was_answered(client: FlaskClient, session: Session) -> None:
    answer_eligibility(client)
    assert client.get(f"{APPLY}/start").headers["Location"] == f"/sign-in?next={APPLY}/start"
    signed_in(client, an_applicant())
    draft = send(client, f"{APPLY}/start").headers["Location"]
    page = text(client, draft)
    assert page.count("Completed") == 1
    made = session.scalars(select(Application)).one()
    assert made.answers["convictions"] == {"sealed": True}
    assert client.get(f"{draft}/age").headers["Location"] == f"{draft}/date-of-birth"
    assert 'value="1990"' in text(client, f"{draft}/date-of-birth")


def test_the_answers_outlive_the_sign_in_with_a_code(client: FlaskClient, session: Session) -> None:
    answer_eligibility(client)
    sign_in = client.get(f"{APPLY}/start").headers["Location"]
    enter_code = send(client, sign_in, email="new@example.com").headers["Location"]
    sent = session.scalars(select(Message).where(Message.to_address == "new@example.com")).one()
    back = send(client, enter_code, code=sent.particulars["code"]).headers["Location"]
    assert back == f"{APPLY}/start"
    draft = send(client, back).headers["Location"]
    assert text(client, draft).count("Completed") == 1


def test_nobody_starts_without_answers(client: FlaskClient, applicant: Account) -> None:
    assert client.get(f"{APPLY}/start").headers["Location"] == APPLY


def test_starting_twice_leads_to_the_one_draft(client: FlaskClient, applicant: Account, session: Session) -> None:
    answer_eligibility(client)
    page = text(client, f"{APPLY}/start")
    first = client.post(f"{APPLY}/start", data=sent_form(page)).headers["Location"]
    assert client.post(f"{APPLY}/start", data=sent_form(page)).headers["Location"] == first
    assert client.get(APPLY).headers["Location"] == first
    assert client.get(f"{APPLY}/start").headers["Location"] == first
    assert session.scalar(select(func.count()).select_from(Application)) == 1


def test_the_whole_form_in_order_to_the_reference(client: FlaskClient, applicant: Account, session: Session) -> None:
    draft = start_application(client)
    response = client.get(f"{draft}/name")
    visited, asked = [], [page for page in TYPED if page != "date-of-birth"]  # that one was told at the beginning
    while response.status_code == 200:
        question = response.request.path.removeprefix(f"{draft}/")
        visited.append(question)
        response = client.post(
            response.request.path, data=sent_form(response.get_data(as_text=True), **TYPED[question])
        )
        following = response.headers["Location"]
        if following == draft:
            unanswered = [each for each in asked if each not in visited]
            if not unanswered:
                break
            following = f"{draft}/{unanswered[0]}"
        response = client.get(following, follow_redirects=True)
    assert visited == asked
    check = text(client, f"{draft}/check-answers")
    told = ("Ada Lovelace", "Previous names: Byron", "10 December 1990", "Since June 2015", "A rose on my left arm")
    for said in (*told, "20 hours a month", "Bristol", applicant.email):
        assert said in check, said
    sent = client.post(f"{draft}/check-answers", data=sent_form(check, declared="y"))
    assert sent.headers["Location"] == f"{draft}/confirmation"
    reference = draft.rpartition("/")[2]
    assert reference in text(client, f"{draft}/confirmation")
    assert "We are reading your application" in text(client, draft)
    assert session.scalar(select(func.count()).select_from(StageChange)) == 1


def test_sending_again_shows_the_same_confirmation(client: FlaskClient, applicant: Account, session: Session) -> None:
    draft = start_application(client)
    fill_in(client, draft)
    form = sent_form(text(client, f"{draft}/check-answers"), declared="y")
    places = {client.post(f"{draft}/check-answers", data=form).headers["Location"] for _ in range(3)}
    assert places == {f"{draft}/confirmation"}
    assert client.get(f"{draft}/check-answers").headers["Location"] == draft
    assert client.get(f"{draft}/name").headers["Location"] == draft
    assert session.scalar(select(func.count()).select_from(Message)) == 1


@pytest.mark.parametrize("question", FORMS)
def test_every_question_comes_back_filled_in(client: FlaskClient, applicant: Account, question: str) -> None:
    made = an_application(account=applicant, stage="draft", answers=answers_of())
    address = f"/my-applications/{made.reference}/{question}"
    assert send(client, address, **TYPED[question]).status_code == 303
    page = text(client, address)
    typed = [
        value for values in TYPED[question].values() for value in ([values] if isinstance(values, str) else values)
    ]
    for value in filter(None, typed):
        assert escape(value.removesuffix(" hours")) in page


def test_without_the_declaration_nothing_is_sent(client: FlaskClient, applicant: Account, session: Session) -> None:
    draft = start_application(client)
    fill_in(client, draft)
    response = send(client, f"{draft}/check-answers")
    assert errors_of(response) == ["Tick the box to say that what you have told us is true and complete."]
    assert session.scalars(select(Application)).one().is_draft


def test_missing_answers_are_named_and_cannot_be_sent(client: FlaskClient, applicant: Account) -> None:
    draft = start_application(client)
    fill_in(client, draft, leave_out=("name", "area"))
    page = text(client, f"{draft}/check-answers")
    assert page.count("Not answered yet") == 2
    assert "Send my application" not in page
    token = sent_form(text(client, f"{draft}/name"))
    response = client.post(f"{draft}/check-answers", data={**token, "declared": "y"})
    assert errors_of(response) == ["Answer the question “Name”.", "Answer the question “Area”."]


def test_change_returns_to_the_answers(client: FlaskClient, applicant: Account) -> None:
    draft = start_application(client)
    address = f"{draft}/contact?from=check"
    assert f'href="{address}"' in text(client, f"{draft}/check-answers")
    assert f'href="{draft}/check-answers#contact"' in text(client, address)
    assert send(client, address, phone="0117 496 0001").headers["Location"] == f"{draft}/check-answers#contact"


def test_save_and_come_back_keeps_the_answer_and_needs_none(client: FlaskClient, applicant: Account) -> None:
    draft = start_application(client)
    assert send(client, f"{draft}/contact", later="yes", phone="").headers["Location"] == f"{draft}/saved"
    assert send(client, f"{draft}/contact", later="yes", phone="0117 496 0001").headers["Location"] == f"{draft}/saved"
    assert draft.rpartition("/")[2] in text(client, f"{draft}/saved")
    assert 'value="0117 496 0001"' in text(client, f"{draft}/contact")


def test_an_aged_token_brings_the_page_back_filled_in(client: FlaskClient, applicant: Account) -> None:
    draft = start_application(client)
    typed = {**TYPED["name"], "csrf_token": "long gone"}
    response = client.post(f"{draft}/name", data=typed)
    assert response.status_code == 200
    assert errors_of(response) == [
        "This page had been open for a long time. Nothing you typed is lost: check it and send it again."
    ]
    page = response.get_data(as_text=True)
    assert 'value="Lovelace"' in page
    assert client.post(f"{draft}/name", data=sent_form(page, **TYPED["name"])).status_code == 303


def test_an_answer_changed_to_a_no_is_said_on_the_task_list(client: FlaskClient, applicant: Account) -> None:
    draft = start_application(client)
    send(client, f"{draft}/convictions", answer="under_investigation")
    page = text(client, draft)
    assert "There is a problem" in page
    assert "once this has been decided" in page


@pytest.mark.parametrize("page", ["", "/name", "/check-answers", "/saved", "/confirmation", "/withdraw"])
def test_another_persons_application_is_not_found(client: FlaskClient, applicant: Account, page: str) -> None:
    other = an_application(stage="draft")
    assert client.get(f"/my-applications/{other.reference}{page}").status_code == 404


def test_an_unknown_question_is_not_found(client: FlaskClient, applicant: Account) -> None:
    draft = start_application(client)
    assert client.get(f"{draft}/nonsense").status_code == 404


@pytest.mark.parametrize("address", ["/my-applications", "/my-applications/SC-TEST-0001/name"])
def test_without_signing_in_there_is_the_sign_in_page(client: FlaskClient, address: str) -> None:
    assert client.get(address).headers["Location"] == f"/sign-in?next={address}"


@pytest.mark.parametrize(
    "stage", ["submitted", "sift", "pre_employment_checks", "appointed", "unsuccessful", "withdrawn"]
)
def test_where_it_stands_at_every_kind_of_stage(client: FlaskClient, applicant: Account, stage: str) -> None:
    made = an_application(account=applicant, stage=stage, reason="not for the public")
    page = text(client, f"/my-applications/{made.reference}")
    assert "You sent your application" in page
    assert "not for the public" not in page
    assert ("Who acts next" in page) == (stage not in ("appointed", "unsuccessful", "withdrawn"))
    assert made.reference in text(client, "/my-applications")


def test_a_wait_longer_than_usual_is_owned_up_to(client: FlaskClient, applicant: Account) -> None:
    made = an_application(account=applicant, stage="submitted", submitted_at=clock.now() - timedelta(days=60))
    assert "longer than usual" in text(client, f"/my-applications/{made.reference}")


def test_after_a_refusal_the_page_says_from_when(client: FlaskClient, applicant: Account) -> None:
    made = an_application(account=applicant, stage="unsuccessful", reason="x")
    again = clock.add_months(clock.on(made.stage_since), 6)
    said = f"{again.day} {again:%B %Y}"
    assert said in text(client, f"/my-applications/{made.reference}")
    assert said in text(client, APPLY)


def test_withdrawing_asks_why_and_ends_it(client: FlaskClient, applicant: Account) -> None:
    made = an_application(account=applicant, stage="sift")
    address = f"/my-applications/{made.reference}/withdraw"
    assert errors_of(send(client, address)) == ["Choose a reason, or “I would rather not say”."]
    assert send(client, address, reason="no_time").headers["Location"] == f"/my-applications/{made.reference}"
    assert "Your application was withdrawn" in text(client, f"/my-applications/{made.reference}")
    assert client.get(address).status_code == 303


def test_pages_ask_little_of_the_database(app: Flask, client: FlaskClient, applicant: Account) -> None:
    made = an_application(account=applicant, stage="draft", answers=answers_of())
    draft = f"/my-applications/{made.reference}"
    for address, most in {
        "/": 1,
        draft: 2,
        f"{draft}/name": 2,
        f"{draft}/check-answers": 3,
        "/my-applications": 2,
    }.items():
        with counted_sql(app) as asked:
            text(client, address)
        assert 0 < asked.count <= most, f"{address}\n{asked}"
    form = sent_form(text(client, f"{draft}/name"), **TYPED["name"])
    with counted_sql(app) as asked:
        assert client.post(f"{draft}/name", data=form).status_code == 303
    assert 0 < asked.count <= MOST_SQL, asked
    form = sent_form(text(client, f"{draft}/check-answers"), declared="y")
    with counted_sql(app) as asked:
        assert client.post(f"{draft}/check-answers", data=form).status_code == 303
    # Three more: the version of the pipeline, the areas of now, and how they want to be told.
    assert 0 < asked.count <= MOST_SQL + 3, asked
