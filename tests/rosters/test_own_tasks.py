"""The top of one's own page: what wants an answer, what one waits for, what comes next and what runs out."""

from datetime import date, time, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.people.builders import SPECIALS_CLEARANCES, a_volunteer, as_viewer, signed_in
from tests.rosters.builders import a_duty, a_sign_up
from tests.sql_count import counted_sql
from volunteers import clock
from volunteers.availability import service as availability
from volunteers.extensions import db
from volunteers.people.models import Volunteer
from volunteers.people.queries.own_holdings import list_running_out
from volunteers.people.rules import Holding
from volunteers.rosters.models import Duty, Handover, HandoverKind, SignUp, SignUpState, Wait, WaitState
from volunteers.rosters.queries import get_own_duties, get_self
from volunteers.rosters.queries.own_tasks import OwnTasks, list_own_tasks, list_while_away


@pytest.fixture
def special(session: Session) -> Volunteer:
    return a_volunteer()


@pytest.fixture
def browser(client: FlaskClient, special: Volunteer) -> FlaskClient:
    return signed_in(client, special.account)


def in_days(days: int) -> date:
    return clock.today() + timedelta(days=days)


def tasks_of(volunteer: Volunteer) -> OwnTasks:
    me = get_self(as_viewer(volunteer.account))
    return list_own_tasks(me, get_own_duties(me).upcoming)


def a_wait(duty: Duty, volunteer: Volunteer, state: WaitState, *, minutes: int = 120) -> Wait:
    wait = Wait(
        duty_id=duty.id, post_id=duty.posts[0].id, volunteer_id=volunteer.id, state=state, joined_at=clock.now(),
        offer_until=clock.now() + timedelta(minutes=minutes) if state is WaitState.OFFERED else None,
    )  # fmt: skip
    db.session.add(wait)
    db.session.flush()
    return wait


def a_swap(theirs: SignUp, mine: SignUp) -> Handover:
    handover = Handover(
        kind=HandoverKind.SWAP, sign_up_id=theirs.id, to_volunteer_id=mine.volunteer_id, other_sign_up_id=mine.id,
        reason="A wedding", asked_at=clock.now(),
    )  # fmt: skip
    db.session.add(handover)
    db.session.flush()
    return handover


def test_nothing_to_do_takes_no_room(browser: FlaskClient, special: Volunteer) -> None:
    assert tasks_of(special).count == 0
    shown = browser.get("/my-duties").get_data(as_text=True)
    assert "For you to do" not in shown
    assert "Waiting for an answer" not in shown
    assert "You are on no duty yet." in shown


def test_what_wants_an_answer_stands_first(browser: FlaskClient, special: Volunteer) -> None:
    offered = a_duty(title="Offered", on=in_days(8))
    a_wait(offered, special, WaitState.OFFERED)
    changed = a_duty(title="Moved", on=in_days(10))
    a_sign_up(changed, special)
    changed.version = 2
    to_read = a_duty(title="Risky", on=in_days(12))
    a_sign_up(to_read, special)
    to_read.must_accept = True
    mine = a_sign_up(a_duty(title="Mine", on=in_days(14)), special)
    colleague = a_volunteer(first_name="Grace", last_name="Hopper")
    a_swap(a_sign_up(a_duty(title="Theirs", on=in_days(16)), colleague), mine)
    found = tasks_of(special)
    assert [one.words.title for one in found.offers] == ["Offered"]
    assert [one.words.title for one in found.changed] == ["Moved"]
    assert [one.words.title for one in found.to_read] == ["Risky"]
    assert [(one.have.title, one.give.title) for one in found.swaps] == [("Theirs", "Mine")]
    assert found.count == 4
    shown = browser.get("/my-duties").get_data(as_text=True)
    assert shown.index("For you to do") < shown.index("Coming up")
    assert "Hopper" not in shown


def test_what_they_wait_for_is_not_theirs_to_do(browser: FlaskClient, special: Volunteer) -> None:
    a_sign_up(a_duty(title="Asked", on=in_days(8)), special, state=SignUpState.REQUESTED)
    a_wait(a_duty(title="Waits", on=in_days(9)), special, WaitState.WAITING)
    a_wait(a_duty(title="Too late", on=in_days(10)), special, WaitState.OFFERED, minutes=-1)
    a_wait(a_duty(title="Left", on=in_days(11)), special, WaitState.LEFT)
    found = tasks_of(special)
    assert found.count == 0
    assert [(words.title, how) for words, how in found.pending_rows()] == [
        ("Asked", "You asked for a place. A supervisor answers."),
        ("Waits", "You are on the waiting list."),
    ]
    shown = browser.get("/my-duties").get_data(as_text=True)
    assert "Too late" not in shown
    assert "Left" not in shown


