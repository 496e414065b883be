"""Keeping the register: who is refused by name, what is booked, and that nothing typed is lost."""

import re
from datetime import time, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.cadet_units.builders import a_cadet_on, a_cadet_unit, a_form, a_leader, a_night, at, token_of
from tests.people.builders import signed_in
from tests.sql_count import counted_sql
from volunteers.cadet_units import queries, service
from volunteers.cadet_units.models import AdultPresent, NightRegister
from volunteers.cadet_units.service import AdultLine, RegisterLine
from volunteers.errors import Conflict, Refused
from volunteers.extensions import db
from volunteers.people.models import Account
from volunteers.rosters.models import Attendance, Duty, SignUp

pytestmark = pytest.mark.usefixtures("session")


def adults(duty: Duty, count: int = 2, *, until: time = time(20)) -> list[AdultLine]:
    return [AdultLine(f"Adult {n}", "Unit leader", at(duty, time(18)), at(duty, until)) for n in range(count)]


def there(duty: Duty, sign_up: SignUp, *, until: time = time(20)) -> RegisterLine:
    return RegisterLine(sign_up.id, at(duty, time(18)), at(duty, until), collected_by="Mum")


def minutes(sign_up: SignUp) -> int | None:
    return db.session.scalar(select(Attendance.minutes).where(Attendance.sign_up_id == sign_up.id))


def test_the_register_books_cadets_and_changes_follow_it() -> None:
    night, by = a_night(a_cadet_unit()), a_leader()
    ana, bo = (a_cadet_on(night, name, guardian=False)[0] for name in ("Ana", "Bo"))
    for each in (ana, bo):
        a_form(each)
    lines = [there(night, ana), RegisterLine(bo.id, None, absence="unwell")]
    service.keep_register(night.id, adults=adults(night), cadets=lines, seen=0, by=by)
    assert (minutes(ana), minutes(bo)) == (120, None)
    lines = [RegisterLine(ana.id, None, absence="unwell"), there(night, bo, until=time(19))]
    service.keep_register(night.id, adults=adults(night, 3), cadets=lines, seen=1, by=by)
    assert (minutes(ana), minutes(bo)) == (None, 60)
    assert db.session.query(AdultPresent).count() == 3
    with pytest.raises(Conflict):
        service.keep_register(night.id, adults=adults(night), cadets=lines, seen=1, by=by)


def test_nothing_is_kept_of_a_night_that_was_not_safe() -> None:
    night, by = a_night(a_cadet_unit()), a_leader()
    ana, bo = (a_cadet_on(night, name, guardian=False)[0] for name in ("Ana", "Bo"))
    a_form(ana)
    lines = [there(night, ana), there(night, bo)]
    with pytest.raises(Refused) as refused:
        service.keep_register(night.id, adults=adults(night, 1), cadets=lines, seen=0, by=by)
    assert [each.code for each in refused.value.refusals] == ["no_form", "never_alone"]
    assert "Bo Tiller cannot be there, because nobody has been asked for it." in refused.value.refusals[0].message
    assert (minutes(ana), db.session.query(NightRegister).count()) == (None, 0)


def test_a_register_opens_two_hours_before() -> None:
    night, by = a_night(a_cadet_unit(), days=1), a_leader()
    with pytest.raises(Refused, match="two hours before"):
        service.keep_register(night.id, adults=[], cadets=[], seen=0, by=by)


def test_who_is_still_there_is_booked_on_and_not_off() -> None:
    night, by = a_night(a_cadet_unit()), a_leader()
    ana, _ = a_cadet_on(night, "Ana", guardian=False)
    a_form(ana)
    leaders = [AdultLine(name, "Unit leader", night.starts_at, None) for name in ("Helen", "Tom")]
    line = RegisterLine(ana.id, night.starts_at)
    with time_machine.travel(night.starts_at + timedelta(minutes=30), tick=False):
        service.keep_register(night.id, adults=leaders, cadets=[line], seen=0, by=by)
    attendance = db.session.scalars(select(Attendance).where(Attendance.sign_up_id == ana.id)).one()
    assert (attendance.booked_on_at, attendance.booked_off_at) == (night.starts_at, None)
    with pytest.raises(Refused, match="No late hours: Ana Tiller"):
        service.keep_register(night.id, adults=leaders, cadets=[line], seen=1, by=by)


def test_the_page_keeps_what_was_typed_and_says_whom_it_is_about(client: FlaskClient, session: Session) -> None:
    night, by = a_night(a_cadet_unit()), a_leader()
    ana, _ = a_cadet_on(night, "Ana", guardian=False)
    a_form(ana)
    session.commit()
    browser, path = signed_in(client, session.get_one(Account, by.account_id)), _path(night)
    assert "Ana Tiller" in browser.get(path).text
    typed = {f"cadet_{ana.id}_here": "here", f"cadet_{ana.id}_came": "6pm", f"cadet_{ana.id}_left": "8pm",
             "adult_0_name": "Helen Marsh", "adult_0_came": "6pm", "adult_0_left": "20:00", "adult_1_name": "Tom",
             "adult_1_came": "quarter", **{f"adult_{n}_role": "Unit leader" for n in range(4)}, "version": "0",
             **token_of(browser, path)}  # fmt: skip
    wrong = browser.post(path, data=typed)
    assert "Tom: Enter a time" in wrong.text
    assert "quarter" in wrong.text
    assert re.search(r"<legend[^>]*>\s*Ana Tiller\s*</legend>", wrong.text)
    alone = browser.post(path, data={**typed, "adult_1_came": "7pm", "adult_1_left": "8pm"})
    assert "Never alone with one adult: from 18:00" in alone.text
    assert alone.status_code == 409
    kept = browser.post(path, data={**typed, "adult_1_came": "6pm", "adult_1_left": "8pm"})
    assert kept.status_code == 303
    assert minutes(ana) == 120
    assert "There from 6pm to 8pm" in browser.get(path.removesuffix("/register")).text


def test_a_unit_shows_who_comes_and_does_not_ask_more_for_more_cadets(
    app: Flask, client: FlaskClient, session: Session
) -> None:
    unit, by = a_cadet_unit(), a_leader()
    past, coming = a_night(unit), a_night(unit, days=5, adults=1)
    ana, _ = a_cadet_on(past, "Ana", guardian=False)
    a_form(ana)
    service.keep_register(past.id, adults=adults(past), cadets=[there(past, ana)], seen=0, by=by)
    a_cadet_on(coming, "Bo", guardian=False)
    with counted_sql(app) as few:
        queries.get_unit(unit.id, by)
    for name in ("Cy", "Di", "Ed"):
        a_cadet_on(coming, name, guardian=False)
    with counted_sql(app) as many:
        page = queries.get_unit(unit.id, by)
    assert few.count == many.count
    line = next(each for each in page.cadets if each.name == "Ana Tiller")
    assert (line.came, line.nights) == (1, 1)
    session.commit()
    browser = signed_in(client, session.get_one(Account, by.account_id))
    for address in ("/staff/cadet-units", f"/staff/cadet-units/{unit.id}"):
        text = browser.get(address).text
        assert "4 forms missing" in text
        assert "1 of 2 adults planned" in text


def _path(night: Duty) -> str:
    return f"/staff/cadet-units/nights/{night.id}/register"
