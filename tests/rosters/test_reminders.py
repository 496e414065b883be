"""Reminders of duties: at the hours each person chose, once each, by London's clock, whoever asks how often."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.people.builders import a_volunteer
from tests.rosters.builders import a_duty, a_sign_up
from volunteers import clock
from volunteers.extensions import db
from volunteers.notifications.jobs.composing import compose
from volunteers.notifications.models import Message
from volunteers.people.models import Volunteer
from volunteers.rosters import jobs
from volunteers.rosters.models import Duty, DutyReminder, DutyState, SignUp, SignUpState
from volunteers.rosters.queries.reminding import list_reminders_due
from volunteers.rosters.rules.reminding import day_in_words, falls_due, reminder_due
from volunteers.rosters.service.reminding import remind
from volunteers.unit_of_work import unit_of_work

KIND = "duty_reminder"
# The clocks go back on Sunday 25 October 2026 and forward on Sunday 28 March 2027.
AUTUMN, SPRING = date(2026, 10, 25), date(2027, 3, 28)


def london(day: date, at: time, *, fold: int = 0) -> datetime:
    return datetime.combine(day, at, tzinfo=clock.LONDON).replace(fold=fold)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type,misc]


@pytest.mark.parametrize(
    ("starts", "hours", "moment"),
    [
        (london(date(2026, 12, 4), time(18)), 24, utc(2026, 12, 3, 18)),
        (london(date(2026, 12, 4), time(18)), 2, utc(2026, 12, 4, 16)),
        (london(date(2026, 7, 4), time(18)), 168, utc(2026, 6, 27, 17)),
        # The day before at the same time by the clock: 25 hours, then 23.
        (london(AUTUMN, time(10)), 24, utc(2026, 10, 24, 9)),
        (london(SPRING, time(10)), 24, utc(2027, 3, 27, 10)),
        (london(SPRING, time(10)), 168, utc(2027, 3, 21, 10)),
        # Two hours really pass, whatever the clock shows.
        (london(AUTUMN, time(3)), 2, utc(2026, 10, 25, 1)),
        (london(AUTUMN, time(1, 30), fold=1), 2, utc(2026, 10, 24, 23, 30)),
        (london(SPRING, time(3)), 2, utc(2027, 3, 28, 0)),
        # The day before has that time, or none of it: then the hour after.
        (london(SPRING + timedelta(days=1), time(1, 30)), 24, utc(2027, 3, 28, 1, 30)),
        (london(AUTUMN + timedelta(days=1), time(1, 30)), 24, utc(2026, 10, 25, 0, 30)),
    ],
)
def test_when_a_reminder_falls_due(starts: datetime, hours: int, moment: datetime) -> None:
    assert falls_due(starts, hours) == moment


STARTS = london(date(2026, 12, 4), time(18))


@pytest.mark.parametrize(
    ("before", "chosen", "signed_up_before", "sent", "due"),
    [
        (25, (24,), 200, (), None),
        (24, (24,), 200, (), 24),
        (3, (24,), 200, (), 24),  # the worker was away
        (3, (24,), 200, (24,), None),
        (0, (24,), 200, (), None),  # it has begun
        (-1, (24,), 200, (), None),
        (30, (168, 48, 24, 2), 400, (), 48),  # one, not two, when the week's was missed
        (30, (168, 48, 24, 2), 400, (48,), None),
        (24, (168, 48, 24, 2), 400, (168, 48), 24),
        (2, (168, 48, 24, 2), 400, (24,), 2),
        (20, (24,), 22, (), None),  # took the place after it fell due: they know
        (23, (24,), 24.5, (), None),  # and in the hour before
        (23, (24,), 25.5, (), 24),
        (2, (24, 2), 22, (), 2),
        (20, (), 200, (), None),
    ],
)
def test_which_reminder_is_due(
    before: float, chosen: tuple[int, ...], signed_up_before: float, sent: tuple[int, ...], due: int | None
) -> None:
    found = reminder_due(
        STARTS, chosen, signed_up=STARTS - timedelta(hours=signed_up_before), sent=sent,
        now=STARTS - timedelta(hours=before),
    )  # fmt: skip
    assert found == due


def test_how_far_off_a_day_is() -> None:
    today = date(2026, 12, 3)
    said = [day_in_words(today + timedelta(days=days), today) for days in (0, 1, 2, 7)]
    assert said == ["today", "tomorrow", "in 2 days", "in 7 days"]


def messages() -> list[Message]:
    return list(db.session.scalars(select(Message).where(Message.kind == KIND).order_by(Message.id)))


@pytest.fixture
def special(session: Session) -> Volunteer:
    return a_volunteer()


def placed(volunteer: Volunteer, duty: Duty, **more: SignUpState) -> SignUp:
    sign_up = a_sign_up(duty, volunteer, **more)
    sign_up.signed_up_at = clock.now() - timedelta(days=20)
    db.session.flush()
    return sign_up


def test_a_reminder_is_sent_once_with_the_duty_in_words(app: Flask, special: Volunteer) -> None:
    duty = a_duty(starts_at=clock.now() + timedelta(hours=23), hours=5)
    placed(special, duty)
    for _ in range(3):
        jobs.remind_of_duties()
    [message] = messages()
    assert message.account_id == special.account_id
    assert message.expires_at == duty.starts_at
    with app.test_request_context():
        words = compose(message)
    assert "Reminder: Evening patrol" in str(words.subject)
    assert "Meet at: Taunton police station" in str(words.body)
    assert f"/duties/{duty.id}" in str(words.body)


def test_only_those_who_have_a_place_on_a_duty_that_is_on(special: Volunteer) -> None:
    soon = clock.now() + timedelta(hours=20)
    placed(special, a_duty(starts_at=soon, state=DutyState.CANCELLED))
    placed(special, a_duty(starts_at=soon + timedelta(hours=1)), state=SignUpState.WITHDRAWN)
    placed(special, a_duty(starts_at=soon + timedelta(hours=1)), state=SignUpState.REQUESTED)
    assert list_reminders_due() == []
    jobs.remind_of_duties()
    assert messages() == []


def test_who_gave_up_meanwhile_is_not_reminded(special: Volunteer) -> None:
    sign_up = placed(special, a_duty(starts_at=clock.now() + timedelta(hours=20)))
    [due] = list_reminders_due()
    sign_up.state = SignUpState.WITHDRAWN
    db.session.flush()
    remind(due.sign_up_id, hours=due.hours)
    assert messages() == []


def test_a_duty_that_is_moved_reminds_anew(special: Volunteer) -> None:
    duty = a_duty(starts_at=clock.now() + timedelta(hours=20))
    placed(special, duty)
    jobs.remind_of_duties()
    duty.starts_at += timedelta(days=3)
    duty.ends_at += timedelta(days=3)
    db.session.flush()
    jobs.remind_of_duties()
    assert len(messages()) == 1
    with time_machine.travel(duty.starts_at - timedelta(hours=23), tick=False):
        jobs.remind_of_duties()
    assert len(messages()) == 2


@pytest.mark.parametrize(
    ("day", "moments"),
    [
        (AUTUMN, [utc(2026, 10, 24, 8, 59), utc(2026, 10, 24, 9)]),
        (SPRING, [utc(2027, 3, 27, 9, 59), utc(2027, 3, 27, 10)]),
    ],
)
def test_the_day_before_at_the_same_time_by_the_clock(session: Session, day: date, moments: list[datetime]) -> None:
    with time_machine.travel(moments[0] - timedelta(days=30), tick=False):
        special = a_volunteer()
        placed(special, a_duty(on=day, starts=time(10), hours=3))
    with time_machine.travel(moments[0], tick=False):
        jobs.remind_of_duties()
        assert messages() == []
    with time_machine.travel(moments[1], tick=False):
        jobs.remind_of_duties()
        [message] = messages()
    assert message.particulars["day"] == "tomorrow"
    assert message.particulars["when"].endswith("10am to 1pm")


def test_a_worker_that_dies_before_the_commit_loses_nothing(special: Volunteer) -> None:
    sign_up = placed(special, a_duty(starts_at=clock.now() + timedelta(hours=20)))
    db.session.commit()

    def killed() -> None:
        with unit_of_work():
            remind(sign_up.id, hours=24)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        killed()
    assert db.session.scalar(select(func.count()).select_from(DutyReminder)) == 0
    jobs.remind_of_duties()
    assert len(messages()) == 1
