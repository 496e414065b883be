"""When a message is tried again, and when it is given up."""

from datetime import UTC, datetime, timedelta

import pytest

from volunteers.notifications.jobs.connection import CONNECT_SECONDS, READ_SECONDS
from volunteers.notifications.rules import LEASE, is_permanent, next_try, unsubscribe_headers

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


@pytest.mark.parametrize(
    "address", ["http://localhost/opportunities/interest/remove/a-b_C9", "https://volunteers.force.example/x?y=1"]
)
def test_the_address_that_stops_messages_stands_in_two_headers(address: str) -> None:
    headers = {"List-Unsubscribe": f"<{address}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    assert unsubscribe_headers(address) == headers


@pytest.mark.parametrize(
    "address",
    [
        "",
        "/opportunities",
        "mailto:all@example.org",
        "https://force.example/a b",
        "https://force.example/\r\nX-Evil: 1",
        "https://force.example/\nX-Evil: 1",
        "https://force.example/a\n",
        "\r\nhttps://force.example/",
        "https://force.example/>,<https://evil.example/",
        "https://force.example/\u2028x",
        "https://force.example/\x00",
        "https://force.example/é",
    ],
)
def test_anything_but_one_plain_address_is_no_header(address: str) -> None:
    assert unsubscribe_headers(address) == {}
