"""Four strands walked from the first question to the sent application, in a browser without JavaScript."""

import pytest
from flask.testing import FlaskClient
from markupsafe import escape
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.applications import (
    walk_community_speedwatch,
    walk_farm_watch,
    walk_neighbourhood_watch,
    walk_support_volunteers,
)
from tests.applications.builders import an_applicant
from tests.applications.walk import errors_of, send
from tests.applications.walks import Walk, answer_eligibility, fill_in, start_application, submit
from tests.openings.builders import a_unit, an_opening
from tests.people.builders import signed_in
from volunteers.applications.models import Application
from volunteers.people.models import Account
from volunteers.places.models import UnitKind
from volunteers.references.models import Referee
from volunteers.strands.definitions.neighbourhood_watch import DUTIES
from volunteers.strands.queries import get_by_slug

WALKS = {
    "a groom": walk_support_volunteers.GROOM,
    "a driver": walk_support_volunteers.DRIVER,
    "starting a watch": walk_neighbourhood_watch.STARTING,
    "joining a watch": walk_neighbourhood_watch.JOINING,
    "a farm": walk_farm_watch.FARM,
    "starting SpeedWatch": walk_community_speedwatch.STARTING,
    "joining SpeedWatch": walk_community_speedwatch.JOINING,
}
each_walk = pytest.mark.parametrize("walk", WALKS.values(), ids=WALKS)


@pytest.fixture
def applicant(client: FlaskClient) -> Account:
    account = an_applicant()
    signed_in(client, account)
    return account


def begun(client: FlaskClient, walk: Walk) -> str:
    """A draft with the questions of the walk answered."""
    draft = start_application(client, walk)
    fill_in(client, draft, walk)
    return draft


def the_application(session: Session) -> Application:
    return session.scalars(select(Application)).one()


