"""The calendar of duties: by week and month, by unit, in weeks in which the clocks change, and never without end."""

from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from tests.people.builders import SPECIALS, a_volunteer, an_account, signed_in
from tests.rosters.builders import a_duty, a_post, a_sign_up
from tests.rosters.coordinating import a_cover_rule, a_special, a_station, page
from tests.sql_count import counted_sql
from volunteers import clock
from volunteers.permissions import Grant, Role
from volunteers.rosters.models import DutyState
from volunteers.rosters.queries import board

MONDAY = date(2026, 11, 23)
CALENDAR = "/staff/duties/calendar"


@pytest.fixture
def browser(client: FlaskClient, session: object) -> FlaskClient:
    """A supervisor of the Specials of Somerset."""
    return signed_in(client, an_account(grants=[Grant(Role.SUPERVISOR, SPECIALS, "somerset")]))


def text_of(shown: str, day: date) -> str:
    """What the page says between this day's heading and the next one's."""
    after = shown.split(f'id="day-{day}"', 1)[1]
    return after.split('id="day-', 1)[0].split("What the marks say", 1)[0]


def test_a_week_shows_each_duty_on_its_day_with_its_unit_and_its_cover_in_words(browser):
    taunton = a_station("Taunton team")
    a_sign_up(a_duty(title="Carnival", on=MONDAY, unit_id=taunton.id, posts=[a_post(places=3)]), a_special())
    a_duty(title="Roads", on=MONDAY + timedelta(days=2))
    a_duty(title="Planned only", on=MONDAY, state=DutyState.DRAFT)
    a_duty(title="Called off", on=MONDAY, state=DutyState.CANCELLED)
    shown = page(browser, f"{CALENDAR}?from=2026-11-26")
    first = text_of(shown, MONDAY)
    for words in ("Taunton team", "6pm to 11pm", "Carnival", "Places free, 1 of 3", "Planned only", "Draft, 0 of 2"):
        assert words in first
    assert "Below minimum, 0 of 2" in text_of(shown, MONDAY + timedelta(days=2))
    assert "No duties" in text_of(shown, MONDAY + timedelta(days=1))
    assert "Called off" not in shown


def test_full_is_said_and_so_is_a_duty_without_an_independent_officer(browser):
    crew = [a_special("Ahmed"), a_special("Okafor")]
    full = a_duty(title="Full", on=MONDAY)
    for one in crew:
        a_sign_up(full, one)
    alone = a_duty(title="Alone", on=MONDAY + timedelta(days=1))
    alone.needs_independent = True
    for name in ("Brown", "Green"):
        a_sign_up(alone, a_volunteer(grade="accompanied", last_name=name))
    shown = page(browser, f"{CALENDAR}?from={MONDAY}")
    assert "Full, 2 of 2" in shown
    assert "No independent officer, 2 of 2" in shown


def test_a_unit_below_its_minimum_is_said_with_the_time(browser):
    taunton = a_station("Taunton team")
    a_cover_rule(taunton, weekdays=[0], people=2)
    duty = a_duty(title="Evening", on=MONDAY, unit_id=taunton.id, starts=time(18), hours=2)
    for name in ("Ahmed", "Okafor"):
        a_sign_up(duty, a_special(name))
    shown = text_of(page(browser, f"{CALENDAR}?from={MONDAY}"), MONDAY)
    assert "8pm to 10pm" in shown
    assert "Too few, 0 of 2" in shown


def test_the_viewers_scope_and_filters_narrow_it(browser, client):
    yeovil = a_station("Yeovil team")
    a_duty(title="Here", on=MONDAY)
    a_duty(title="Of Yeovil", on=MONDAY, unit_id=yeovil.id)
    a_duty(title="Elsewhere", on=MONDAY, area="bristol")
    own = page(browser, f"{CALENDAR}?from={MONDAY}")
    assert "Here" in own
    assert "Elsewhere" not in own
    only = page(browser, f"{CALENDAR}?from={MONDAY}&unit={yeovil.id}")
    assert ("Of Yeovil" in only, ">Here" in only) == (True, False)
    everywhere = signed_in(client, an_account(Role.COORDINATOR))
    assert "Elsewhere" in page(everywhere, f"{CALENDAR}?from={MONDAY}&area=bristol")


def test_an_empty_day_leads_to_a_new_duty_on_that_day(browser, client):
    shown = page(browser, f"{CALENDAR}?from={MONDAY}")
    assert 'href="/staff/duties/new/special-constabulary?day=2026-11-24"' in shown
    many = signed_in(client, an_account(Role.COORDINATOR))
    assert 'href="/staff/duties/new?day=2026-11-24"' in page(many, f"{CALENDAR}?from={MONDAY}")
    assert "/staff/duties/new/cadets?day=2026-11-24" in page(many, f"{CALENDAR}?from={MONDAY}&strand=cadets")


