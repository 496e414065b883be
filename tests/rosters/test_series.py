"""Duties that repeat: made once each, across both nights of the clocks; changed and called off together or alone."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from flask.testing import FlaskClient

from tests.pages import sent_form
from tests.people.builders import SPECIALS, a_viewer, a_volunteer, an_account, signed_in
from tests.rosters.builders import a_duty, a_sign_up
from volunteers import clock
from volunteers.errors import Conflict, Refused
from volunteers.extensions import db
from volunteers.notifications.models import Message
from volunteers.permissions import Grant, Role
from volunteers.rosters.models import Duty, DutySeries, DutyState
from volunteers.rosters.queries.contents import content_of
from volunteers.rosters.queries.hours import hours_on
from volunteers.rosters.queries.series import get_series, list_occurrences
from volunteers.rosters.rules.recurrence import Repeat, Rhythm
from volunteers.rosters.service.series import repeat_duty
from volunteers.rosters.service.series_changing import cancel_series, change_series

WEEKLY = Repeat(Rhythm.WEEKLY, times=4)
FIRST = date(2026, 10, 17)  # a Saturday; the clocks go back in the night of the next one


@pytest.fixture(autouse=True)
def _early_october():
    with time_machine.travel(datetime(2026, 10, 1, 9, tzinfo=clock.LONDON), tick=False):
        yield


@pytest.fixture
def by(session):
    return a_viewer(Role.SUPERVISOR, SPECIALS, "somerset")


def a_series(by, repeat: Repeat = WEEKLY, *, publish: bool = True, **more: object) -> list[Duty]:
    duty = a_duty(**{"on": FIRST, "starts": time(22), "hours": 8, **more})  # type: ignore[arg-type]
    made = repeat_duty(duty.id, repeat, publish=publish, by=by)
    return duties_of(made.id)


def duties_of(series_id: int) -> list[Duty]:
    return db.session.query(Duty).filter_by(series_id=series_id).order_by(Duty.series_on).all()


def walls(duties: list[Duty]) -> list[str]:
    return [f"{clock.in_london(one.starts_at):%d %b %H:%M} to {clock.in_london(one.ends_at):%H:%M}" for one in duties]


def hours(duties: list[Duty]) -> list[float]:
    return [clock.elapsed(one.starts_at, one.ends_at).total_seconds() / 3600 for one in duties]


def test_every_week_at_the_same_hours_though_the_clocks_go_back_in_one_of_the_nights(by):
    duties = a_series(by)
    assert walls(duties) == [f"{day} 22:00 to 06:00" for day in ("17 Oct", "24 Oct", "31 Oct", "07 Nov")]
    assert hours(duties) == [8, 9, 8, 8]


def test_the_night_the_clocks_go_forward_lasts_an_hour_less(by):
    duties = a_series(by, on=date(2027, 3, 20))
    assert hours(duties) == [8, 7, 8, 8]
    assert len({clock.in_london(one.starts_at).time() for one in duties}) == 1


def test_a_day_whose_hour_is_skipped_is_left_out_and_said(by):
    duty = a_duty(on=date(2027, 3, 21), starts=time(1, 30), hours=4)
    days = list_occurrences(WEEKLY, content_of(duty))
    assert [(day.on.day, day.is_skipped) for day in days] == [(21, False), (28, True), (4, False), (11, False)]
    assert days[1].note == "The clocks go forward that night, and this time is skipped."
    assert repeat_duty(duty.id, WEEKLY, publish=False, by=by).made == 2


@pytest.mark.parametrize(
    ("starts", "ends", "lasts", "note"),
    [
        (time(22), time(6), 9, "The clocks go back that night, so it lasts an hour longer."),
        (time(23), time(1, 30), 3.5, "The clocks go back that night. It ends at the second of the two times, in GMT."),
    ],
)
def test_what_the_repeated_hour_does_to_a_night(starts, ends, lasts, note):
    found = hours_on(date(2026, 10, 24), starts, ends)
    begins, over = found.moments
    assert ((over - begins).total_seconds() / 3600, found.note) == (lasts, note)


def test_a_start_in_the_repeated_hour_is_the_first_of_the_two():
    begins, over = hours_on(date(2026, 10, 25), time(1, 30), time(6)).moments
    assert over - begins == timedelta(hours=5.5)


def test_run_again_it_adds_nothing(by):
    first, *_rest = a_series(by)
    again = repeat_duty(first.id, WEEKLY, publish=True, by=by)
    assert (again.made, db.session.query(Duty).count(), db.session.query(DutySeries).count()) == (0, 4, 1)
    with pytest.raises(Refused) as refused:
        repeat_duty(first.id, replace(WEEKLY, times=6), publish=True, by=by)
    assert refused.value.refusals[0].code == "repeats_already"


def test_the_copies_have_posts_and_a_deadline_of_their_own(by):
    duty = a_duty(on=FIRST, starts=time(22), hours=8)
    duty.sign_up_until = duty.starts_at - timedelta(hours=48)
    db.session.flush()
    a_sign_up(duty, a_volunteer())
    made = repeat_duty(duty.id, WEEKLY, publish=False, by=by)
    second, *others = duties_of(made.id)[1:]
    assert [(post.name, post.places, post.taken) for post in second.posts] == [("Patrol", 2, 0)]
    assert second.state is DutyState.DRAFT
    assert {clock.in_london(one.sign_up_until).hour for one in [second, *others]} == {22}
    assert get_series(made.id, by).drafts == tuple(one.id for one in [second, *others])


def test_nothing_is_made_when_one_day_cannot_be(by):
    duty = a_duty(strand="community_speedwatch", on=FIRST, starts=time(10), hours=2)
    planner = a_viewer(Role.SUPERVISOR, "community_speedwatch", "somerset")
    with pytest.raises(Refused) as refused:  # its posts are too few for a team, whatever the day
        repeat_duty(duty.id, WEEKLY, publish=True, by=planner)
    assert refused.value.refusals[0].message.startswith("24 October 2026: A duty of the Community SpeedWatch")


def change(duty: Duty, by, reach: str, **changes: object) -> int:
    shown = content_of(duty)
    said = {name: changes.pop(name) for name in list(changes) if hasattr(shown.said, name)}
    asked = replace(shown, said=replace(shown.said, **said), **changes)
    return change_series(duty.id, asked, seen=shown.digest, reach=reach, by=by)


def test_this_and_following_leave_those_before_as_they_were(by):
    duties = a_series(by)
    assert change(duties[2], by, "following", meeting_place="Bridgwater") == 2
    places = ["Taunton police station"] * 2 + ["Bridgwater"] * 2
    assert [one.meeting_place for one in duties_of(duties[0].series_id)] == places


def test_all_move_by_the_clock_and_keep_what_was_changed_of_one_alone(by):
    duties = a_series(by)
    change(duties[3], by, "one", title="Bonfire night")
    ends = content_of(duties[0]).ends_at.replace(hour=5)
    assert change(duties[0], by, "all", ends_at=ends) == 4
    found = duties_of(duties[0].series_id)
    assert hours(found) == [7, 8, 7, 7]
    assert [one.title for one in found] == ["Evening patrol"] * 3 + ["Bonfire night"]


def test_a_day_moved_in_all_moves_each_by_as_many_days_and_none_is_made_twice(by):
    duties = a_series(by)
    shown = content_of(duties[0])
    moved = {name: getattr(shown, name) - timedelta(days=1) for name in ("starts_at", "ends_at")}
    change(duties[0], by, "all", **moved)
    assert [one[:6] for one in walls(duties_of(duties[0].series_id))] == ["16 Oct", "23 Oct", "30 Oct", "06 Nov"]
    assert repeat_duty(duties[0].id, WEEKLY, publish=True, by=by).made == 0


def test_posts_change_in_all_and_who_stands_in_the_way_is_said_with_the_day(by):
    duties = a_series(by)
    for name in ("One", "Two"):
        a_sign_up(duties[1], a_volunteer(last_name=name))
    (patrol,) = content_of(duties[0]).posts
    with pytest.raises(Refused) as refused:
        change(duties[0], by, "all", posts=(replace(patrol, places=1),))
    assert refused.value.refusals[0].message.startswith("24 October 2026: “Patrol” cannot have 1")
    change(duties[0], by, "all", posts=(replace(patrol, places=6),))
    assert [one.posts[0].places for one in duties_of(duties[0].series_id)] == [6] * 4


def test_each_one_on_a_changed_duty_is_told(by):
    duties = a_series(by)
    for duty in duties[:2]:
        a_sign_up(duty, a_volunteer())
    change(duties[0], by, "all", meeting_place="Bridgwater")
    assert db.session.query(Message).filter_by(kind="duty_changed").count() == 2


def test_a_stale_page_changes_none(by):
    duties = a_series(by)
    shown = content_of(duties[0])
    with pytest.raises(Conflict):
        change_series(duties[0].id, shown, seen="0" * 64, reach="all", by=by)


def test_calling_off_this_and_following(by):
    duties = a_series(by)
    a_sign_up(duties[3], a_volunteer())
    assert cancel_series(duties[2].id, reason="Road closed", reach="following", by=by) == 2
    states = [one.state.value for one in duties_of(duties[0].series_id)]
    assert states == ["published", "published", "cancelled", "cancelled"]
    assert db.session.query(Message).filter_by(kind="duty_cancelled").count() == 1


@pytest.fixture
def browser(client: FlaskClient, session: object) -> FlaskClient:
    return signed_in(client, an_account(grants=[Grant(Role.SUPERVISOR, SPECIALS, "somerset")]))


def answers(**changes: object) -> dict[str, object]:
    usual = {"rhythm": "weekly", "every": "1", "weekdays": ["5"], "until": ["", "", ""], "times": "4"}
    return {**usual, **changes}


def test_the_days_are_shown_first_and_made_by_a_second_press(browser):
    duty = a_duty(on=FIRST, starts=time(22), hours=8)
    address = f"/staff/duties/{duty.id}/repeat"
    shown = browser.post(address, data=sent_form(browser.get(address).get_data(as_text=True), **answers()))
    page = shown.get_data(as_text=True)
    assert "The clocks go back that night, so it lasts an hour longer." in page
    assert "Saturday 7 November 2026" in page
    assert db.session.query(Duty).count() == 1
    sent = sent_form(page, **answers(), make="publish")
    first, again = (browser.post(address, data=sent) for _ in range(2))
    assert first.location == again.location
    assert db.session.query(Duty).count() == 4
    listed = browser.get(first.location).get_data(as_text=True)
    assert "Every week on Saturday, 4 times" in listed
    edit = f"/staff/duties/{duty.id}/edit"
    assert "This one and those of its series after it" in browser.get(edit).get_data(as_text=True)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"times": ""}, "Say either on which day it ends or how many times it happens."),
        ({"times": "1"}, "The number of times must be between 2 and 200."),
        ({"times": "", "until": ["30", "2", "2027"]}, "The last day must be a real date."),
        ({"rhythm": ""}, "Choose how it repeats."),
        ({"rhythm": "yearly"}, "Choose how it repeats."),
        ({"every": "0"}, "This must be a number between 1 and 26."),
    ],
)
def test_a_rule_that_cannot_be_comes_back_as_it_was_typed(browser, changes, words):
    duty = a_duty(on=FIRST)
    address = f"/staff/duties/{duty.id}/repeat"
    typed = {"every": "17", **changes}
    shown = browser.post(address, data=sent_form(browser.get(address).get_data(as_text=True), **answers(**typed)))
    page = shown.get_data(as_text=True)
    assert words in page
    assert ('value="17"' in page) == ("every" not in changes)


def test_drafts_of_a_series_are_published_and_some_cancelled_from_its_pages(browser, by):
    duties = a_series(by, publish=False)
    page = f"/staff/duties/series/{duties[0].series_id}"
    shown = browser.get(page).get_data(as_text=True)
    assert "Publish 3 drafts" in shown
    assert browser.post(f"{page}/publish", data=sent_form(shown)).location == page
    assert {one.state for one in duties_of(duties[0].series_id)} == {DutyState.PUBLISHED}
    off = f"/staff/duties/{duties[1].id}/cancel"
    sent = sent_form(browser.get(off).get_data(as_text=True), reason="Storm", reach="all")
    assert browser.post(off, data=sent).status_code == 303
    assert "4 duties of the series cancelled." in browser.get(page).get_data(as_text=True)
