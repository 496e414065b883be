"""The scheduler queues what is due in the form the workers read, and catches up when Redis has been away."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import redis
import rq
import time_machine
from rq.serializers import JSONSerializer

from volunteers.local.servers import Addresses
from volunteers.schedule import Scheduler, periodic_jobs

SCAN, SWEEP = "volunteers.documents.jobs.scan_waiting", "volunteers.notifications.jobs.sweep"


@pytest.fixture
def connection(addresses: Addresses) -> Iterator[redis.Redis]:
    client = redis.Redis.from_url(addresses.redis_url, db=1)
    client.flushdb()
    yield client
    client.flushdb()
    client.close()


def waiting(connection: redis.Redis, name: str) -> list[rq.job.Job]:
    """What waits in a queue, beside what is due every few minutes all day long."""
    often = {job.func_name for job in periodic_jobs() if job.interval}
    jobs = rq.Queue(name, connection=connection, serializer=JSONSerializer).jobs
    return [job for job in jobs if job.func_name not in often]


def test_mail_is_swept_at_once_and_then_every_minute(connection: redis.Redis) -> None:
    with time_machine.travel(datetime(2026, 3, 2, 12, 0, tzinfo=UTC), tick=False) as clock:
        scheduler = Scheduler(connection, periodic_jobs())
        for seconds, expected in ((0, 1), (59, 0), (1, 1)):
            clock.shift(seconds)
            assert [job.func_name for job in scheduler.enqueue_jobs()].count(SWEEP) == expected


def test_the_figures_are_counted_at_two_in_the_night(connection: redis.Redis) -> None:
    with time_machine.travel(datetime(2026, 3, 2, 1, 59, 50, tzinfo=UTC), tick=False) as clock:
        scheduler = Scheduler(connection, periodic_jobs())
        scheduler.enqueue_jobs()
        assert waiting(connection, "figures") == []
        clock.shift(10)
        scheduler.enqueue_jobs()
        scheduler.enqueue_jobs()
        assert [job.func_name for job in waiting(connection, "figures")] == ["volunteers.trends.jobs.compute_figures"]


def test_a_night_for_which_redis_was_away_is_made_up_for(connection: redis.Redis) -> None:
    with time_machine.travel(datetime(2026, 3, 2, 1, 59, tzinfo=UTC), tick=False) as clock:
        scheduler = Scheduler(connection, periodic_jobs())
        clock.shift(30 * 60)
        scheduler.enqueue_jobs()
        assert len(waiting(connection, "figures")) == 1


def test_jobs_are_queued_as_the_workers_read_them_and_do_not_pile_up(connection: redis.Redis) -> None:
    Scheduler(connection, periodic_jobs()).enqueue_jobs()
    jobs = rq.Queue("mail", connection=connection, serializer=JSONSerializer).jobs
    (job,) = [job for job in jobs if job.func_name == SWEEP]
    assert (job.args, job.kwargs, job.ttl, job.result_ttl) == ([], {}, 60, 0)


def test_what_waits_for_its_scan_is_looked_at_every_five_minutes(connection: redis.Redis) -> None:
    with time_machine.travel(datetime(2026, 3, 2, 12, 0, tzinfo=UTC), tick=False) as clock:
        scheduler = Scheduler(connection, periodic_jobs())
        for seconds, expected in ((0, 1), (299, 0), (1, 1)):
            clock.shift(seconds)
            assert [job.func_name for job in scheduler.enqueue_jobs()].count(SCAN) == expected
