"""Many people at once on real commits: capacity is exact, lists are in the order of commits, one person stands in."""

import os
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import select

from tests.people.builders import a_viewer, a_volunteer
from tests.rosters.builders import a_duty, a_post
from tests.rosters.places_builders import is_whole, themself
from tests.rosters.test_races import copies  # noqa: F401
from volunteers import clock
from volunteers.errors import Refused
from volunteers.extensions import db
from volunteers.history.models import HistoryEntry
from volunteers.people.models import Volunteer
from volunteers.permissions import Role
from volunteers.rosters import jobs, service
from volunteers.rosters.models import Duty, Handover, SignUp, SignUpState, Wait, WaitState
from volunteers.unit_of_work import unit_of_work

ROUNDS = int(os.environ.get("RACE_ROUNDS", "1"))


def people(app: Flask, count: int) -> list[int]:
    with app.app_context(), unit_of_work():
        return [a_volunteer(grade="qualified", last_name=f"Racer{number}").id for number in range(count)]


def a_full_duty(app: Flask, number: int, *, places: int = 1, hours: float = 200) -> tuple[int, int]:
    """(duty, post), days apart from the others, so that nobody has to rest."""
    with app.app_context(), unit_of_work():
        duty = a_duty(starts_at=clock.now() + timedelta(hours=hours + 48 * number), posts=[a_post(places=places)])
        return duty.id, duty.posts[0].id


def race(apps: Sequence[Flask], ids: Sequence[int], act: Callable[[Volunteer], object]) -> Counter[str]:
    """Everyone at once, over the copies; how many met each refusal, or none."""
    start = Barrier(len(ids))

    def press(number: int) -> str:
        with apps[number % len(apps)].app_context():
            start.wait()  # before a connection is taken: there are fewer of them than people
            try:
                with unit_of_work():
                    act(db.session.get_one(Volunteer, ids[number]))
            except Refused as fault:
                return fault.refusals[0].code
            finally:
                db.session.remove()
            return "done"

    with ThreadPoolExecutor(len(ids)) as pool:
        return Counter(pool.map(press, range(len(ids))))


def in_order_of_commits(duty_id: int) -> bool:
    """The history is sealed one commit after the other: turns have to be numbered in the same order."""
    joined = select(HistoryEntry.details["volunteer_id"].as_integer()).where(
        HistoryEntry.act == "joined_waiting_list", HistoryEntry.subject_id == duty_id
    )
    committed = list(db.session.scalars(joined.order_by(HistoryEntry.id)))
    return committed == list(
        db.session.scalars(select(Wait.volunteer_id).where(Wait.duty_id == duty_id).order_by(Wait.id))
    )


def take_or_wait(duty_id: int, post_id: int) -> Callable[[Volunteer], None]:
    def act(volunteer: Volunteer) -> None:
        by = themself(volunteer)
        try:
            with unit_of_work():
                service.assign(duty_id, post_id=post_id, volunteer_id=volunteer.id, by=by)
        except Refused:
            service.join_waiting_list(duty_id, post_id=post_id, volunteer_id=volunteer.id, by=by)

    return act


@pytest.mark.parametrize(("count", "places", "rounds"), [(20, 1, ROUNDS), (100, 3, ROUNDS)])
def test_places_are_exact_and_the_rest_wait_in_the_order_of_commits(copies, count, places, rounds):  # noqa: F811
    ids = people(copies[0], count)
    for number in range(rounds):
        duty_id, post_id = a_full_duty(copies[0], number, places=places)
        assert race(copies, ids, take_or_wait(duty_id, post_id)) == {"done": count}
        with copies[0].app_context():
            assert db.session.query(SignUp).filter_by(duty_id=duty_id).count() == places
            assert db.session.query(Wait).filter_by(duty_id=duty_id).count() == count - places
            assert in_order_of_commits(duty_id)
            assert is_whole(db.session.get_one(Duty, duty_id))


