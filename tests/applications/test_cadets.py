"""The cadets' form, walked without JavaScript: little before a guardian agrees, the rest after, age at the start."""

from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.applications.builders import an_applicant, stage_of
from tests.applications.walk import errors_of, send
from tests.applications.walk_cadets import GUARDIAN, MORE, cadet_walk
from tests.applications.walks import Walk, answer_eligibility, fill_in, start_application, submit
from tests.openings.builders import a_unit, an_opening
from tests.people.builders import signed_in
from volunteers import clock
from volunteers.applications.models import Application
from volunteers.guardians.models import Guardian
from volunteers.notifications.models import Message
from volunteers.people.models import Account
from volunteers.strands.queries import get_strand
from volunteers.strands.rules import Party

SAM = "sam.tiller@gmail.com"


@pytest.fixture
def unit(session: Session) -> int:
    """A unit that is open, and starts in sixty days."""
    unit = a_unit()
    an_opening(unit=unit, starts=60)
    return unit.id


@pytest.fixture
def applicant(client: FlaskClient) -> Account:
    account = an_applicant(email=SAM, full_name="Sam Tiller")
    signed_in(client, account)
    return account


def the_application(session: Session) -> Application:
    return session.scalars(select(Application)).one()


def begun(client: FlaskClient, walk: Walk) -> str:
    draft = start_application(client, walk)
    fill_in(client, draft, walk)
    return draft