def text(client: FlaskClient, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, response.headers.get("Location")
    return response.get_data(as_text=True)


@each_walk
def test_anyone_can_apply(client: FlaskClient, walk: Walk) -> None:
    assert ">You can apply</h1>" in answer_eligibility(client, walk).get_data(as_text=True)


@each_walk
def test_a_whole_form_is_checked_and_sent_once(
    client: FlaskClient, session: Session, applicant: Account, walk: Walk
) -> None:
    draft = begun(client, walk)
    page = text(client, f"{draft}/check-answers")
    assert "Not answered" not in page
    assert submit(client, draft).status_code == 303
    sent = the_application(session)
    assert (sent.stage, sent.strand) == ("submitted", get_by_slug(walk.slug).code)
    assert (sent.last_name, sent.area) == ("Lovelace", walk.typed["area"]["area"])
    assert not sent.is_draft


@each_walk
def test_each_answer_leads_to_the_next_question_that_is_asked(
    client: FlaskClient, applicant: Account, walk: Walk
) -> None:
    draft = start_application(client, walk)
    asked = {*walk.questions}.difference(walk.eligible)  # what was told before is not asked again
    for page, typed in walk.typed.items():
        response = send(client, f"{draft}/{page}", **typed)
        if "/" in page:
            continue
        section = next(each for each in get_by_slug(walk.slug).asks if page in each.questions)
        after = [each for each in section.questions[section.questions.index(page) + 1 :] if each in asked]
        assert response.headers["Location"] == (f"{draft}/{after[0]}" if after else draft)


@each_walk
def test_every_question_is_needed(client: FlaskClient, session: Session, applicant: Account, walk: Walk) -> None:
    draft = begun(client, walk)
    found = the_application(session)
    whole = dict(found.answers)
    for question in walk.questions:
        found.answers = {each: values for each, values in whole.items() if each != question}
        assert submit(client, draft).status_code == 200, question
        session.refresh(found)
        assert found.is_draft, question


IN_WORDS = {
    "a driver": (
        "Volunteer driver", "Full licence since March 2012", "Licence number: LOVEL952100A99YZ", "Penalty points: 3",
        "Cars and small vans (B), Minibuses (D1)", "Chaplain", "Tuesday, Saturday", "Mornings", "Not in August",
        "Retired teacher", "Mary Somerville, latest employer, mary.somerville@example.org, 0117 496 0101",
    ),
    "starting a watch": (
        "Start a new scheme", "Mill Lane, Bedminster", "The Green, 1 to 20, BS3 4EA", ">23<",
        "I have asked some of them", "There is an old sign in Church Road", "Read and accepted",
    ),
    "joining a watch": ("Join a scheme", "None of those listed", "Mill Lane, Bedminster"),
    "a farm": (
        "Manor Farm", "Dairy cows, Arable crops, Something else", "Bees", "CPH number: 36/123/4567",
        "The main yard: ST 123 456", "The top barn: 51.23450, -2.98760", "Text message: 07700 900 456", "E-mail",
        "Wildlife crime", "Agreed",
    ),
    "starting SpeedWatch": (
        "Katherine O'Hara, member2@example.com", "A46, Dunkirk (40 mph): Two crashes last year",
        "High Street, Hawkesbury, by the school (20 mph): Children cross here. There is no pavement.",
        "Coordinator: lead a scheme", "Weekday mornings", "Saturdays",
    ),
    "joining SpeedWatch": ("At the roadside", "A chair at the roadside", "The parish magazine", "Hawkesbury"),
}  # fmt: skip


@pytest.mark.parametrize("name", IN_WORDS)
def test_what_was_typed_stands_in_words_on_the_page_that_checks_it(
    client: FlaskClient, applicant: Account, name: str
) -> None:
    page = " ".join(text(client, f"{begun(client, WALKS[name])}/check-answers").split()).replace("> ", ">")
    for said in IN_WORDS[name]:
        assert (said if said[0] == ">" else str(escape(said))) in page.replace(" <", "<"), said


def test_a_driving_licence_is_asked_only_of_someone_who_would_drive(client: FlaskClient, applicant: Account) -> None:
    draft = begun(client, walk_support_volunteers.DRIVER)
    assert "Driving licence" in text(client, f"{draft}/check-answers")
    send(client, f"{draft}/role", role="chaplain")
    assert "Driving licence" not in text(client, f"{draft}/check-answers")
    assert submit(client, draft).status_code == 303


def test_the_role_is_kept_where_staff_look_for_it(client: FlaskClient, session: Session, applicant: Account) -> None:
    begun(client, walk_support_volunteers.GROOM)
    assert the_application(session).role == "mounted_groom"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"date-of-birth": {"birth_date": ["10", "12", "2005"]}},
         "For the role “Volunteer driver” you must be 25 or over. You can take it from 10 December 2030."),
        ({"driver": {**walk_support_volunteers.LICENCE, "since": ["1", "2026"]}},
         "To drive for us you must have held a full licence for more than 12 months. You can from 1 February 2027."),
    ],
)  # fmt: skip
def test_someone_who_may_not_drive_yet_is_told_from_when(
    client: FlaskClient, session: Session, applicant: Account, typed: dict[str, dict[str, object]], said: str
) -> None:
    draft = begun(client, walk_support_volunteers.DRIVER.with_typed(**typed))
    assert said in text(client, draft)
    assert said in text(client, f"{draft}/check-answers")
    assert submit(client, draft).status_code == 200
    assert the_application(session).is_draft
    send(client, f"{draft}/role", role="chaplain")
    assert submit(client, draft).status_code == 303


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"email": "Charles+dog@example.com"}, "You have already named"),
        ({"name": "charles babbage"}, "You have already named"),
        ({"email": "ADA+x@example.com"}, "This is your own e-mail address."),
    ],
)
def test_the_referees_are_two_other_people(client: FlaskClient, changed: dict[str, str], said: str) -> None:
    signed_in(client, an_applicant(email="ada@example.com"))
    draft = start_application(client, walk_support_volunteers.GROOM)
    first, second = (walk_support_volunteers.REFEREES[f"referees/{number}"] for number in (1, 2))
    assert send(client, f"{draft}/referees/1", **{**first, **changed}).headers["Location"] == f"{draft}/referees/2"
    send(client, f"{draft}/referees/2", **second)
    (error,) = errors_of(send(client, f"{draft}/referees"))
    assert error.startswith(said)


@pytest.mark.parametrize(
    ("opens", "closes", "places", "taken", "error"),
    [
        (-10, 20, None, 0, []),
        (-30, -1, None, 0, ["“Mounted groom” is not open just now."]),
        (5, 20, None, 0, ["“Mounted groom” is not open just now."]),
        (-10, 20, 2, 2, ["“Mounted groom” is not open just now."]),
    ],
)
def test_a_role_that_is_not_open_cannot_be_chosen(
    client: FlaskClient, applicant: Account, opens: int, closes: int, places: int | None, taken: int, error: list[str]
) -> None:
    an_opening(
        strand="police_support_volunteers", role="mounted_groom", opens=opens, closes=closes, places=places, taken=taken
    )
    draft = start_application(client, walk_support_volunteers.GROOM)
    assert ("Mounted groom: not open now" in text(client, f"{draft}/role")) == bool(error)
    found = errors_of(send(client, f"{draft}/role", role="mounted_groom"))
    assert [each.partition(" Choose")[0] for each in found] == error
    assert send(client, f"{draft}/role", role="chaplain").status_code == 303


@pytest.mark.parametrize(("role", "with_children"), [("mounted_groom", False), ("cadet_leader", True)])
def test_the_referees_on_the_form_are_there_to_be_asked(
    client: FlaskClient, session: Session, applicant: Account, role: str, *, with_children: bool
) -> None:
    submit(client, begun(client, walk_support_volunteers.GROOM.with_typed(role={"role": role})))
    named = session.scalars(select(Referee).order_by(Referee.place)).all()
    assert [each.name for each in named] == ["Mary Somerville", "Charles Babbage"]
    assert {each.with_children for each in named} == {with_children}


