"""Applicants who may be the same person: found, shown to staff, decided, and never merged."""

from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.applications.builders import an_applicant, an_application
from tests.applications.walk import send
from tests.people.builders import an_account, signed_in
from volunteers.applications.models import Application
from volunteers.onboarding.models import LikePair, Verdict
from volunteers.onboarding.rules import Person, reasons_alike
from volunteers.permissions import Grant, Role

BORN = date(1990, 12, 10)
ADA = Person("Ada", "O'Neill", BORN, "ada@example.com", "07700 900 982", "BS1 4DJ")


@pytest.mark.parametrize(
    ("other", "is_alike"),
    [
        (Person("Ada", "O’Neill", BORN, "other@example.com"), True),
        (Person("ADA", "ONEILL", BORN, "other@example.com"), True),
        (Person("O'Neill", "Ada", BORN, "other@example.com"), True),
        (Person("Áda", "O Neill", BORN, "other@example.com"), True),
        (Person("Ada", "King", BORN, "other@example.com", "+44 7700 900982"), True),
        (Person("Ada", "King", BORN, "other@example.com", "", "bs14dj"), True),
        (Person("Ada", "O'Neill", date(1990, 12, 11), "ADA+work@example.com"), True),
        (Person("Ada", "King", BORN, "other@example.com"), False),
        (Person("Ada", "O'Neill", date(1990, 12, 11), "other@example.com", ADA.phone, ADA.postcode), False),
        (Person("Grace", "Hopper", BORN, "other@example.com", ADA.phone, ADA.postcode), False),
        (Person("", "", None, "other@example.com"), False),
    ],
)
def test_who_looks_like_whom(other: Person, *, is_alike: bool) -> None:
    assert bool(reasons_alike(ADA, other)) is is_alike
    assert reasons_alike(ADA, other) == reasons_alike(other, ADA)


def test_two_people_without_a_phone_or_postcode_do_not_share_one() -> None:
    nobody = Person("Ada", "King", BORN, "other@example.com")
    assert reasons_alike(nobody, Person("Ada", "Byron", BORN, "third@example.com")) == ()


@pytest.fixture
def coordinator(client: FlaskClient) -> None:
    signed_in(client, an_account(grants=[Grant(Role.COORDINATOR, "special_constabulary", "bristol")]))


def twins(area: str = "bristol") -> tuple[Application, Application]:
    """Two applications of one person under two addresses."""
    first = an_application(account=an_applicant(email="ada@example.com"))
    second = an_application(account=an_applicant(email="a.lovelace@example.org"), area=area)
    return first, second


@pytest.mark.usefixtures("coordinator")
def test_they_are_offered_and_nothing_is_merged(client: FlaskClient, session: Session) -> None:
    first, second = twins()
    page = client.get(f"/staff/applications/{first.reference}").get_data(as_text=True)
    assert "May be the same person" in page
    assert "the same date of birth, the same name" in page
    address = f"/staff/applications/{first.reference}/same-person/{second.reference}"
    assert send(client, address, verdict="same").status_code == 303
    assert "Decided: the same person." in client.get(f"/staff/applications/{second.reference}").get_data(as_text=True)
    assert session.scalars(select(LikePair.verdict)).one() is Verdict.SAME
    assert len(session.scalars(select(Application)).all()) == 2


@pytest.mark.usefixtures("coordinator")
def test_those_found_to_be_two_people_are_not_offered_again(client: FlaskClient) -> None:
    first, second = twins()
    send(client, f"/staff/applications/{first.reference}/same-person/{second.reference}", verdict="different")
    for each in (first, second):
        assert "May be the same person" not in client.get(f"/staff/applications/{each.reference}").get_data(
            as_text=True
        )


@pytest.mark.usefixtures("coordinator")
def test_someone_out_of_scope_is_neither_shown_nor_found(client: FlaskClient) -> None:
    first, second = twins(area="somerset")
    assert second.reference not in client.get(f"/staff/applications/{first.reference}").get_data(as_text=True)
    assert client.get(f"/staff/applications/{first.reference}/same-person/{second.reference}").status_code == 404