def text(client: FlaskClient, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, response.headers.get("Location")
    return response.get_data(as_text=True)


def test_before_a_guardian_agrees_nothing_is_asked_but_name_age_unit_and_guardian() -> None:
    strand = get_strand("cadets")
    asked = [question for section in strand.sections_at("draft") for question in section.questions]
    assert asked == ["name", "date-of-birth", "unit", "guardian", "declaration"]
    assert [rule.question for rule in strand.eligibility] == ["unit", "date-of-birth"]


def test_a_form_is_sent_and_the_guardian_is_asked_at_once(
    client: FlaskClient, session: Session, applicant: Account, unit: int
) -> None:
    draft = begun(client, cadet_walk(unit))
    page = text(client, f"{draft}/check-answers")
    for said in ("Taunton cadets (Somerset)", "Jo Tiller", "Mother", "jo@example.org"):
        assert said in page
    assert submit(client, draft).status_code == 303
    sent = the_application(session)
    assert (sent.stage, sent.area, sent.unit_id, sent.name) == ("submitted", "somerset", unit, "Sam Tiller")
    guardian = session.scalars(select(Guardian)).one()
    assert (guardian.application_id, guardian.young_person, guardian.place) == (sent.id, "Sam T", 1)
    kinds = dict(session.execute(select(Message.to_address, Message.kind)).all())
    assert kinds == {SAM: "application_submitted", "jo@example.org": "guardian_asked"}
    assert set(sent.answers) == {"name", "date-of-birth", "unit", "guardian", "declaration"}


def test_sending_twice_asks_once(client: FlaskClient, session: Session, applicant: Account, unit: int) -> None:
    draft = begun(client, cadet_walk(unit))
    submit(client, draft)
    client.post(f"{draft}/check-answers", data={})
    assert len(session.scalars(select(Guardian)).all()) == 1


@pytest.mark.parametrize(
    "address", [SAM, "samtiller@googlemail.com", "Sam.Tiller+mum@gmail.com", "s.amtiller@gmail.com"]
)
def test_their_own_mailbox_is_no_guardians_however_it_is_written(
    client: FlaskClient, session: Session, applicant: Account, unit: int, address: str
) -> None:
    draft = start_application(client, cadet_walk(unit))
    response = send(client, f"{draft}/guardian", **{**GUARDIAN, "email": address})
    assert "This is your own e-mail address" in errors_of(response)[0]
    assert "guardian" not in the_application(session).answers


def test_the_age_is_judged_on_the_day_the_unit_starts(client: FlaskClient, session: Session) -> None:
    unit = a_unit()
    an_opening(unit=unit, starts=60, on=clock.today())
    starts = clock.today().toordinal() + 60
    just = date.fromordinal(starts).replace(year=date.fromordinal(starts).year - 13)
    late = date.fromordinal(just.toordinal() + 1)
    for born, heading in ((just, "You can apply"), (late, "You cannot apply yet")):
        walk = cadet_walk(unit.id)
        boxes = {"birth_date": [str(born.day), str(born.month), str(born.year)]}
        with client.session_transaction() as cookie:
            cookie.clear()
        page = answer_eligibility(client, Walk("cadets", {**walk.eligible, "date-of-birth": boxes}, {}))
        assert f">{heading}</h1>" in page.get_data(as_text=True), born


def test_a_unit_that_takes_nobody_now_is_refused_in_words(client: FlaskClient, session: Session) -> None:
    shut = a_unit("Bath cadets", area="bath_and_north_east_somerset")
    an_opening(unit=shut, opens=-40, closes=-1)
    response = send(client, "/apply/cadets/unit", unit=str(shut.id))
    assert "is not taking new cadets just now" in errors_of(response)[0]


@pytest.mark.parametrize("number", ["", "0", "x", "999999999999"])
def test_a_unit_that_is_none_is_refused(client: FlaskClient, unit: int, number: str) -> None:
    assert errors_of(send(client, "/apply/cadets/unit", unit=number)) == ["Choose a unit."]


class TestAfterTheGuardianAgreed:
    @pytest.fixture
    def address(self, client: FlaskClient, session: Session, applicant: Account, unit: int) -> str:
        draft = begun(client, cadet_walk(unit))
        submit(client, draft)
        application = the_application(session)
        application.move_to(stage_of(application, "application"), by=None, at=clock.now())
        session.flush()
        return draft

    def test_the_rest_is_asked_and_sent(self, client: FlaskClient, session: Session, address: str) -> None:
        for question, typed in MORE.items():
            response = send(client, f"{address}/{question}", **typed)
            assert response.status_code == 303, (question, errors_of(response))
        assert send(client, f"{address}/more").status_code == 303
        found = the_application(session)
        assert found.decision_due
        assert found.answers["school"]["school"] == "Castle School"
        second = session.scalars(select(Guardian).where(Guardian.place == 2)).one()
        assert (second.email, second.asked_at) == ("al@example.org", None)
        assert "al@example.org" not in session.scalars(select(Message.to_address)).all()

    def test_one_may_say_that_there_is_no_second_guardian(
        self, client: FlaskClient, session: Session, address: str
    ) -> None:
        typed = {**MORE, "second-guardian": {"has": "no"}}
        for question, values in typed.items():
            send(client, f"{address}/{question}", **values)
        assert send(client, f"{address}/more").status_code == 303
        assert [each.place for each in session.scalars(select(Guardian))] == [1]

    @pytest.mark.parametrize(
        ("typed", "error"),
        [
            ({}, "Choose whether there is a second parent or guardian we should know of."),
            ({"has": "yes"}, "Enter their full name."),
            ({**MORE["second-guardian"], "email": "nothing"}, "Enter an e-mail address in the correct format"),
            ({**MORE["second-guardian"], "email": SAM}, "This is your own e-mail address"),
            ({**MORE["second-guardian"], "phone": "ring me"}, "Enter a phone number"),
        ],
    )
    def test_a_second_guardian_is_refused_in_words(
        self, client: FlaskClient, address: str, typed: dict[str, str], error: str
    ) -> None:
        assert errors_of(send(client, f"{address}/second-guardian", **typed))[0].startswith(error)


class TestOwnPage:
    @pytest.fixture
    def page(self, client: FlaskClient, applicant: Account, unit: int) -> str:
        draft = begun(client, cadet_walk(unit))
        submit(client, draft)
        return f"{draft}/parent-or-guardian"

    def test_it_says_where_the_answer_stands_and_sends_the_link_again(
        self, client: FlaskClient, session: Session, page: str
    ) -> None:
        assert "We have written to them, and wait for their answer." in text(client, page)
        assert send(client, page).status_code == 303
        assert list(session.scalars(select(Message.kind).where(Message.to_address == "jo@example.org"))) == [
            "guardian_asked", "guardian_asked",
        ]  # fmt: skip
        send(client, page)
        assert "several links today" in errors_of(send(client, page))[0]

    def test_another_guardian_is_named_and_asked(self, client: FlaskClient, session: Session, page: str) -> None:
        again = {**GUARDIAN, "name": "Al Tiller", "email": "al@example.org"}
        assert send(client, f"{page}/change", **again).status_code == 303
        assert the_application(session).answers["guardian"]["email"] == "al@example.org"
        assert "Al Tiller" in text(client, page)
        assert "guardian_asked" in session.scalars(select(Message.kind).where(Message.to_address == "al@example.org"))

    def test_ones_own_mailbox_is_refused_there_too(self, client: FlaskClient, page: str) -> None:
        response = send(client, f"{page}/change", **{**GUARDIAN, "email": "samtiller@gmail.com"})
        assert "This is your own e-mail address" in errors_of(response)[0]

    def test_ones_address_cannot_become_the_guardians(self, client: FlaskClient, page: str) -> None:
        response = send(client, "/my-address", email="jo+sam@example.org")
        assert errors_of(response) == ["Your parent or guardian reads this address. Use one that you alone read."]

    def test_it_is_nobody_elses(self, client: FlaskClient, page: str) -> None:
        signed_in(client, an_applicant())
        assert client.get(page).status_code == 404


def test_once_sent_it_waits_on_the_guardian(
    client: FlaskClient, session: Session, applicant: Account, unit: int
) -> None:
    submit(client, begun(client, cadet_walk(unit)))
    assert the_application(session).waits_on == [Party.GUARDIAN.value]
