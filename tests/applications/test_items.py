"""Questions with several items: added, changed, removed, said to be whole, and what is missing pointed out."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.applications.builders import an_applicant, an_application
from tests.applications.walk import errors_of, send
from tests.people.builders import signed_in
from volunteers import clock
from volunteers.applications.models import Application, SealedAnswer
from volunteers.applications.queries import answers_of
from volunteers.applications.rules.months import years_before

FLAT = {
    "line_1": "3 Mill Lane", "line_2": "", "town": "Bath", "postcode": "BA1 1AA", "country": "",
    "began": ["1", "2001"], "ended": ["5", "2015"],
}  # fmt: skip
STUDY = {"kind": "study", "what": "A levels", "where": "", "began": ["9", "2010"], "ended": ["7", "2012"]}


@pytest.fixture
def draft(client: FlaskClient) -> str:
    applicant = an_applicant()
    made = an_application(
        account=applicant, stage="draft",
        answers={"address": {"line_1": "1 High Street", "town": "Bristol", "moved_in": f"{clock.today():%Y-%m-01}"}},
    )  # fmt: skip
    signed_in(client, applicant)
    return f"/my-applications/{made.reference}"


def answers(session: Session) -> dict[str, Any]:
    session.expire_all()
    return session.scalars(select(Application)).one().answers


def test_addresses_must_reach_back_as_far_as_is_asked(client: FlaskClient, draft: str) -> None:
    page = f"{draft}/earlier-addresses"
    refused = errors_of(send(client, page, more="no"))
    assert refused == [f"Add where you lived in {years_before(clock.today(), 3):%B %Y}" + refused[0][-len(_tail()) :]]
    far = {**FLAT, "ended": [str(clock.today().month), str(clock.today().year)]}
    assert send(client, f"{page}/1", **far).headers["Location"] == page
    assert send(client, page, more="no").status_code == 303


def _tail() -> str:
    before = clock.today().replace(day=1)
    last = before.replace(year=before.year - (before.month == 1), month=(before.month - 2) % 12 + 1)
    return f" to {last:%B %Y}."


def test_an_item_is_added_changed_and_removed(client: FlaskClient, session: Session, draft: str) -> None:
    page = f"{draft}/activities"
    assert client.get(page).headers["Location"] == f"{page}/1"
    send(client, f"{page}/1", **STUDY)
    assert send(client, page, more="yes").headers["Location"] == f"{page}/2"
    send(client, f"{page}/2", **{**STUDY, "kind": "work", "what": "Baker"})
    send(client, f"{page}/1", **{**STUDY, "what": "GCSEs"})
    assert [item["what"] for item in answers(session)["activities"]["items"]] == ["GCSEs", "Baker"]
    asked = client.get(f"{page}/1/remove").get_data(as_text=True)
    assert "GCSEs" in asked
    send(client, f"{page}/1/remove")
    assert [item["what"] for item in answers(session)["activities"]["items"]] == ["Baker"]


def test_a_list_is_an_answer_once_it_is_said_to_be_whole(client: FlaskClient, session: Session, draft: str) -> None:
    page = f"{draft}/activities"
    send(client, f"{page}/1", **STUDY)
    assert not answers(session)["activities"]["done"]
    assert errors_of(send(client, page)) == ["Choose yes or no."]
    send(client, page, more="no")
    assert answers(session)["activities"]["done"]
    send(client, f"{page}/1", **{**STUDY, "what": "Changed"})
    assert not answers(session)["activities"]["done"]


def test_time_of_which_nothing_is_said_is_pointed_out_and_stops_nobody(client: FlaskClient, draft: str) -> None:
    page = f"{draft}/activities"
    send(client, f"{page}/1", **STUDY)
    assert "You have not told us what you did in" in client.get(page).get_data(as_text=True)
    assert send(client, page, more="no").status_code == 303


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"ended": ["8", "2009"]}, "It must end after it began: check the two months."),
        ({"began": ["13", "2010"]}, "Enter a month and a year in numbers, like 3 2015."),
        ({"began": ["9", "0001"]}, "Enter a month and a year in numbers, like 3 2015."),
        ({"began": ["9", "2099"]}, "The month when it began must be in the past."),
        ({"what": ""}, "Enter what you did."),
    ],
)
def test_an_item_is_judged_as_it_is_typed(client: FlaskClient, draft: str, changed: dict[str, Any], said: str) -> None:
    response = send(client, f"{draft}/activities/1", **{**STUDY, **changed})
    assert said in errors_of(response)


@pytest.mark.parametrize("number", ["0", "3", "99", "2147483648"])
def test_an_item_that_is_not_there_is_not_found(client: FlaskClient, draft: str, number: str) -> None:
    send(client, f"{draft}/activities/1", **STUDY)
    assert client.get(f"{draft}/activities/{number}").status_code == 404


def test_the_same_item_sent_twice_is_one(client: FlaskClient, session: Session, draft: str) -> None:
    for _ in range(2):
        send(client, f"{draft}/activities/1", **STUDY)
    assert len(answers(session)["activities"]["items"]) == 1


def test_what_was_disclosed_is_asked_beside_a_yes_and_stored_sealed(
    client: FlaskClient, session: Session, draft: str
) -> None:
    assert "What you told us about" not in client.get(draft).get_data(as_text=True)
    send(client, f"{draft}/convictions", answer="yes")
    assert "What you told us about" in client.get(draft).get_data(as_text=True)
    matter = {"what": "A caution for shoplifting", "happened": ["6", "2012"], "outcome": "Nothing more", "more": ""}
    send(client, f"{draft}/offences/1", **matter)
    send(client, f"{draft}/offences", more="no")
    assert answers(session)["offences"] == {"sealed": True}
    for sealed in session.scalars(select(SealedAnswer.sealed)):
        assert b"shoplifting" not in sealed
    application = session.scalars(select(Application)).one()
    assert answers_of(application)["offences"]["items"][0]["what"] == "A caution for shoplifting"
    assert "shoplifting" in client.get(f"{draft}/check-answers").get_data(as_text=True)
