"""When a message is tried again, and when it is given up."""

from datetime import UTC, datetime, timedelta

import pytest

from volunteers.notifications.jobs import CONNECT_SECONDS, READ_SECONDS
from volunteers.notifications.rules import LEASE, is_permanent, next_try

CREATED = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(("attempts", "minutes"), [(1, 1), (2, 2), (3, 4), (4, 8), (5, 15), (6, 15), (50, 15)])
def test_the_wait_doubles_up_to_a_quarter_of_an_hour(attempts: int, minutes: int) -> None:
    now = CREATED + timedelta(hours=1)
    assert next_try(attempts=attempts, created_at=CREATED, now=now) == now + timedelta(minutes=minutes)


@pytest.mark.parametrize(("minutes_left", "again"), [(16, True), (15, True), (14, False), (-60, False)])
def test_a_day_after_it_was_written_it_is_given_up(minutes_left: int, again: bool) -> None:
    now = CREATED + timedelta(hours=24) - timedelta(minutes=minutes_left)
    assert (next_try(attempts=9, created_at=CREATED, now=now) is not None) is again


@pytest.mark.parametrize(("reply", "final"), [(421, False), (451, False), (499, False), (500, True), (550, True)])
def test_a_reply_of_five_hundred_and_more_is_final(reply: int, final: bool) -> None:
    assert is_permanent(reply) is final


def test_a_worker_gives_up_waiting_before_another_may_take_its_message() -> None:
    assert LEASE.total_seconds() > CONNECT_SECONDS + 4 * READ_SECONDS
