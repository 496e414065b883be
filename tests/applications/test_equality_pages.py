"""The equality questions in a browser without JavaScript."""

from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from tests.applications.builders import an_applicant, an_application
from tests.applications.walk import errors_of, send
from tests.pages import sent_form
from tests.people.builders import a_volunteer, an_account, signed_in
from tests.sql_count import counted_sql
from volunteers import clock
from volunteers.applications.models import Application
from volunteers.history.models import HistoryEntry
from volunteers.monitoring.models import EqualityIntake
from volunteers.monitoring.queries import own_answers
from volunteers.monitoring.rules import PREFER_NOT_TO_SAY, Answers
from volunteers.people.models import Account, SignIn
from volunteers.permissions import Role
from volunteers.web.models import KeptForm

EVERY = {
    "ethnic-group": "white",
    "ethnic-background": "white_other",
    "sex": "female",
    "gender-identity": PREFER_NOT_TO_SAY,
    "condition": "yes",
    "day-to-day": "a_little",
    "religion": "none",
    "sexual-orientation": "bisexual",
}


@pytest.fixture
def applicant(client: FlaskClient) -> Account:
    account = an_applicant()
    signed_in(client, account)
    return account


@pytest.fixture
def sent(applicant: Account) -> Application:
    return an_application(account=applicant)


def page_of(application: Application, question: str = "") -> str:
    return f"/my-applications/{application.reference}/equality" + (f"/{question}" if question else "")