@pytest.mark.parametrize(
    ("given", "first"),
    [
        ("2026-11-29", "2026-11-23"),
        ("2026-11-23", "2026-11-23"),
        ("nonsense", "2026-11-30"),
        ("9999-12-31", "2026-11-30"),
        ("1066-10-14", "2026-11-30"),
        ("", "2026-11-30"),
    ],
)
def test_any_day_names_its_week_and_no_day_names_this_one(browser, given: str, first: str):
    with time_machine.travel(datetime(2026, 12, 2, 9, tzinfo=clock.LONDON), tick=False):
        shown = page(signed_in(browser, an_account(Role.SUPERVISOR)), f"{CALENDAR}?from={given}")
    assert f'id="day-{first}"' in shown
    assert shown.index(f'id="day-{first}"') == shown.index('id="day-')


@pytest.mark.parametrize(
    ("sunday", "hours"), [(date(2026, 10, 25), "10pm to 6am the next day"), (date(2026, 3, 29), "10pm to 6am")]
)
def test_weeks_in_which_the_clocks_change_hold_every_duty_once_on_its_own_day(browser, sunday: date, hours: str):
    saturday, monday = sunday - timedelta(days=1), sunday + timedelta(days=1)
    night = clock.from_london(datetime.combine(saturday, time(22)))
    a_duty(title="The night", starts_at=night, ends_at=clock.from_london(datetime.combine(sunday, time(6))))
    late = clock.from_london(datetime.combine(sunday, time(23, 30)))
    a_duty(title="Late on Sunday", starts_at=late, ends_at=late + timedelta(hours=2))
    a_duty(title="First thing on Monday", on=monday, starts=time(0))
    shown = page(browser, f"{CALENDAR}?from={saturday}")
    assert hours in text_of(shown, saturday)
    assert "The night" in text_of(shown, saturday)
    assert "Late on Sunday" in text_of(shown, sunday)
    assert "First thing on Monday" not in shown
    assert "First thing on Monday" in text_of(page(browser, f"{CALENDAR}?from={monday}"), monday)


def test_a_month_is_whole_weeks_and_says_when_a_day_has_more(browser):
    for number in range(7):
        a_duty(title=f"Patrol {number}", on=date(2026, 11, 30), starts=time(8 + number))
    shown = page(browser, f"{CALENDAR}?view=month&from=2026-11-15")
    assert shown.index('id="day-2026-10-26"') == shown.index('id="day-')
    assert 'id="day-2026-12-06"' in shown
    assert 'id="day-2026-12-07"' not in shown
    last = text_of(shown, date(2026, 11, 30))
    assert ("Patrol 4" in last, "Patrol 5" in last, "2 more" in last) == (True, False, True)
    assert "from=2026-10-01&amp;view=month" in shown


def test_more_than_fits_is_cut_and_said(browser, monkeypatch):
    for number in range(4):
        a_duty(title=f"Patrol {number}", on=MONDAY, starts=time(8 + number))
    monkeypatch.setattr(board, "MOST_DUTIES", 3)
    shown = page(browser, f"{CALENDAR}?from={MONDAY}")
    assert ("Patrol 2" in shown, "Patrol 3" in shown, "There is more than fits here" in shown) == (True, False, True)


def test_the_database_is_asked_as_often_for_one_duty_as_for_many(app: Flask, browser):
    taunton = a_station()
    a_cover_rule(taunton)
    duty = a_duty(on=MONDAY, unit_id=taunton.id)
    duty.needs_independent = True
    a_sign_up(duty, a_special())

    def asked() -> list[int]:
        counts = []
        for view in ("", "&view=month"):
            with counted_sql(app) as sql:
                page(browser, f"{CALENDAR}?from={MONDAY}{view}")
            counts.append(sql.count)
        return counts

    few = asked()
    for number in range(20):
        more = a_duty(on=MONDAY + timedelta(days=number % 7), unit_id=a_station(f"Unit {number}").id)
        more.needs_independent = True
        a_sign_up(more, a_special(f"Other{number}"))
    assert asked() == few
    assert max(few) <= 9


@pytest.mark.parametrize("role", [Role.VOLUNTEER, Role.ADMINISTRATOR, Role.VETTING_OFFICER])
def test_who_has_no_business_with_duties_is_refused(client, session, role):
    page(signed_in(client, an_account(role)), CALENDAR, 403)