def test_another_persons_tasks_are_not_theirs(special: Volunteer) -> None:
    other = a_volunteer()
    a_wait(a_duty(on=in_days(8)), other, WaitState.OFFERED)
    duty = a_duty(on=in_days(10))
    a_sign_up(duty, other)
    duty.version = 2
    db.session.flush()
    assert tasks_of(special).count == 0
    assert tasks_of(other).count == 2


def test_duties_to_come_stand_under_their_month_with_a_way_out(browser: FlaskClient, special: Volunteer) -> None:
    near, far = a_duty(title="Near", on=in_days(5)), a_duty(title="Far", on=in_days(70))
    sign_up = a_sign_up(near, special)
    a_sign_up(far, special)
    me = get_self(as_viewer(special.account))
    months = [month for month, _ in get_own_duties(me).by_month()]
    assert months == [clock.month_of(in_days(5)), clock.month_of(in_days(70))]
    shown = browser.get("/my-duties").get_data(as_text=True)
    assert shown.count("I cannot make it") == 2
    db.session.add(
        Handover(kind=HandoverKind.STAND_IN, sign_up_id=sign_up.id, reason="Ill", asked_at=clock.now())
    )  # fmt: skip
    shown = browser.get("/my-duties").get_data(as_text=True)
    assert shown.count("I cannot make it") == 1
    assert "You look for someone in your place" in shown


def test_duties_they_are_on_while_away_are_named_where_they_said_so(browser: FlaskClient, special: Volunteer) -> None:
    night = a_duty(title="Night", on=in_days(6), starts=time(22), hours=8)
    a_sign_up(night, special)
    a_sign_up(a_duty(title="Later", on=in_days(9)), special)
    by = as_viewer(special.account)
    assert "while you are away" not in browser.get("/my-availability").get_data(as_text=True)
    availability.add_away(special.id, in_days(7), in_days(8), by=by)
    assert [one.title for one in list_while_away(get_self(by))] == ["Night"]
    shown = browser.get("/my-availability").get_data(as_text=True)
    assert "You have a place on 1 duty while you are away" in shown
    assert f"/duties/{night.id}/give-up" in shown


def held(code: str, days: int | None) -> Holding:
    return Holding(code, in_days(-400), None if days is None else in_days(days))


@pytest.mark.parametrize(
    ("holdings", "expected"),
    [
        ([held("medical", 90)], [("medical", 90)]),
        ([held("medical", 91)], []),
        ([held("medical", None)], []),
        ([held("medical", -90)], [("medical", -90)]),
        ([held("medical", -91)], []),
        ([held("medical", 10), held("medical", 400)], []),  # renewed already
        ([held("medical", 10), held("medical", None)], []),
        ([held("vetting", 40), held("medical", 10)], [("medical", 10), ("vetting", 40)]),
    ],
)
def test_what_runs_out_within_ninety_days(
    session: Session, holdings: list[Holding], expected: list[tuple[str, int]]
) -> None:
    others = [held(code, 700) for code in SPECIALS_CLEARANCES if code not in {one.code for one in holdings}]
    volunteer = a_volunteer(clearances=[*others, *holdings])
    found = list_running_out(volunteer.id, days=90)
    assert [(row.code, row.until_on) for row in found] == [(code, in_days(days)) for code, days in expected]


def test_qualifications_that_run_out_are_on_the_page(client: FlaskClient, session: Session) -> None:
    volunteer = a_volunteer(qualifications=[held("response_driver", 30)])
    shown = signed_in(client, volunteer.account).get("/my-duties").get_data(as_text=True)
    assert "Running out" in shown
    assert "Response driver" in shown


@pytest.mark.parametrize("count", [1, 12])
def test_the_page_asks_the_same_however_much_is_on_it(
    app: Flask, browser: FlaskClient, special: Volunteer, count: int
) -> None:
    for number in range(count):
        duty = a_duty(on=in_days(3 + 3 * number))
        a_sign_up(duty, special)
        a_wait(a_duty(on=in_days(4 + 3 * number)), special, WaitState.OFFERED)
    browser.get("/my-duties")
    with counted_sql(app) as asked:
        browser.get("/my-duties")
    assert asked.count <= 23, asked  # of which each room asks one or two for its card