def test_a_team_of_six_starts_and_the_applicant_is_one_of_them(client: FlaskClient, applicant: Account) -> None:
    walk = walk_community_speedwatch.STARTING
    draft = start_application(client, walk)
    for number in range(1, 5):
        response = send(client, f"{draft}/team/{number}", **walk.typed[f"team/{number}"])
        assert response.headers["Location"] == f"{draft}/team/{number + 1}"
    assert errors_of(send(client, f"{draft}/team", more="no")) == ["Add 1 more person."]
    assert send(client, f"{draft}/team/5", **walk.typed["team/5"]).headers["Location"] == f"{draft}/team"
    assert send(client, f"{draft}/team", more="no").status_code == 303


def test_nobody_is_counted_twice_in_a_team(client: FlaskClient) -> None:
    signed_in(client, an_applicant(email="ada@example.com"))
    walk = walk_community_speedwatch.STARTING.with_typed(
        **{"team/2": {"name": "Ada L", "email": "ada@example.com"}, "team/4": walk_community_speedwatch.TEAM["team/3"]}
    )
    draft = start_application(client, walk)
    for number in range(1, 6):
        send(client, f"{draft}/team/{number}", **walk.typed[f"team/{number}"])
    assert errors_of(send(client, f"{draft}/team", more="no")) == [
        "Ada L has your own e-mail address. You count already: name someone else.",
        "Mary Jackson and Mary Jackson have the same e-mail address. Name different people, each with an address of "
        "their own.",
    ]


@pytest.mark.parametrize(
    ("walk", "strand"),
    [
        (walk_neighbourhood_watch.JOINING, "neighbourhood_watch"),
        (walk_community_speedwatch.JOINING, "community_speedwatch"),
    ],
    ids=["a watch", "SpeedWatch"],
)
def test_a_scheme_is_chosen_from_those_there_are_and_let_go_when_starting_one(
    client: FlaskClient, session: Session, applicant: Account, walk: Walk, strand: str
) -> None:
    scheme = a_unit("Chew Magna", strand=strand, kind=UnitKind.SCHEME)
    other = a_unit("Elsewhere", strand="cadets")
    draft = start_application(client, walk)
    fill_in(client, draft, walk.with_typed(unit={"scheme": str(scheme.id), "place": "left over"}))
    found = the_application(session)
    assert found.unit_id == scheme.id
    page = text(client, f"{draft}/check-answers")
    assert "Chew Magna (Somerset)" in page
    assert "left over" not in page
    for wrong in (str(other.id), "", "0", "-1", "1 OR 1=1"):
        assert errors_of(send(client, f"{draft}/unit", scheme=wrong)) == [
            "Choose a scheme, or “None of these, or I do not know”."
        ]
    send(client, f"{draft}/plan", plan="start")
    session.refresh(found)
    assert found.unit_id is None


def test_a_place_on_the_map_is_kept_as_typed_and_in_one_form(
    client: FlaskClient, session: Session, applicant: Account
) -> None:
    begun(client, walk_farm_watch.FARM.with_typed(**{"premises/2": {"name": "Barn", "typed": "Filled.Count.Soap"}}))
    assert the_application(session).answers["premises"]["items"] == [
        {"name": "The main yard", "typed": "ST 123 456", "reference": "ST 123 456", "kind": "grid", "checked": True},
        {"name": "Barn", "typed": "Filled.Count.Soap", "reference": "///filled.count.soap", "kind": "three_words",
         "checked": False},
    ]  # fmt: skip


def test_three_words_are_said_not_to_be_checked(client: FlaskClient, applicant: Account) -> None:
    walk = walk_farm_watch.FARM.with_typed(**{"premises/2": {"name": "Barn", "typed": "///filled.count.soap"}})
    draft = begun(client, walk)
    assert "Barn: ///filled.count.soap (not checked by us yet)" in text(client, f"{draft}/check-answers")


def test_the_same_place_twice_is_refused(client: FlaskClient, applicant: Account) -> None:
    draft = start_application(client, walk_farm_watch.FARM)
    send(client, f"{draft}/premises/1", name="Yard", typed="ST 123 456")
    send(client, f"{draft}/premises/2", name="Barn", typed="st123456")
    assert errors_of(send(client, f"{draft}/premises", more="no")) == [
        "ST 123 456 is in the list twice. Remove one of them, or correct it."
    ]


def test_the_duties_of_a_coordinator_are_read_before_they_are_accepted(client: FlaskClient, applicant: Account) -> None:
    draft = start_application(client, walk_neighbourhood_watch.STARTING)
    send(client, f"{draft}/plan", plan="start")
    page = text(client, f"{draft}/duties")
    for duty in DUTIES:
        assert duty in page
    assert errors_of(send(client, f"{draft}/duties")) == [
        "Tick the box to say that you accept the duties of a coordinator."
    ]
