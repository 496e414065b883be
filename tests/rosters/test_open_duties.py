"""The one short list of duties someone can do: by day, narrowed, marked, with why not on request only."""

from datetime import date, datetime, time, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.people.builders import a_volunteer, as_viewer, signed_in
from tests.rosters.builders import a_duty, a_post, a_sign_up
from tests.sql_count import counted_sql
from volunteers import clock
from volunteers.availability import service as availability
from volunteers.availability.rules import part_of
from volunteers.extensions import db
from volunteers.people.models import Volunteer
from volunteers.rosters.models import Duty, Giving, Post, SignUpState, Wait, WaitState
from volunteers.rosters.queries import get_self, list_open_duties
from volunteers.rosters.queries.open_duties import Mine, OpenDuties, Wanted


@pytest.fixture
def special(session: Session) -> Volunteer:
    return a_volunteer(grade="qualified")


@pytest.fixture
def browser(client: FlaskClient, special: Volunteer) -> FlaskClient:
    return signed_in(client, special.account)


def listed(volunteer: Volunteer, wanted: Wanted | None = None, **more: int) -> OpenDuties:
    return list_open_duties(get_self(as_viewer(volunteer.account)), wanted, **more)


def titles(found: OpenDuties) -> list[str]:
    return [one.words.title for one in found.can_do]


def a_wait(duty: Duty, volunteer: Volunteer, state: WaitState = WaitState.WAITING) -> Wait:
    wait = Wait(
        duty_id=duty.id, post_id=duty.posts[0].id, volunteer_id=volunteer.id, state=state, joined_at=clock.now(),
        offer_until=clock.now() + timedelta(hours=2) if state is WaitState.OFFERED else None,
    )  # fmt: skip
    db.session.add(wait)
    db.session.flush()
    return wait


def full_post() -> list[Post]:
    post = a_post(places=1)
    post.taken = 1
    return [post]


def next_weekday(number: int) -> date:
    """The next such day of the week, at least a week from now: 0 is Monday."""
    day = clock.today() + timedelta(days=7)
    return day + timedelta(days=(number - day.weekday()) % 7)


def test_each_duty_says_how_they_stand_to_it(special: Volunteer) -> None:
    free, on, asked, waits, offered, ask = (
        a_duty(title=title, on=clock.today() + timedelta(days=7 + 2 * number), posts=posts)
        for number, (title, posts) in enumerate(
            [("Free", None), ("On", None), ("Asked", None), ("Waits", full_post()), ("Offered", full_post()),
             ("Ask", None)]
        )
    )  # fmt: skip
    a_sign_up(on, special)
    a_sign_up(asked, special, state=SignUpState.REQUESTED)
    a_wait(waits, special)
    a_wait(offered, special, WaitState.OFFERED)
    ask.giving = Giving.REQUEST
    db.session.flush()
    found = {one.words.id: one for one in listed(special).can_do}
    assert [found[one.id].mine for one in (free, on, asked, waits, offered, ask)] == [
        None, Mine.ON, Mine.ASKED, Mine.WAITING, Mine.OFFERED, None,
    ]  # fmt: skip
    assert found[ask.id].is_asked_for
    assert found[free.id].free == 2


def test_another_persons_place_and_turn_are_not_theirs(special: Volunteer) -> None:
    other = a_volunteer()
    a_sign_up(a_duty(title="Theirs"), other)
    a_wait(a_duty(title="Theirs too", on=clock.today() + timedelta(days=12)), other)
    assert [one.mine for one in listed(special).can_do] == [None, None]


def test_a_full_duty_is_one_to_wait_for_and_not_in_the_list(browser: FlaskClient, special: Volunteer) -> None:
    a_duty(title="Carnival")
    a_duty(title="Derby match", on=clock.today() + timedelta(days=12), posts=full_post())
    found = listed(special)
    assert titles(found) == ["Carnival"]
    assert [one.words.title for one in found.full] == ["Derby match"]
    assert found.others == ()
    shown = browser.get("/duties").get_data(as_text=True)
    assert "1 duty is full" in shown
    assert "Derby match" not in shown
    assert "Derby match" in browser.get("/duties?all=1").get_data(as_text=True)


def test_free_places_are_those_they_could_have(special: Volunteer) -> None:
    a_duty(posts=[a_post("Patrol", places=2), a_post("Driver", places=5, needs=["response_driver"])])
    assert listed(special).can_do[0].free == 2


