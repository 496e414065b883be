"""Walking the public form through a browser without JavaScript."""

import re
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.pages import sent_form

APPLY = "/apply/special-constabulary"
ELIGIBLE: dict[str, dict[str, Any]] = {
    "age": {"birth_date": ["10", "12", "1990"]},
    "in-area": {"answer": "lives"},
    "residence": {"answer": "yes"},
    "right-to-stay": {"answer": "british_or_irish"},
    "occupation": {"answer": "none"},
    "finance": {"answer": "none"},
    "memberships": {"answer": "none"},
    "convictions": {"answer": "no"},
}
TYPED: dict[str, dict[str, Any]] = {
    "name": {"first_name": "Ada", "last_name": "Lovelace", "previous_names": "Byron", "preferred_name": ""},
    "date-of-birth": {"birth_date": ["10", "12", "1990"]},
    "birthplace": {"town": "London", "country": "United Kingdom"},
    "address": {
        "line_1": "12 St James's Square", "line_2": "", "town": "Bristol", "county": "", "postcode": "BS1 4DJ",
        "moved_in": ["6", "2015"],
    },
    "earlier-addresses": {"more": "no"},
    "contact": {"phone": "+44 (0)7700 900982"},
    "driving": {"licence": "full", "number": "BYRON 510128 A99YZ", "penalty_points": "0"},
    "employment": {"occupation": "Analyst", "employer": "Babbage and Company"},
    "activities/1": {
        "kind": "work", "what": "Analyst", "where": "Babbage and Company", "began": ["9", "2012"], "ended": ["", ""],
    },
    "activities": {"more": "no"},
    "education": {"education": "Degree in mathematics, 2012"},
    "adjustments": {"needed": "no", "what": ""},
    "tattoos": {"any": "yes", "describe": "A rose on my left arm"},
    "availability": {"hours": "20 hours", "when": ["weekday_evenings", "weekends"]},
    "commitments": {"agreed": ["hours", "years", "training", "fitness", "conduct", "tell"]},
    "area": {"area": "bristol"},
    "heard-about": {"source": "friend", "other": ""},
}  # fmt: skip
# The pages with something typed on them; the others list what was.
FORMS = [page for page, typed in TYPED.items() if "more" not in typed]


def send(client: FlaskClient, address: str, **answers: Any) -> TestResponse:
    """Open a page, fill its form in and send it."""
    page = client.get(address)
    assert page.status_code == 200, (address, page.status_code, page.headers.get("Location"))
    return client.post(address, data=sent_form(page.get_data(as_text=True), **answers))


def answer_eligibility(client: FlaskClient, **changed: dict[str, Any]) -> TestResponse:
    """Answer every eligibility question, each from the page the one before led to, as far as it goes."""
    response = client.get(APPLY)
    while response.status_code == 303 and not response.headers["Location"].endswith("/result"):
        address = response.headers["Location"]
        question = address.rpartition("/")[2]
        response = send(client, address, **{**ELIGIBLE, **changed}[question])
    return client.get(response.headers["Location"])


def start_application(client: FlaskClient) -> str:
    """The address of the draft, once the eligibility questions are answered."""
    answer_eligibility(client)
    response = send(client, f"{APPLY}/start")
    assert response.status_code == 303, response.get_data(as_text=True)
    return str(response.headers["Location"])


def fill_in(client: FlaskClient, draft: str, *, leave_out: tuple[str, ...] = ()) -> None:
    """Answer every question of a draft that is not left out."""
    for question, typed in TYPED.items():
        if question not in leave_out:
            response = send(client, f"{draft}/{question}", **typed)
            assert response.status_code == 303, (question, errors_of(response))


def errors_of(response: TestResponse) -> list[str]:
    """The lines of the error summary."""
    found = re.findall(r'<li><a href="#[^"]+">(.*?)</a></li>|<li>([^<]*)</li>', _summary(response))
    return [linked or plain for linked, plain in found]


def _summary(response: TestResponse) -> str:
    page = response.get_data(as_text=True)
    start = page.find('class="govuk-error-summary"')
    return page[start : page.find("</ul>", start)] if start >= 0 else ""
