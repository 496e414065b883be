"""The mail that gathers a day's news: at half past five, one for each person, nothing lost and nothing twice."""

import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from config import ROOT, load_settings
from tests.conftest import settings_for
from tests.guardians.builders import a_cadet, a_confirmed_guardian
from tests.notifications.choosing import AFTERNOON, EVENING, a_place, an_alert, chose
from tests.people.builders import an_account
from volunteers.app import create_app
from volunteers.extensions import db
from volunteers.local.servers import Addresses
from volunteers.notifications import jobs
from volunteers.notifications.models import Message, MessageState
from volunteers.notifications.queries.templates import words_of
from volunteers.notifications.rules import MessageKind
from volunteers.notifications.rules.choices import Way
from volunteers.people.models import Account
from volunteers.permissions import Role
from volunteers.unit_of_work import unit_of_work

PEOPLE = 60
PATIENCE = 60
GATHER = """
from config import load_settings
from volunteers.app import create_app
with create_app(load_settings()).app_context():
    from volunteers.notifications.jobs import gather_the_day
    gather_the_day()
"""


@pytest.fixture
def account(session: Session) -> Account:
    """Someone who chose one mail a day."""
    account = an_account(Role.VOLUNTEER)
    chose(account, my_duties=Way.DAILY, staff_alerts=Way.DAILY)
    return account


def days(account: Account) -> list[Message]:
    """The mails of a day's news to someone."""
    wanted = select(Message).where(Message.account_id == account.id, Message.kind == MessageKind.DAY_GATHERED)
    return list(db.session.scalars(wanted))


def at_half_past_five() -> None:
    with time_machine.travel(EVENING, tick=False):
        jobs.gather_the_day()


def test_one_mail_says_everything_with_a_line_and_a_link_for_each(app: Flask, account: Account) -> None:
    with time_machine.travel(AFTERNOON, tick=False):
        place, alert = a_place(account), an_alert(account)
    at_half_past_five()
    (day,) = days(account)
    assert {(each.state, each.gathered_in_id) for each in (place, alert)} == {(MessageState.GATHERED, day.id)}
    words = words_of(day, app.jinja_env, app.config["SERVICE"])
    url = app.config["SERVICE"]["url"]
    assert words.subject == "Your news of the day: 2 pieces of news"
    assert f"- You have a place on a duty: Harbour patrol, Saturday\n  {url}/duties/481\n\n- Running" in words.body
    assert f"  {url}/staff/lapses\n\nYou chose" in words.body
    assert f"{url}/my-messages/choices" in words.body
    assert (day.state, day.due_at, day.to_address) == (MessageState.PENDING, EVENING, account.email)


def test_nothing_is_gathered_before_its_time_and_nothing_twice(account: Account) -> None:
    with time_machine.travel(AFTERNOON, tick=False):
        a_place(account)
        jobs.gather_the_day()
        assert days(account) == []
    at_half_past_five()
    at_half_past_five()
    assert len(days(account)) == 1


def test_a_day_without_news_has_no_mail(account: Account) -> None:
    at_half_past_five()
    assert days(account) == []


def test_old_news_is_left_out(account: Account) -> None:
    with time_machine.travel(AFTERNOON, tick=False):
        old, alone = a_place(account), an_alert(account)
        old.expires_at = EVENING
    at_half_past_five()
    assert (old.state, alone.state) == (MessageState.EXPIRED, MessageState.GATHERED)
    (day,) = days(account)
    assert day.particulars["how_many"] == "1 piece of news"


def test_when_all_of_it_is_old_there_is_no_mail(account: Account) -> None:
    with time_machine.travel(AFTERNOON, tick=False):
        a_place(account).expires_at = EVENING
    at_half_past_five()
    assert days(account) == []


def test_what_cannot_be_written_is_named_and_holds_up_nothing(
    account: Account, app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    with time_machine.travel(AFTERNOON, tick=False):
        broken, _ = a_place(account), an_alert(account)
        broken.particulars = {}
    at_half_past_five()
    (day,) = days(account)
    assert day.particulars["items"][0]["line"] == "You have a place on a duty"
    assert day.particulars["items"][0]["link"].endswith(f"/my-messages/{broken.id}")
    assert len(day.particulars["items"]) == 2
    caplog.clear()  # it was logged, for whoever looks after the service


def test_a_guardian_had_their_copy_of_each_and_gets_none_of_the_day(session: Session) -> None:
    case = a_cadet()
    a_confirmed_guardian(case)
    chose(case.account, my_duties=Way.DAILY)
    with time_machine.travel(AFTERNOON, tick=False):
        a_place(case.account)
    at_half_past_five()
    copies = session.scalars(select(Message).where(Message.kind == MessageKind.GUARDIAN_COPIED)).all()
    assert [copy.particulars["original"] for copy in copies] == ["signed_up"]


def test_a_job_that_is_killed_halfway_loses_nothing_and_tells_nobody_twice(
    own_database: str, addresses: Addresses, tmp_path: Path
) -> None:
    environment = settings_for(addresses, own_database, tmp_path)
    app = create_app(load_settings(environment))
    with app.app_context():
        with unit_of_work():
            people = [an_account(Role.VOLUNTEER, email=f"{number}@example.org") for number in range(PEOPLE)]
            for person in people:
                chose(person, my_duties=Way.DAILY)
                a_place(person, to_adult=True, path="/duties/1")
                a_place(person, to_adult=True, path="/duties/2")
            db.session.execute(text("UPDATE messages SET due_at = now() - interval '1 minute' WHERE state = 'held'"))
        kill_in_the_middle(environment)
        assert 0 < counted(MessageState.GATHERED) < 2 * PEOPLE, "it was killed in the middle"
        two_at_once(app)
        assert (counted(MessageState.HELD), counted(MessageState.GATHERED)) == (0, 2 * PEOPLE)
        mails = db.session.scalars(select(Message).where(Message.kind == MessageKind.DAY_GATHERED)).all()
        assert Counter(mail.account_id for mail in mails) == {person.id: 1 for person in people}
        said = Counter(item["link"][-1] for mail in mails for item in mail.particulars["items"])
        assert said == {"1": PEOPLE, "2": PEOPLE}
        db.session.remove()
        db.engine.dispose()


def kill_in_the_middle(environment: dict[str, str]) -> None:
    """Run the job in a process of its own until it has written some, and kill it where it stands."""
    job = subprocess.Popen([sys.executable, "-c", GATHER], cwd=ROOT, env=environment)
    give_up_at = time.monotonic() + PATIENCE
    while counted(MessageState.GATHERED) < PEOPLE // 3 and time.monotonic() < give_up_at:
        time.sleep(0.01)
    job.kill()
    job.wait()


def two_at_once(app: Flask) -> None:
    """Two schedulers, or a run that is late beside the next one."""

    def work() -> None:
        with app.app_context():
            jobs.gather_the_day()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=PATIENCE)


def counted(state: MessageState) -> int:
    found = db.session.scalar(select(func.count()).select_from(Message).where(Message.state == state)) or 0
    db.session.rollback()
    return found
