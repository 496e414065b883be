"""Walking the public form of any strand through a browser without JavaScript: what is typed, and in which order."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.applications.walk import errors_of, send

Typed = Mapping[str, Mapping[str, Any]]
NAME = {"first_name": "Ada", "last_name": "Lovelace", "previous_names": "", "preferred_name": ""}
BORN = {"birth_date": ["10", "12", "1990"]}
ADDRESS = {
    "line_1": "12 St James's Square", "line_2": "", "town": "Bristol", "county": "", "postcode": "BS1 4DJ",
    "moved_in": ["6", "2015"],
}  # fmt: skip
ABOUT_YOU: Typed = {"name": NAME, "date-of-birth": BORN, "address": ADDRESS, "contact": {"phone": "07700 900 982"}}
NO_MORE = {"more": "no"}


@dataclass(frozen=True)
class Walk:
    """One way through a strand's form. ``eligible`` and ``typed`` say what is typed on each page, in order.

    A page is a question, or “question/number” for one item of several; the list of items follows its items.
    """

    slug: str
    eligible: Typed
    typed: Typed

    @property
    def questions(self) -> list[str]:
        """The questions that are answered, without the pages of single items."""
        return [page for page in self.typed if "/" not in page]

    def with_typed(self, **typed: Mapping[str, Any]) -> "Walk":
        """The same walk with other words on some of its pages."""
        return replace(self, typed={**self.typed, **typed})

    def without(self, *pages: str) -> "Walk":
        """The same walk without some of its pages."""
        return replace(self, typed={page: typed for page, typed in self.typed.items() if page not in pages})


def answer_eligibility(client: FlaskClient, walk: Walk) -> TestResponse:
    """Answer every eligibility question, each from the page the one before led to; the page of the result."""
    response = client.get(f"/apply/{walk.slug}")
    while response.status_code == 303 and not response.headers["Location"].endswith("/result"):
        address = response.headers["Location"]
        response = send(client, address, **walk.eligible[address.rpartition("/")[2]])
        assert response.status_code == 303, (address, errors_of(response))
    return client.get(response.headers["Location"])


def start_application(client: FlaskClient, walk: Walk) -> str:
    """The address of the draft, once the eligibility questions are answered. The client is signed in."""
    answer_eligibility(client, walk)
    response = send(client, f"/apply/{walk.slug}/start")
    assert response.status_code == 303, response.get_data(as_text=True)
    return str(response.headers["Location"])


def fill_in(client: FlaskClient, draft: str, walk: Walk) -> None:
    """Answer every page of a walk."""
    for page, typed in walk.typed.items():
        response = send(client, f"{draft}/{page}", **typed)
        assert response.status_code == 303, (page, errors_of(response))


def submit(client: FlaskClient, draft: str) -> TestResponse:
    """Make the declaration and send."""
    return send(client, f"{draft}/check-answers", declared="y")
