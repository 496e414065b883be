"""A worker serves one queue, gives each job an application and a clean session, and waits for Redis."""

import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import redis
import rq
from flask import Flask, current_app
from redis.exceptions import RedisError
from rq.serializers import JSONSerializer
from sqlalchemy import text

from config import ROOT
from tests.conftest import settings_for
from volunteers.extensions import db
from volunteers.local.servers import Addresses
from volunteers.local.valkey import Valkey
from volunteers.worker import QUEUES, LongJobs, ShortJobs, build_worker, serve

PATIENCE_SECONDS = 150
seen: list[object] = []


def look_around() -> None:
    """A job that says where it ran, and leaves a transaction open."""
    seen.append(current_app.name)
    db.session.execute(text("SELECT 1"))
    seen.append(db.session())


def a_queue(url: str, name: str = "mail") -> rq.Queue:
    return rq.Queue(name, connection=redis.Redis.from_url(url), serializer=JSONSerializer)


@pytest.mark.parametrize("queue", ["mails", "", "mail,figures", "default"])
def test_an_unknown_queue_is_refused_at_the_start(app: Flask, queue: str) -> None:
    with pytest.raises(ValueError, match="exactly one of"):
        build_worker(app, queue)


def test_two_queues_in_one_process_are_refused(app: Flask, addresses: Addresses) -> None:
    connection = redis.Redis.from_url(addresses.redis_url)
    with pytest.raises(ValueError, match="exactly one of"):
        ShortJobs(list(QUEUES), connection=connection, serializer=JSONSerializer)


def test_long_jobs_run_apart_and_short_ones_do_not(app: Flask) -> None:
    assert isinstance(build_worker(app, "figures"), LongJobs)
    assert isinstance(build_worker(app, "mail"), ShortJobs)


def test_a_job_has_the_application_and_gives_its_session_back(app: Flask, addresses: Addresses) -> None:
    seen.clear()
    queue = a_queue(addresses.redis_url)
    queue.enqueue("tests.test_worker.look_around")
    queue.enqueue("tests.test_worker.look_around")
    serve(app, "mail", burst=True)
    (name, first, _, second) = seen
    assert name == app.name
    assert first is not second
    with app.app_context():
        assert db.engine.pool.checkedout() == 0  # type: ignore[attr-defined]


def wait_until(done: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not done():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.1)


def ran(url: str) -> Callable[[], bool]:
    """Put a job on the queue; whether it has been done."""
    job = a_queue(url).enqueue("time.sleep", 0)

    def is_done() -> bool:
        try:
            return bool(job.get_status() == "finished")
        except RedisError:
            return False

    return is_done


@pytest.fixture
def valkey(tmp_path: Path) -> Iterator[Valkey]:
    server = Valkey(tmp_path / "valkey", tmp_path / "sockets")
    yield server
    server.stop()


def test_a_worker_waits_for_redis_and_goes_on_when_it_comes_back_empty(
    valkey: Valkey, addresses: Addresses, tmp_path: Path
) -> None:
    environment = settings_for(Addresses(addresses.database_url, valkey.url), addresses.database_url, tmp_path)
    worker = subprocess.Popen([sys.executable, "-m", "volunteers.worker", "mail"], cwd=ROOT, env=environment)
    try:
        time.sleep(1)
        valkey.start()
        wait_until(ran(valkey.url))
        valkey.stop()
        shutil.rmtree(valkey.folder)
        time.sleep(1)
        valkey.start()
        wait_until(ran(valkey.url))
    finally:
        worker.terminate()
        assert worker.wait(PATIENCE_SECONDS) == 0