def text(client: FlaskClient, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, (response.status_code, response.headers.get("Location"))
    return response.get_data(as_text=True)


def answer_all(client: FlaskClient, application: Application, given: dict[str, str]) -> list[str]:
    """Answer question after question as the pages lead; the questions in the order they came."""
    response = send(client, page_of(application), willing="yes")
    came = []
    while not response.headers["Location"].endswith("/check"):
        question = response.headers["Location"].rpartition("/")[2]
        came.append(question)
        response = send(client, response.headers["Location"], answer=given[question])
    return came


def test_the_confirmation_leads_to_the_questions_and_the_application_is_sent_already(
    client: FlaskClient, sent: Application
) -> None:
    page = text(client, f"/my-applications/{sent.reference}/confirmation")
    assert f'href="{page_of(sent)}"' in page
    assert "optional" in page
    assert "Your answers do not affect your application" in text(client, page_of(sent))


def test_every_question_is_answered_one_page_at_a_time(client: FlaskClient, sent: Application) -> None:
    assert answer_all(client, sent, EVERY) == list(EVERY)
    assert own_answers(sent.id) == Answers(EVERY, {})
    page = text(client, page_of(sent, "check"))
    for words in ("Any other White background", "Prefer not to say", "Yes, a little", "No religion", "Bisexual"):
        assert words in page
    assert "Not answered" not in page
    assert "Thank you for answering" in text(client, f"/my-applications/{sent.reference}/confirmation")


def test_saying_no_keeps_nothing(client: FlaskClient, session: Session, sent: Application) -> None:
    response = send(client, page_of(sent), willing="no")
    assert response.headers["Location"] == f"/my-applications/{sent.reference}"
    assert session.scalar(select(func.count()).select_from(EqualityIntake)) == 0
    assert "Answer the equality questions" in text(client, f"/my-applications/{sent.reference}")


def test_neither_yes_nor_no_is_asked_again_in_words(client: FlaskClient, sent: Application) -> None:
    assert errors_of(send(client, page_of(sent))) == ["Choose yes to answer the questions, or no to skip them."]


def test_skipping_is_not_declining(client: FlaskClient, sent: Application) -> None:
    send(client, page_of(sent, "sex"), answer=PREFER_NOT_TO_SAY)
    send(client, page_of(sent, "religion"), skip="yes")
    send(client, page_of(sent, "condition"))
    assert own_answers(sent.id) == Answers({"sex": PREFER_NOT_TO_SAY}, {})
    page = text(client, page_of(sent, "check"))
    assert page.count("Prefer not to say") == 1
    assert page.count("Not answered") == 5


def test_an_answer_is_changed_from_the_check_page_and_leads_back_there(client: FlaskClient, sent: Application) -> None:
    answer_all(client, sent, EVERY)
    changed = send(client, f"{page_of(sent, 'sex')}?from=check", answer="male")
    assert changed.headers["Location"] == page_of(sent, "check")
    followed = send(client, f"{page_of(sent, 'ethnic-group')}?from=check", answer="black")
    assert followed.headers["Location"] == f"{page_of(sent, 'ethnic-background')}?from=check"
    assert 'value="african"' in text(client, followed.headers["Location"])
    skipped = send(client, f"{page_of(sent, 'condition')}?from=check", skip="yes")
    assert skipped.headers["Location"] == page_of(sent, "check")
    answers = own_answers(sent.id)
    assert answers is not None
    assert set(answers.values) == set(EVERY) - {"ethnic-background", "condition", "day-to-day"}


@pytest.mark.parametrize("words", ["Cornish", "O'Neill & <b>sons</b>", "Łódź 😀"])
def test_a_description_of_ones_own_comes_back_as_typed(client: FlaskClient, sent: Application, words: str) -> None:
    send(client, page_of(sent, "ethnic-group"), answer="white")
    send(client, page_of(sent, "ethnic-background"), answer="white_other", own_white_other=words)
    answers = own_answers(sent.id)
    assert answers is not None
    assert answers.own_words == {"ethnic-background": words}
    page = text(client, page_of(sent, "ethnic-background"))
    assert sent_form(page)  # the page itself is judged by the client
    assert "<b>sons" not in page


def test_what_cannot_be_kept_is_refused_in_words_and_stays_on_the_page(client: FlaskClient, sent: Application) -> None:
    response = send(client, page_of(sent, "religion"), answer="other", own_other="x" * 101)
    assert errors_of(response) == ["Your description must be 100 characters or fewer."]
    assert "x" * 101 in response.get_data(as_text=True)
    assert errors_of(send(client, page_of(sent, "religion"), answer="jedi")) == ["Choose one of the answers."]
    assert own_answers(sent.id) is None


def test_what_was_said_beside_another_application_is_not_asked_again(
    client: FlaskClient, applicant: Account, sent: Application
) -> None:
    answer_all(client, sent, EVERY)
    other = an_application(account=applicant, strand="police_support_volunteers")
    response = send(client, page_of(other), willing="yes")
    assert response.headers["Location"] == page_of(other, "check")
    assert own_answers(other.id) == own_answers(sent.id)


def test_answers_are_deleted_at_once(client: FlaskClient, sent: Application) -> None:
    answer_all(client, sent, EVERY)
    assert page_of(sent, "delete") in text(client, page_of(sent, "check"))
    send(client, page_of(sent, "delete"))
    assert own_answers(sent.id) is None
    assert "have not answered" in text(client, page_of(sent, "check"))


def test_a_draft_and_an_ended_application_ask_nothing(client: FlaskClient, applicant: Account) -> None:
    draft = an_application(account=applicant, stage="draft")
    ended = an_application(account=applicant, stage="unsuccessful", strand="farm_watch")
    for one in (draft, ended):
        for question in ("", "sex", "check", "delete"):
            assert client.get(page_of(one, question)).status_code == 404
    assert "Equality questions" not in text(client, f"/my-applications/{ended.reference}")


def test_who_was_appointed_and_serves_may_still_answer_and_change_and_take_everything_back(
    client: FlaskClient, session: Session, applicant: Account
) -> None:
    appointed = an_application(account=applicant, stage="appointed")
    volunteer = a_volunteer(account=applicant)
    assert "Answer the equality questions" in text(client, f"/my-applications/{appointed.reference}")
    assert answer_all(client, appointed, EVERY) == list(EVERY)
    assert "You can change them for as long as you volunteer." in text(client, page_of(appointed, "check"))
    send(client, f"{page_of(appointed, 'sex')}?from=check", answer="male")
    assert own_answers(appointed.id) == Answers({**EVERY, "sex": "male"}, {})
    send(client, page_of(appointed, "delete"))
    page = text(client, page_of(appointed, "check"))
    assert "You can, for as long as you volunteer." in page
    volunteer.service[0].ended_on = clock.today()
    session.flush()
    assert client.get(page_of(appointed, "check")).status_code == 404


def test_who_takes_back_the_last_answer_after_the_end_is_led_to_their_application(
    client: FlaskClient, session: Session, sent: Application
) -> None:
    send(client, page_of(sent, "sex"), answer="female")
    sent.stage = "unsuccessful"
    session.flush()
    taken_back = send(client, f"{page_of(sent, 'sex')}?from=check", skip="yes")
    assert taken_back.headers["Location"] == f"/my-applications/{sent.reference}"
    assert own_answers(sent.id) is None


@pytest.mark.parametrize(
    ("born", "strand", "status"),
    [
        (0, "special_constabulary", 200), (1, "special_constabulary", 404), (1, "cadets", 404), (None, "cadets", 404),
        (None, "special_constabulary", 200),
    ],
    ids=["18 today", "18 tomorrow", "a cadet", "a cadet of unknown age", "an adult strand"],
)  # fmt: skip
def test_children_are_not_asked(
    client: FlaskClient, applicant: Account, born: int | None, strand: str, status: int
) -> None:
    today = clock.today()
    application = an_application(account=applicant, strand=strand, birth_date=date(1990, 1, 1))
    eighteen_on = today + timedelta(days=born or 0)
    # 29 February comes of age on 1 March.
    application.birth_date = clock.add_months(eighteen_on, -12 * 18) if born is not None else None
    assert client.get(page_of(application)).status_code == status
    page = text(client, f"/my-applications/{application.reference}")
    assert ("Equality questions" in page) == (status == 200)


def test_the_answers_of_another_person_are_not_found(client: FlaskClient, applicant: Account) -> None:
    other = an_application()
    for question in ("", "sex", "check", "delete"):
        assert client.get(page_of(other, question)).status_code == 404


@pytest.mark.parametrize("question", ["nonsense", "day-to-day", "ethnic-background"])
def test_what_is_not_asked_is_not_found(client: FlaskClient, sent: Application, question: str) -> None:
    assert client.get(page_of(sent, question)).status_code == 404


def test_answering_leaves_no_trace_in_the_history_or_with_the_application(
    client: FlaskClient, session: Session, sent: Application
) -> None:
    before = (session.scalar(select(func.count()).select_from(HistoryEntry)), sent.version, dict(sent.answers))
    answer_all(client, sent, EVERY)
    session.expire_all()
    after = (session.scalar(select(func.count()).select_from(HistoryEntry)), sent.version, dict(sent.answers))
    assert after == before


def test_an_answer_sent_after_the_sign_in_ran_out_is_kept_nowhere(
    client: FlaskClient, session: Session, sent: Application
) -> None:
    form = sent_form(text(client, page_of(sent, "sex")), answer="female")
    session.execute(update(SignIn).values(ended_at=clock.now()))
    response = client.post(page_of(sent, "sex"), data=form)
    assert response.status_code == 401
    assert "kept" not in response.get_data(as_text=True).split("<main")[1].split("</main")[0]
    assert session.scalar(select(func.count()).select_from(KeptForm)) == 0


def test_staff_pages_never_read_them(app: Flask, client: FlaskClient, sent: Application) -> None:
    answer_all(client, sent, EVERY)
    signed_in(client, an_account(Role.COORDINATOR, Role.VETTING_OFFICER))
    case = f"/staff/applications/{sent.reference}"
    with counted_sql(app) as asked:
        for address in ("/staff/applications", case, f"{case}/move", "/staff/volunteers"):
            assert client.get(address).status_code == 200, address
    assert asked.count > 4
    assert "equality" not in str([statement.lower() for statement in asked.statements])
