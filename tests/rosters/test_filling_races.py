"""Proposals accepted by two at once, or while someone signs up or the duty is called off: real commits."""

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

from flask import Flask

from tests.people.builders import a_viewer, a_volunteer
from tests.rosters.builders import a_duty, a_post
from tests.rosters.filling_builders import a_filling, everyone_in_turn, places_of, proposed, solved_by
from tests.rosters.places_builders import is_whole, themself
from tests.rosters.test_races import copies  # noqa: F401
from volunteers import clock
from volunteers.errors import Refused
from volunteers.extensions import db
from volunteers.history import queries as history
from volunteers.people.models import Volunteer
from volunteers.permissions import Role, Viewer
from volunteers.rosters import jobs, service
from volunteers.rosters.models import Duty, Filling, SignUp, SignUpState
from volunteers.rosters.rules.filling import FillingState, PlaceState
from volunteers.unit_of_work import unit_of_work

Act = Callable[[], object]


def at_once(apps: Sequence[Flask], acts: Sequence[Act]) -> list[object]:
    """Each act on a copy of its own, all in the same moment: what it gave, or the code it was refused with."""
    start = Barrier(len(acts))

    def run(number: int) -> object:
        with apps[number % len(apps)].app_context():
            start.wait()
            try:
                with unit_of_work():
                    return acts[number]()
            except Refused as fault:
                return fault.refusals[0].code
            finally:
                db.session.remove()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, range(len(acts))))


def a_proposal(app: Flask, duties: int, *, places: int = 2) -> tuple[int, list[int], list[int], list[int], Viewer]:
    """(filling, its places, the duties, the volunteers, who asked): one volunteer for each duty, days apart."""
    with app.app_context():
        with unit_of_work():
            by = a_viewer(Role.SUPERVISOR)
            made = [
                a_duty(starts_at=clock.now() + timedelta(hours=30 + 30 * number), posts=[a_post(places=places)])
                for number in range(duties)
            ]
            people = [a_volunteer(grade="qualified", last_name=f"Racer{number}") for number in range(duties)]
            filling = a_filling(by=by)
            ids = proposed(filling, *zip(made, people, strict=True))
            found = filling.id, ids, [one.id for one in made], [one.id for one in people], by
        db.session.remove()
    return found


def on(app: Flask, duty_ids: Sequence[int]) -> Counter[int]:
    """How many are on each duty; every place that is counted as taken is somebody's."""
    with app.app_context():
        assert all(is_whole(db.session.get_one(Duty, duty)) for duty in duty_ids)
        rows = db.session.query(SignUp.duty_id).filter_by(state=SignUpState.CONFIRMED)
        return Counter(duty for (duty,) in rows if duty in duty_ids)


def states(app: Flask, filling_id: int) -> Counter[PlaceState]:
    with app.app_context():
        return Counter(one.state for one in places_of(filling_id))


def test_one_of_two_who_accept_the_same_proposal_is_told_that_it_changed(copies):  # noqa: F811
    filling, ids, duties, _, by = a_proposal(copies[0], 4)
    met = at_once(copies, [lambda: len(service.accept(filling, ids, version=1, by=by).done)] * 4)
    assert Counter(map(str, met)) == {"4": 1, "stale": 3}
    assert on(copies[0], duties) == dict.fromkeys(duties, 1)
    assert states(copies[0], filling) == {PlaceState.ACCEPTED: 4}
    with copies[0].app_context():
        assert history.verify().is_whole


def test_accepting_and_signing_up_for_the_last_places_fill_each_once(copies):  # noqa: F811
    filling, ids, duties, people, by = a_proposal(copies[0], 4, places=1)

    def sign_up(number: int) -> Act:
        """Each takes the place on the duty where another is proposed; in the other order, so that they might wait."""

        def act() -> object:
            who = db.session.get_one(Volunteer, people[number])
            duty = db.session.get_one(Duty, duties[(number + 1) % 4])
            service.assign(duty.id, post_id=duty.posts[0].id, volunteer_id=who.id, by=themself(who))
            return "signed up"

        return act

    def accept() -> object:
        return service.accept(filling, ids, version=1, by=by)

    met = at_once(copies, [*map(sign_up, reversed(range(4))), accept])
    assert on(copies[0], duties) == dict.fromkeys(duties, 1), met
    accepted = states(copies[0], filling)[PlaceState.ACCEPTED]
    assert accepted + met.count("signed up") == 4
    assert states(copies[0], filling)[PlaceState.PROPOSED] == 0


def test_accepting_two_proposals_of_the_same_people_puts_them_where_they_may_be(copies):  # noqa: F811
    first, ids, duties, people, by = a_proposal(copies[0], 4)
    with copies[0].app_context():
        with unit_of_work():
            again = a_filling(by=by)
            rows = [
                (db.session.get_one(Duty, duty), db.session.get_one(Volunteer, people[number - 1]))
                for number, duty in reversed(list(enumerate(duties)))
            ]
            others = proposed(again, *rows)
            second = again.id
        db.session.remove()

    def accept(filling: int, places: Sequence[int]) -> Act:
        return lambda: len(service.accept(filling, places, version=1, by=by).done)

    met = at_once(copies, [accept(first, ids), accept(second, others)])
    done = states(copies[0], first)[PlaceState.ACCEPTED], states(copies[0], second)[PlaceState.ACCEPTED]
    assert met == list(done)
    assert sum(on(copies[0], duties).values()) == sum(done)
    assert sum(done) >= 4


def test_a_duty_called_off_while_it_is_accepted_has_nobody_on_it(copies):  # noqa: F811
    filling, ids, duties, _, by = a_proposal(copies[0], 2)
    at_once(
        copies,
        [
            lambda: service.accept(filling, ids, version=1, by=by),
            lambda: service.cancel(duties[0], reason="Rain", by=by),
        ],
    )
    assert on(copies[0], duties) == {duties[1]: 1}


def test_the_same_duties_asked_for_by_four_are_filled_once_and_by_one_of_four_workers(copies, monkeypatch):  # noqa: F811
    a_proposal(copies[0], 1)
    with copies[0].app_context(), unit_of_work():
        by = a_viewer(Role.SUPERVISOR)
    met = at_once(copies, [lambda: a_filling(by=by).id] * 4)
    (filling,) = [one for one in met if isinstance(one, int)]
    assert met.count("filled_already") == 3
    asked = solved_by(monkeypatch, everyone_in_turn)

    def work(app: Flask) -> None:
        with app.app_context():
            jobs.fill_duties([filling])
            db.session.remove()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, copies))
    assert len(asked) == 1
    with copies[0].app_context():
        assert db.session.get_one(Filling, filling).state is FillingState.READY
        assert len(places_of(filling)) == 1
