"""Many people wanting the same place in the same moment, on a real database whose commits are real."""

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from config import load_settings
from tests.conftest import settings_for
from tests.pages import sent_form
from tests.people.builders import a_volunteer, signed_in
from tests.rosters.builders import a_duty, a_post
from volunteers import clock
from volunteers.app import create_app
from volunteers.extensions import db
from volunteers.history import queries as history
from volunteers.local.servers import Addresses
from volunteers.rosters.models import Post, SignUp, SignUpState
from volunteers.unit_of_work import unit_of_work

PEOPLE = 20
ROUNDS = int(os.environ.get("RACE_ROUNDS", "5"))


@pytest.fixture
def copies(addresses: Addresses, own_database: str, tmp_path: Path) -> Iterator[list[Flask]]:
    """Four copies of the application over one database, each with connections of its own."""
    made = [create_app(load_settings(settings_for(addresses, own_database, tmp_path))) for _ in range(4)]
    yield made
    for app in made:
        with app.app_context():
            db.engine.dispose()


def browsers_of(copies: Sequence[Flask], people: int, each: int = 1) -> list[FlaskClient]:
    """So many volunteers, signed in on so many browsers each, spread over the copies."""
    found = []
    for number in range(people):
        app = copies[number % len(copies)]
        with app.app_context():
            with unit_of_work():
                account = a_volunteer(grade="qualified", last_name=f"Racer{number}").account
            for _ in range(each):
                with unit_of_work():
                    found.append(signed_in(app.test_client(), account))
    return found


def duties_made(copies: Sequence[Flask], *hours_from_now: float, places: int) -> list[tuple[int, int]]:
    """(duty, post) for each start."""
    with copies[0].app_context(), unit_of_work():
        starts = [clock.now() + timedelta(hours=hours) for hours in hours_from_now]
        duties = [a_duty(starts_at=start, posts=[a_post(places=places)]) for start in starts]
        return [(duty.id, duty.posts[0].id) for duty in duties]


def race(runners: Sequence[tuple[FlaskClient, tuple[int, int]]]) -> Counter[int]:
    """Everyone opens their page, then all press the button at once: how many met each status."""
    start = Barrier(len(runners))
    pages = [
        sent_form(browser.get(f"/duties/{duty}").get_data(as_text=True), post_id=post)
        for browser, (duty, post) in runners
    ]

    def press(number: int) -> int:
        browser, (duty, _) = runners[number]
        start.wait()
        response = browser.post(f"/duties/{duty}/sign-up", data=pages[number])
        if response.status_code == 409:
            said = response.get_data(as_text=True)
            assert "That place has just gone" in said or "already on" in said, said
        return response.status_code

    with ThreadPoolExecutor(len(runners)) as pool:
        return Counter(pool.map(press, range(len(runners))))


def stored(copies: Sequence[Flask], duty_ids: Sequence[int]) -> tuple[int, int]:
    """Places counted as taken, and sign-ups that are confirmed."""
    with copies[0].app_context():
        taken = db.session.scalar(select(func.sum(Post.taken)).where(Post.duty_id.in_(duty_ids)))
        confirmed = select(func.count()).where(SignUp.duty_id.in_(duty_ids), SignUp.state == SignUpState.CONFIRMED)
        return int(taken or 0), int(db.session.scalar(confirmed) or 0)


def test_twenty_people_for_one_place_are_one_on_it_and_nineteen_told(copies):
    browsers = browsers_of(copies, PEOPLE)
    for number, (duty, post) in enumerate(duties_made(copies, *range(200, 200 + ROUNDS * 72, 72), places=1)):
        met = race([(browser, (duty, post)) for browser in browsers])
        assert met == {303: 1, 409: PEOPLE - 1}, f"round {number}: {met}"
        assert stored(copies, [duty]) == (1, 1)
    with copies[0].app_context():
        assert history.verify().is_whole


def test_one_volunteer_on_two_devices_gets_one_of_two_overlapping_duties(copies):
    phone, laptop = browsers_of(copies[:1], 1, each=2)
    for number in range(ROUNDS):
        first, second = duties_made(copies, 200 + number * 72, 202 + number * 72, places=5)
        met = race([(phone, first), (laptop, second)])
        assert met == {303: 1, 409: 1}, f"round {number}: {met}"
        assert stored(copies, [first[0], second[0]]) == (1, 1)


def test_the_button_pressed_twenty_times_takes_one_place(copies):
    (browser,) = browsers_of(copies[:1], 1)
    ((duty, post),) = duties_made(copies, 200, places=5)
    sent = sent_form(browser.get(f"/duties/{duty}").get_data(as_text=True), post_id=post)
    start = Barrier(PEOPLE)

    def press(_: int) -> str | None:
        start.wait()
        return browser.post(f"/duties/{duty}/sign-up", data=sent).location

    with ThreadPoolExecutor(PEOPLE) as pool:
        assert set(pool.map(press, range(PEOPLE))) == {f"/duties/{duty}"}
    assert stored(copies, [duty]) == (1, 1)
