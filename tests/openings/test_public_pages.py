"""What anyone sees: the board with its filters, one opening in each state, and the way on from it."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.openings.builders import SPECIALS, a_unit, an_opening
from tests.sql_count import counted_sql
from volunteers import clock
from volunteers.openings.models import Opening

BOARD = "/opportunities"
SQL_FOR_THE_BOARD = 3


def page(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def after_heading(said: str, heading: str) -> str:
    """What stands under a heading, up to the next."""
    return said.split(f">{heading}</h2>")[1].split("<h2")[0]


@pytest.fixture
def four(session: Session) -> dict[str, Opening]:
    """One opening in each state, each of its own unit."""
    places = {"Bath": "bath_and_north_east_somerset", "Clevedon": "north_somerset", "Yate": "south_gloucestershire"}
    units = [a_unit(f"{town} cadets", area=area) for town, area in places.items()] + [a_unit("Frome cadets")]
    changes = (
        {"title": "Open one"}, {"title": "Soon one", "opens": 3}, {"title": "Full one", "places": 5, "taken": 5},
        {"title": "Closed one", "closes": -1},
    )  # fmt: skip
    made = [an_opening(unit=unit, **change) for unit, change in zip(units, changes, strict=True)]
    return dict(zip(("open", "upcoming", "full", "closed"), made, strict=True))


def test_the_board_has_what_is_open_first_and_everything_in_its_group(client, four):
    said = page(client, BOARD)
    headings = ["Open now", "Open all year", "Opening soon", "Full or closed for now"]
    places = [said.index(f">{heading}</h2>") for heading in headings]
    assert places == sorted(places)
    assert "Open one" in after_heading(said, "Open now")
    assert "Neighbourhood Watch" in after_heading(said, "Open all year")
    assert "Police Cadets" not in after_heading(said, "Open all year"), "they open by window alone"
    assert "Soon one" in after_heading(said, "Opening soon")
    over = after_heading(said, "Full or closed for now")
    assert over.index("Full one") < over.index("Closed one")
    assert "Nearly full" not in said
    assert "10 places left" in said


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("?strand=cadets", {"Open one", "Soon one", "Full one", "Closed one"}),
        ("?area=north_somerset", {"Soon one"}),
        ("?strand=cadets&area=somerset", {"Closed one"}),
        ("?strand=special-constabulary", set()),
        ("?strand=nothing&area=nowhere", {"Open one", "Soon one", "Full one", "Closed one"}),
    ],
)
def test_the_board_is_narrowed_by_kind_and_area(client, four, asked, shown):
    said = page(client, BOARD + asked)
    assert {opening.title for opening in four.values() if opening.title in said} == shown


def test_a_board_with_nothing_on_it_offers_to_tell(client, session):
    said = page(client, f"{BOARD}?strand=cadets")
    assert "Nothing matches" in said
    assert "/opportunities/interest/cadets" in said


def test_an_open_one_says_what_where_and_when_and_leads_on_with_its_unit(client, four):
    said = page(client, f"{BOARD}/{four['open'].id}")
    assert "Bath cadets, Bath and North East Somerset" in said
    assert "We meet on Thursday evenings in term time." in said
    assert f"{day(-10)} to {day(20)}" in said
    assert f"<dd>{day(60)}</dd>" in said
    assert "10 places left" in said
    assert "You are 13 to 17 on the day your unit starts." in said


def test_it_leads_to_the_form_where_one_can_apply_online(client, session):
    opening = an_opening(strand=SPECIALS, title="Autumn intake", role=None)
    assert 'href="/apply/special-constabulary"' in page(client, f"{BOARD}/{opening.id}")
    unit = a_unit("Bath team", strand=SPECIALS)
    in_unit = an_opening(strand=SPECIALS, unit=unit)
    assert f'href="/apply/special-constabulary?unit={unit.id}"' in page(client, f"{BOARD}/{in_unit.id}")


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("upcoming", "Opens "),
        ("full", "All places have been taken."),
        ("closed", "Applications have closed."),
    ],
)
def test_one_that_is_not_open_says_why_and_offers_to_tell(client, four, state, words):
    opening = four[state]
    said = page(client, f"{BOARD}/{opening.id}")
    assert words in said
    assert f"/opportunities/interest/cadets?unit={opening.unit_id}" in said
    assert "Apply now" not in said


def test_one_closed_early_says_so(client, session):
    opening = an_opening(unit=a_unit(), ended_at=clock.now())
    assert "Closed early" in page(client, f"{BOARD}/{opening.id}")


def test_a_role_is_named_and_stands_in_the_address(client, session):
    opening = an_opening(strand="police_support_volunteers", role="chaplain", title="A chaplain for Bath", opens=2)
    said = page(client, f"{BOARD}/{opening.id}")
    assert "<dd>Chaplain</dd>" in said
    assert "/opportunities/interest/police-support-volunteers?role=chaplain" in said


@pytest.mark.parametrize("number", ["404", "99999999999", "0"])
def test_an_opening_that_is_not_there_is_not_found(client, session, number):
    assert client.get(f"{BOARD}/{number}").status_code == 404


def test_what_was_typed_comes_back_as_text(client, session):
    opening = an_opening(title="<script>alert('ü')</script> & Co", words="\"'><img src=x>")
    said = page(client, f"{BOARD}/{opening.id}")
    assert "<script>alert" not in said
    assert "<img" not in said
    assert "&lt;script&gt;alert(&#39;ü&#39;)&lt;/script&gt; &amp; Co" in said


def test_the_board_asks_as_much_of_the_database_however_long_it_is(app: Flask, client, session):
    for number in range(30):
        an_opening(unit=a_unit(f"Unit {number}"), title=f"Opening {number}")
    session.commit()
    with counted_sql(app) as asked:
        page(client, BOARD)
    assert asked.count <= SQL_FOR_THE_BOARD, asked


def day(away: int) -> str:
    found = clock.today() + timedelta(days=away)
    return f"{found.day} {found:%B %Y}"