def test_a_place_freed_while_others_join_is_kept_for_the_first(copies):  # noqa: F811
    ids = people(copies[0], 12)
    for number in range(ROUNDS):
        duty_id, post_id = a_full_duty(copies[0], number)
        with copies[0].app_context():
            for volunteer_id in ids[:3]:
                with unit_of_work():
                    take_or_wait(duty_id, post_id)(db.session.get_one(Volunteer, volunteer_id))
            place = db.session.query(SignUp).filter_by(duty_id=duty_id).one().id

        def act(volunteer: Volunteer, place: int = place, duty_id: int = duty_id, post_id: int = post_id) -> None:
            if volunteer.id == ids[0]:
                service.withdraw(place, reason="Unwell", by=themself(volunteer))
            else:
                take_or_wait(duty_id, post_id)(volunteer)

        met = race(copies, [ids[0], *ids[3:]], act)
        assert met == {"done": 10}, met
        with copies[0].app_context():
            offered = db.session.query(Wait).filter_by(duty_id=duty_id, state=WaitState.OFFERED).one()
            assert offered.volunteer_id == ids[1]
            assert in_order_of_commits(duty_id)
            assert is_whole(db.session.get_one(Duty, duty_id))


def test_ten_who_would_stand_in_are_one_who_does(copies):  # noqa: F811
    holder, *ids = people(copies[0], 11)
    for number in range(ROUNDS):
        duty_id, post_id = a_full_duty(copies[0], number)
        with copies[0].app_context(), unit_of_work():
            by = themself(db.session.get_one(Volunteer, holder))
            place = service.assign(duty_id, post_id=post_id, volunteer_id=holder, by=by)
            handover = service.ask_for_stand_in(place.id, reason="Unwell", by=by).id

        def act(volunteer: Volunteer, handover: int = handover) -> None:
            service.take_over(handover, volunteer_id=volunteer.id, by=themself(volunteer))

        assert race(copies, ids, act) == {"done": 1, "taken_over": 9}
        with copies[0].app_context():
            (on,) = db.session.query(SignUp).filter_by(duty_id=duty_id, state=SignUpState.CONFIRMED)
            assert on.volunteer_id in ids
            assert is_whole(db.session.get_one(Duty, duty_id))


def test_a_swap_raced_by_both_giving_up_leaves_whole_duties(copies):  # noqa: F811
    ids = people(copies[0], 2)
    for number in range(min(ROUNDS, 4)):  # duties of the next four weeks can be swapped
        pairs = [a_full_duty(copies[0], 2 * number + each) for each in (0, 1)]
        with copies[0].app_context(), unit_of_work():
            both = [db.session.get_one(Volunteer, each) for each in ids]
            places = [
                service.assign(duty, post_id=post, volunteer_id=who.id, by=themself(who)).id
                for (duty, post), who in zip(pairs, both, strict=True)
            ]
            handover = service.offer_swap(places[0], other_sign_up_id=places[1], by=themself(both[0])).id

        def act(volunteer: Volunteer, places: list[int] = places, handover: int = handover) -> None:
            if volunteer.id == ids[0]:
                service.withdraw(places[0], reason="Unwell", by=themself(volunteer))
            else:
                service.answer_swap(handover, take=True, by=themself(volunteer))

        met = race(copies, ids, act)
        assert met["done"] >= 1, met
        with copies[0].app_context():
            assert all(is_whole(db.session.get_one(Duty, duty)) for duty, _ in pairs)
            assert db.session.get_one(Handover, handover).state.value in {"done", "lapsed"}


def test_offers_lapsed_by_two_workers_go_on_once(copies):  # noqa: F811
    ids = people(copies[0], 4)
    duty_id, post_id = a_full_duty(copies[0], 0)
    with copies[0].app_context():
        for volunteer_id in ids:
            with unit_of_work():
                take_or_wait(duty_id, post_id)(db.session.get_one(Volunteer, volunteer_id))
        with unit_of_work():
            place = db.session.query(SignUp).filter_by(duty_id=duty_id).one()
            service.withdraw(place.id, reason="Released", by=a_viewer(Role.SUPERVISOR))
            db.session.query(Wait).filter_by(duty_id=duty_id, state=WaitState.OFFERED).update(
                {"offer_until": clock.now() - timedelta(minutes=1)}
            )
    start = Barrier(4)

    def run(app: Flask) -> None:
        with app.app_context():
            start.wait()
            jobs.lapse_offers()
            db.session.remove()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(run, copies))
    with copies[0].app_context():
        states = Counter(db.session.scalars(select(Wait.state).where(Wait.duty_id == duty_id)))
        assert states == {WaitState.LAPSED: 1, WaitState.OFFERED: 1, WaitState.WAITING: 1}
        assert is_whole(db.session.get_one(Duty, duty_id))
