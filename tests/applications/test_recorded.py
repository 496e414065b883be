"""Staff write down what they are given on paper or by telephone: the same questions, the same rules, marked so."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.applications.builders import an_applicant, an_application
from tests.applications.walk import ELIGIBLE, TYPED, errors_of, send
from tests.people.builders import an_account, signed_in
from volunteers.applications.models import Application, Channel
from volunteers.history.models import HistoryEntry
from volunteers.notifications.models import Message, MessageState
from volunteers.people.models import Account
from volunteers.permissions import Grant, Role

STRAND = "special_constabulary"
RECORD = "/staff/record/special-constabulary"
ASKED: dict[str, Any] = {
    "channel": "paper", "received_on": ["2", "11", "2020"], "email": "", "reason": "Has no computer",
}  # fmt: skip


@pytest.fixture
def coordinator(client: FlaskClient) -> Account:
    account = an_account(grants=[Grant(Role.COORDINATOR, STRAND, "bristol")])
    signed_in(client, account)
    return account


def begin(client: FlaskClient, **changed: Any) -> str:
    """The address of the task list of a new one."""
    response = send(client, RECORD, **{**ASKED, **changed})
    assert response.status_code == 303, errors_of(response)
    return str(response.headers["Location"])


def write_down(client: FlaskClient, form: str) -> None:
    for question, typed in {**ELIGIBLE, **TYPED}.items():
        if question != "age":
            response = send(client, f"{form}/{question}", **typed)
            assert response.status_code == 303, (question, errors_of(response))


def test_the_whole_form_is_written_down_and_sent(client: FlaskClient, session: Session, coordinator: Account) -> None:
    form = begin(client)
    write_down(client, form)
    check = form.removesuffix("/form") + "/check-answers"
    page = client.get(check).get_data(as_text=True)
    assert "The applicant has signed, or told me" in page
    assert "no-mail.invalid" not in page
    sent = send(client, check, declared="y")
    reference = form.split("/")[3]
    assert sent.headers["Location"] == f"/staff/record/{reference}/sent"
    case = client.get(sent.headers["Location"], follow_redirects=True).get_data(as_text=True)
    assert "tell them by telephone or letter" in case
    made = session.scalars(select(Application)).one()
    assert (made.channel, made.recorded_by_id, made.stage) == (Channel.PAPER, coordinator.id, "submitted")
    assert session.scalars(select(Message)).one().state is MessageState.BY_HAND
    acts = session.scalars(select(HistoryEntry).where(HistoryEntry.act == "application_recorded")).one()
    assert acts.details["reason"] == "Has no computer"


def test_with_an_address_the_applicant_sees_their_own(
    client: FlaskClient, session: Session, coordinator: Account
) -> None:
    begin(client, email="Grace@Example.com")
    made = session.scalars(select(Application)).one()
    assert made.account.email == "grace@example.com"
    signed_in(client, made.account)
    assert made.reference in client.get("/my-applications").get_data(as_text=True)


def test_someone_with_an_application_under_way_has_no_second(
    client: FlaskClient, session: Session, coordinator: Account
) -> None:
    under_way = an_application(account=an_applicant(email="ada@example.com"))
    send(client, RECORD, **{**ASKED, "email": "ada@example.com"})
    assert session.scalars(select(Application.reference)).all() == [under_way.reference]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"reason": ""}, "Say why you are writing it down for them."),
        ({"received_on": ["31", "4", "2020"]}, "The day it reached us must be a real date."),
        ({"received_on": ["1", "1", "2099"]}, "The day it reached us must be in the past."),
        ({"email": "ada@"}, "Enter an e-mail address in the correct format, like name@example.com."),
        ({"channel": "pigeon"}, "Choose how they applied."),
    ],
)
def test_what_is_missing_is_said(client: FlaskClient, coordinator: Account, changed: dict[str, Any], said: str) -> None:
    assert errors_of(send(client, RECORD, **{**ASKED, **changed})) == [said]


def test_an_address_of_staff_is_refused(client: FlaskClient, coordinator: Account) -> None:
    said = errors_of(send(client, RECORD, **{**ASKED, "email": coordinator.email}))
    assert said == ["This address belongs to a member of staff or to a closed account. Ask for another address."]


def test_an_area_one_does_not_look_after_is_refused_and_nothing_lost(
    client: FlaskClient, session: Session, coordinator: Account
) -> None:
    form = begin(client)
    response = send(client, f"{form}/area", area="somerset")
    assert errors_of(response)[0].startswith("You do not look after this area.")
    session.expire_all()
    assert session.scalars(select(Application)).one().area is None
    assert send(client, f"{form}/area", area="bristol").status_code == 303


def test_another_areas_coordinator_does_not_find_it(client: FlaskClient, coordinator: Account) -> None:
    form = begin(client)
    send(client, f"{form}/area", area="bristol")
    for grant in (Grant(Role.COORDINATOR, STRAND, "somerset"), Grant(Role.COORDINATOR, "cadets", "bristol")):
        signed_in(client, an_account(grants=[grant]))
        assert client.get(form).status_code == 404
        assert client.get(f"{form}/name").status_code == 404


def test_what_people_write_themselves_is_not_staffs_to_write(client: FlaskClient, coordinator: Account) -> None:
    own = an_application(stage="draft")
    assert client.get(f"/staff/record/{own.reference}/form").status_code == 404
