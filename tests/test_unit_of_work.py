"""The one commit: everything or nothing, constraints in words, hints after it."""

from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from config import load_settings
from tests.conftest import settings_for
from tests.notifications.builders import a_message
from tests.people.builders import a_volunteer, an_account
from volunteers.app import create_app
from volunteers.errors import Conflict
from volunteers.extensions import db, queue
from volunteers.local.servers import Addresses
from volunteers.notifications.models import Message, MessageState
from volunteers.people.models import Account, ServicePeriod
from volunteers.permissions import Role
from volunteers.unit_of_work import CONSTRAINTS, attempt, hint_after_commit, leave_to_last, unit_of_work


class Stop(Exception):
    """Something went wrong half-way."""


def test_all_of_it_or_nothing(session: Session) -> None:
    def half_way() -> None:
        with unit_of_work():
            an_account(Role.APPLICANT)
            raise Stop

    with pytest.raises(Stop):
        half_way()
    assert session.scalars(select(Account)).all() == []
    with unit_of_work():
        an_account(Role.APPLICANT)
    session.rollback()
    assert len(session.scalars(select(Account)).all()) == 1


def test_what_is_left_to_last_is_done_in_order_and_before_the_commit(session: Session) -> None:
    done: list[str] = []
    with unit_of_work():
        leave_to_last(lambda: done.append("first"))
        leave_to_last(lambda: done.append("second"))
        assert done == []
    assert done == ["first", "second"]
    with unit_of_work():
        pass
    assert done == ["first", "second"]


def test_what_was_left_to_last_is_not_done_after_a_failure(session: Session) -> None:
    done: list[str] = []

    def fail() -> None:
        with unit_of_work():
            leave_to_last(lambda: done.append("no"))
            raise Stop

    with pytest.raises(Stop):
        fail()
    with unit_of_work():
        pass
    assert done == []


def test_a_part_that_is_refused_leaves_nothing_of_itself(session: Session) -> None:
    done: list[str] = []

    def part(email: str, *, fails: bool) -> None:
        with attempt():
            an_account(Role.APPLICANT, email=email)
            leave_to_last(lambda: done.append(email))
            if fails:
                raise Stop

    with unit_of_work():
        part("first@example.org", fails=False)
        with pytest.raises(Stop):
            part("second@example.org", fails=True)
        with pytest.raises(Conflict, match="already an account with this e-mail"):
            part("first@example.org", fails=False)
        part("third@example.org", fails=False)
    kept = ["first@example.org", "third@example.org"]
    assert done == list(session.scalars(select(Account.email).order_by(Account.id))) == kept


def test_a_constraint_is_told_in_words(session: Session) -> None:
    an_account(Role.APPLICANT, email="jo@example.org")
    session.commit()

    def again() -> None:
        with unit_of_work():
            an_account(Role.APPLICANT, email="jo@example.org")

    with pytest.raises(Conflict, match="already an account with this e-mail"):
        again()


def test_service_twice_at_once_is_stopped_by_the_table_itself(session: Session) -> None:
    period = a_volunteer().service[0]
    session.commit()

    def again() -> None:
        with unit_of_work() as work:
            work.add(
                ServicePeriod(
                    volunteer_id=period.volunteer_id, strand=period.strand, area="bristol", started_on=period.started_on
                )
            )

    with pytest.raises(Conflict, match="already serves in this strand"):
        again()


def test_a_constraint_nobody_has_words_for_is_a_failure(session: Session) -> None:
    def nonsense() -> None:
        with unit_of_work() as work:
            work.execute(text("INSERT INTO accounts (email, full_name) VALUES ('a', 'b')"))

    with pytest.raises(IntegrityError):
        nonsense()


def test_every_constraint_with_words_is_one_of_the_database(session: Session) -> None:
    known = set(session.scalars(text("SELECT conname FROM pg_constraint")).all())
    known |= set(session.scalars(text("SELECT indexname FROM pg_indexes")).all())
    assert set(CONSTRAINTS) <= known


def test_hints_go_out_together_and_only_after_the_commit(session: Session) -> None:
    waiting = queue("mail")
    waiting.empty()
    with unit_of_work():
        hint_after_commit("mail", "some.job", 1)
        hint_after_commit("mail", "some.job", 2)
        hint_after_commit("mail", "other.job")
        assert waiting.jobs == []
    assert [(job.func_name, list(job.args)) for job in waiting.jobs] == [("some.job", [[1, 2]]), ("other.job", [])]
    waiting.empty()


def test_without_redis_the_change_is_made_and_its_message_waits(
    own_database: str, addresses: Addresses, tmp_path: Path
) -> None:
    given = {**settings_for(addresses, own_database, tmp_path), "REDIS_URL": "redis://127.0.0.1:1/0"}
    app = create_app(load_settings(given))
    with app.app_context():
        with unit_of_work():
            a_message()
        assert db.session.scalars(select(Message.state)).all() == [MessageState.PENDING]
        db.session.remove()
        db.engine.dispose()