def test_duties_outside_the_usual_times_are_marked_and_can_be_left_out(
    browser: FlaskClient, special: Volunteer
) -> None:
    friday, saturday = next_weekday(4), next_weekday(5)
    a_duty(title="Evening", on=friday, starts=time(18), hours=5)
    a_duty(title="Morning", on=saturday + timedelta(days=7), starts=time(8), hours=4)
    shown = browser.get("/duties").get_data(as_text=True)
    assert "Outside your usual times" not in shown
    assert "Say when you can usually be on duty" in shown
    availability.set_usual(special.id, [part_of(4, "evening")], by=as_viewer(special.account))
    found = listed(special)
    assert [(one.words.title, bool(one.notes)) for one in found.can_do] == [("Evening", False), ("Morning", True)]
    assert titles(listed(special, Wanted(usual_only=True))) == ["Evening"]
    shown = browser.get("/duties").get_data(as_text=True)
    assert shown.count("Outside your usual times") == 1
    narrowed = browser.get("/duties?fits=1").get_data(as_text=True)
    assert "Morning" not in narrowed


def test_the_list_is_narrowed_by_kind_and_by_the_day_in_london(browser: FlaskClient, special: Volunteer) -> None:
    sunday = next_weekday(6)
    patrol = a_duty(title="Town centre", on=sunday, starts=time(0, 30), hours=3)  # 30 minutes after Saturday
    patrol.kind = "patrol"
    other = a_duty(title="Match", on=sunday + timedelta(days=1), starts=time(18))
    other.kind = "event"
    db.session.flush()
    assert titles(listed(special, Wanted(kind="patrol"))) == ["Town centre"]
    assert titles(listed(special, Wanted(weekday=7))) == ["Town centre"]
    assert titles(listed(special, Wanted(weekday=1))) == ["Match"]
    assert "Match" not in browser.get("/duties?day=7").get_data(as_text=True)
    assert "Match" in browser.get("/duties?day=8&kind=unknown").get_data(as_text=True)
    empty = browser.get("/duties?day=3").get_data(as_text=True)
    assert "Nothing here is like that." in empty


def test_the_day_of_the_week_is_londons_in_summer_too(special: Volunteer) -> None:
    year = clock.today().year + 1
    first = date(year, 7, 1)
    sunday = first + timedelta(days=(6 - first.weekday()) % 7)
    begins = clock.from_london(datetime.combine(sunday, time(0, 30)))  # 23:30 of Saturday in UTC
    a_duty(title="Small hours", starts_at=begins, hours=3)
    volunteer = a_volunteer(clearances=None)
    found = listed(volunteer, Wanted(weekday=7))
    everything = [one.words.title for one in (*found.can_do, *found.full, *found.others)]
    assert everything == ["Small hours"]
    assert not listed(volunteer, Wanted(weekday=6)).can_do


def test_days_away_and_the_day_job_are_why_not(browser: FlaskClient, special: Volunteer) -> None:
    duty = a_duty(title="Carnival")
    day = clock.on(duty.starts_at)
    availability.add_away(special.id, day, day, by=as_viewer(special.account))
    assert titles(listed(special)) == []
    shown = browser.get("/duties?all=1").get_data(as_text=True)
    assert "You have said that you are away" in shown


def test_the_filters_stay_on_the_next_page(browser: FlaskClient, special: Volunteer) -> None:
    for number in range(101):
        one = a_duty(title=f"Patrol {number:03}", on=clock.today() + timedelta(days=2 + number))
        one.kind = "patrol"
    db.session.flush()
    first = browser.get("/duties?kind=patrol").get_data(as_text=True)

    address = first.split("Later duties")[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    assert "kind=patrol" in address
    assert "Patrol 100" in browser.get(address).get_data(as_text=True)


@pytest.mark.parametrize("count", [1, 60])
def test_the_list_asks_the_same_however_many_duties_there_are(
    app: Flask, browser: FlaskClient, special: Volunteer, count: int
) -> None:
    availability.set_usual(special.id, [part_of(4, "evening")], by=as_viewer(special.account))
    for number in range(count):
        a_duty(on=clock.today() + timedelta(days=3 + number))
    browser.get("/duties")
    with counted_sql(app) as asked:
        browser.get("/duties")
    assert asked.count <= 11, asked
