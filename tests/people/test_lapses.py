"""The warnings that go out: to holders, to guardians beside them, and to coordinators as numbers."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.people.builders import SPECIALS, SPECIALS_CLEARANCES, a_viewer, a_volunteer
from tests.sql_count import counted_sql
from volunteers import clock
from volunteers.extensions import db
from volunteers.notifications.jobs.composing import compose
from volunteers.notifications.models import Message
from volunteers.people.jobs import warn_of_lapses
from volunteers.people.models import Clearance, LapseWarning, Qualification, ServicePeriod, Volunteer
from volunteers.people.queries.lapses import list_lapsing
from volunteers.people.rules import Holding
from volunteers.permissions import Role

HOLDER, DIGEST = "holding_runs_out", "running_out"


def someone(left: int | None, *, code: str = "medical", skill: int | None = None, **more: object) -> Volunteer:
    """A volunteer one of whose clearances has so many days left; the others hold for two years."""
    today, long = clock.today(), clock.today() + timedelta(days=730)
    begun = today - timedelta(days=365)
    until = dict.fromkeys(SPECIALS_CLEARANCES, long)
    if left is not None:
        until[code] = today + timedelta(days=left)
    skills = [] if skill is None else [Holding("first_aid", begun, today + timedelta(days=skill))]
    held = [Holding(each, begun, until_on) for each, until_on in until.items()]
    return a_volunteer(clearances=held, qualifications=skills, **more)  # type: ignore[arg-type]


def sent(kind: str) -> list[Message]:
    return list(db.session.scalars(select(Message).where(Message.kind == kind).order_by(Message.id)))


def steps() -> list[int]:
    return list(db.session.scalars(select(LapseWarning.days).order_by(LapseWarning.id)))


def words_of(message: Message) -> str:
    composed = compose(message)
    return f"{composed.subject}\n{composed.body}"


def test_the_holder_is_told_what_until_when_what_it_means_and_what_to_do(app: Flask, session: Session) -> None:
    someone(30)
    warn_of_lapses()
    (message,) = sent(HOLDER)
    until = clock.today() + timedelta(days=30)
    words = words_of(message)
    for said in (
        "Medical",
        f"{until.day} {until:%B %Y}",
        "in 30 days",
        "you cannot be on duty",
        "special-constabulary@",
    ):
        assert said in words
    assert steps() == [30]


def test_running_it_again_sends_nothing_more(session: Session) -> None:
    someone(30)
    by = a_viewer(Role.COORDINATOR, SPECIALS)
    for _ in range(3):
        warn_of_lapses()
    assert (steps(), len(sent(HOLDER))) == ([30], 1)
    assert [each.account_id for each in sent(DIGEST)].count(by.account_id) == 1


def test_a_qualification_stops_the_duties_that_need_it(app: Flask, session: Session) -> None:
    someone(None, skill=7)
    warn_of_lapses()
    assert "cannot take duties that need it" in words_of(sent(HOLDER)[0])


@pytest.mark.parametrize("left", [-1, 91, None])
def test_what_has_lapsed_and_what_is_far_off_is_not_warned_of(session: Session, left: int | None) -> None:
    someone(left)
    warn_of_lapses()
    assert steps() == []


@pytest.mark.parametrize("renewed_for", [400, None])
def test_what_is_renewed_stops_the_warnings(session: Session, renewed_for: int | None) -> None:
    volunteer, today = someone(30), clock.today()
    until = today + timedelta(days=renewed_for) if renewed_for else None
    db.session.add(Clearance(volunteer_id=volunteer.id, code="medical", from_on=today, until_on=until))
    db.session.flush()
    warn_of_lapses()
    assert steps() == []


def test_the_renewed_one_is_warned_of_in_its_own_time(session: Session) -> None:
    volunteer, today = someone(7), clock.today()
    warn_of_lapses()
    renewed = Clearance(volunteer_id=volunteer.id, code="medical", from_on=today, until_on=today + timedelta(days=60))
    db.session.add(renewed)
    db.session.flush()
    warn_of_lapses()
    assert steps() == [7, 60]


def test_whoever_has_left_is_not_warned(session: Session) -> None:
    volunteer = someone(30)
    period = db.session.scalars(select(ServicePeriod).where(ServicePeriod.volunteer_id == volunteer.id)).one()
    period.ended_on, period.end_reason = clock.today(), "resigned"  # type: ignore[assignment]
    db.session.flush()
    warn_of_lapses()
    assert steps() == []


def test_coordinators_are_told_numbers_of_their_own_pairs_and_no_names(app: Flask, session: Session) -> None:
    someone(30, area="bristol", first_name="Peregrine", last_name="Quill", skill=5)
    someone(90, area="somerset")
    bristol = a_viewer(Role.COORDINATOR, SPECIALS, "bristol")
    a_viewer(Role.COORDINATOR, "cadets", "bristol")
    both = a_viewer(Role.COORDINATOR, SPECIALS)
    a_viewer(Role.SUPERVISOR, SPECIALS)
    warn_of_lapses()
    told = {message.account_id: message for message in sent(DIGEST)}
    everyone = {message.account_id for message in sent(HOLDER)}
    assert told[bristol.account_id].particulars["counts"] == [[7, 1], [30, 1]]
    assert told[both.account_id].particulars["counts"] == [[7, 1], [30, 1], [90, 1]]
    words = words_of(told[bristol.account_id])
    assert "/staff/lapses" in words
    assert "- within 30 days: 1" in words
    assert "Peregrine" not in words
    assert "Quill" not in words
    assert not everyone & told.keys()


def test_a_digest_counts_what_went_out_since_the_last(session: Session) -> None:
    by = a_viewer(Role.COORDINATOR, SPECIALS)
    someone(60)
    warn_of_lapses()
    with time_machine.travel(clock.now() + timedelta(days=1), tick=False):
        warn_of_lapses()
        assert len([each for each in sent(DIGEST) if each.account_id == by.account_id]) == 1
    with time_machine.travel(clock.now() + timedelta(days=30), tick=False):
        warn_of_lapses()
    told = [each.particulars["counts"] for each in sent(DIGEST) if each.account_id == by.account_id]
    assert told == [[[60, 1]], [[30, 1]]]


def test_each_holding_is_asked_for_in_a_fixed_number_of_statements(app: Flask, session: Session) -> None:
    counts = []
    for _ in range(2):
        someone(30, skill=20)
        with counted_sql(app) as asked:
            list_lapsing(clock.today())
        counts.append(asked.count)
    assert counts == [1, 1]
    assert db.session.scalars(select(Qualification.code)).all() == ["first_aid", "first_aid"]
