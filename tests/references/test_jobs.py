"""Reminders on their days and messages that do not arrive, with the clock moved on."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.applications.builders import stage_of
from tests.references.builders import (
    a_given_reference,
    a_waiting_application,
    an_asked_referee,
    messages_about,
    messages_to_applicant,
    named,
)
from volunteers.notifications.models import Message, MessageState
from volunteers.references import jobs, queries, service
from volunteers.references.models import Referee
from volunteers.references.rules import DeclineReason, RefereeState

BEGUN = datetime(2026, 3, 20, 9, 0, tzinfo=UTC)  # the clocks go forward nine days later
REMINDER, OVERDUE = "reference_reminder", "reference_overdue"


class Days:
    """The days since everything was asked."""

    def __init__(self, traveller: time_machine.Traveller) -> None:
        self.traveller = traveller

    def to(self, day: int, hour: int = 9) -> None:
        self.traveller.move_to(BEGUN.replace(hour=hour).timestamp() + day * 86_400)


@pytest.fixture
def days() -> Iterator[Days]:
    with time_machine.travel(BEGUN, tick=False) as traveller:
        yield Days(traveller)


def reminders(referee: Referee) -> int:
    return messages_about(referee).count(REMINDER)


def nudges(referee: Referee) -> int:
    return messages_to_applicant(referee.application_id).count(OVERDUE)


def test_over_sixty_days_the_referee_is_reminded_thrice_and_the_applicant_told_thrice(
    session: Session, days: Days
) -> None:
    referee = an_asked_referee()
    sent: dict[str, list[int]] = {REMINDER: [], OVERDUE: []}
    for day in range(62):
        before = reminders(referee), nudges(referee)
        days.to(day)
        jobs.remind()
        jobs.remind()
        sent[REMINDER] += [day] * (reminders(referee) - before[0])
        sent[OVERDUE] += [day] * (nudges(referee) - before[1])
    assert sent == {REMINDER: [7, 14, 28], OVERDUE: [9, 16, 30]}


def test_after_days_of_not_having_run_one_is_sent_and_not_several(session: Session, days: Days) -> None:
    referee = an_asked_referee()
    days.to(29)
    jobs.remind()
    jobs.remind()
    assert (reminders(referee), nudges(referee)) == (1, 1)
    days.to(33)
    jobs.remind()
    assert (reminders(referee), nudges(referee)) == (1, 2), "the applicant's third day has come meanwhile"


def test_each_reminder_has_a_link_of_its_own_and_the_first_stays_good(session: Session, days: Days) -> None:
    referee = an_asked_referee()
    first = session.scalars(select(Message).where(Message.kind == "reference_asked")).one().particulars["token"]
    days.to(7)
    jobs.remind()
    second = session.scalars(select(Message).where(Message.kind == REMINDER)).one().particulars["token"]
    assert first != second
    for token in (first, second):
        found, door = queries.get_by_link(token)
        assert (found.id, door.value) == (referee.id, "open")


def test_nobody_is_reminded_who_has_answered_declined_or_been_replaced(session: Session, days: Days) -> None:
    given, declined, replaced = a_given_reference(), an_asked_referee(), an_asked_referee()
    service.decline(declined.id, DeclineReason.NO_TIME)
    service.replace(replaced.id, referee=named(), by=replaced.account_id)
    days.to(7)
    jobs.remind()
    assert [reminders(each) for each in (given, declined, replaced)] == [0, 0, 0]


@pytest.mark.parametrize("stage", ["withdrawn", "unsuccessful", "intake"])
def test_nobody_is_reminded_for_an_application_that_no_longer_waits(session: Session, days: Days, stage: str) -> None:
    application = a_waiting_application()
    referee = an_asked_referee(application)
    application.move_to(stage_of(application, stage), by=None, at=BEGUN)
    days.to(10)
    jobs.remind()
    assert (reminders(referee), nudges(referee)) == (0, 0)


def test_one_who_has_begun_is_reminded_too(session: Session, days: Days) -> None:
    referee = an_asked_referee()
    service.keep_page(referee.id, {"capacity": "half"})
    days.to(7)
    jobs.remind()
    assert reminders(referee) == 1
    assert referee.state is RefereeState.STARTED


def test_a_message_given_up_marks_the_referee_and_tells_the_applicant_once(session: Session, days: Days) -> None:
    referee, fine = an_asked_referee(), an_asked_referee()
    message = session.scalars(
        select(Message).where(Message.subject_id == referee.id, Message.subject == "referee")
    ).one()
    message.state = MessageState.GIVEN_UP
    jobs.note_unreachable()
    jobs.note_unreachable()
    assert (referee.state, fine.state) == (RefereeState.BOUNCED, RefereeState.ASKED)
    assert messages_to_applicant(referee.application_id)[-1:] == ["referee_unreachable"]
    assert messages_to_applicant(referee.application_id).count("referee_unreachable") == 1
    days.to(40)
    jobs.remind()
    assert reminders(referee) == 0


def test_whoever_follows_an_unreachable_referee_is_not_marked_for_the_old_message(session: Session) -> None:
    referee = an_asked_referee()
    session.scalars(select(Message).where(Message.subject == "referee")).one().state = MessageState.GIVEN_UP
    jobs.note_unreachable()
    again = service.replace(referee.id, referee=named(email=referee.email), by=referee.account_id)
    jobs.note_unreachable()
    assert again.state is RefereeState.ASKED


def test_thanks_that_do_not_arrive_take_nothing_back(session: Session) -> None:
    referee = a_given_reference()
    session.scalars(select(Message).where(Message.kind == "reference_given")).one().state = MessageState.GIVEN_UP
    jobs.note_unreachable()
    assert referee.state is RefereeState.GIVEN
