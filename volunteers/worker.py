"""Runs the jobs of one queue: ``python -m volunteers.worker QUEUE``. One queue per process, so that mail never waits
behind a long calculation.

Redis may be away when a worker starts, go away while it works, or come back empty: the worker waits and goes on. What
was queued and lost is found again by the sweep, since the truth of every message is its row.
"""

import argparse
import logging
import time
from collections.abc import Mapping
from contextlib import suppress
from types import FrameType
from typing import TYPE_CHECKING, Any

import redis
import rq
from flask import Flask
from redis.exceptions import RedisError
from rq.exceptions import StopRequested
from rq.serializers import JSONSerializer
from rq.worker import SimpleWorker, Worker

from config import load_settings
from volunteers.app import create_app
from volunteers.extensions import db

log = logging.getLogger(__name__)

QUEUES: Mapping[str, str] = {
    "mail": "Short jobs: messages are sent in batches over one connection, and every minute what is due is swept up.",
    "figures": "Long calculations: the monthly figures. Each has a process of its own, so that none can harm the next.",
    "rosters": "Duties filled by computation: minutes each, which nobody else's work should wait for.",
}
FORKING = frozenset({"figures", "rosters"})
PAUSE_SECONDS = 2.0
MAINTENANCE_SECONDS = 60
# How long a worker may be silent before others take its job for abandoned. It also bounds how long it waits on a
# connection that has died without a word.
SILENCE_SECONDS = 60

if TYPE_CHECKING:
    _Base = SimpleWorker
else:
    _Base = object


class _OneQueue(_Base):
    """What both kinds of worker share: one queue, an application context around each job, patience with Redis."""

    app: Flask
    asked_to_stop = False
    max_connection_wait_time = 5.0

    def validate_queues(self) -> None:
        super().validate_queues()
        if len(self.queues) != 1 or self.queues[0].name not in QUEUES:
            raise ValueError(f"A worker serves exactly one of: {', '.join(QUEUES)}; not {self.queue_names()}.")

    def perform_job(self, job: rq.job.Job, queue: rq.Queue) -> bool:
        # Leaving the context gives the database session back, whatever the job did with it.
        with self.app.app_context():
            return super().perform_job(job, queue)

    def request_stop(self, signum: int, frame: FrameType | None) -> None:
        self.asked_to_stop = True
        super().request_stop(signum, frame)

    def register_death(self) -> None:
        with suppress(RedisError):
            super().register_death()

    def unsubscribe(self) -> None:
        if self.pubsub_thread is not None:
            self.pubsub_thread.stop()  # type: ignore[unreachable]  # set by "subscribe", which RQ leaves untyped
        with suppress(RedisError):
            super().unsubscribe()


class ShortJobs(_OneQueue, SimpleWorker):
    """Runs each job in this process: hundreds a second."""


class LongJobs(_OneQueue, Worker):
    """Runs each job in a child of its own, which starts with everything imported."""

    def perform_job(self, job: rq.job.Job, queue: rq.Queue) -> bool:
        with self.app.app_context():
            db.engine.dispose(close=False)  # a connection belongs to the process that opened it
        return super().perform_job(job, queue)


def build_worker(app: Flask, queue_name: str) -> ShortJobs | LongJobs:
    """A worker for one queue of the application; ``ValueError`` for a queue nobody knows, RedisError without Redis."""
    kind: type[ShortJobs] | type[LongJobs] = LongJobs if queue_name in FORKING else ShortJobs
    settings = app.config["SETTINGS"]
    worker = kind(
        [queue_name],
        connection=redis.Redis.from_url(settings.redis_url, socket_connect_timeout=5),
        serializer=JSONSerializer,
        maintenance_interval=MAINTENANCE_SECONDS,
        worker_ttl=SILENCE_SECONDS,
        log_job_description=False,
    )
    worker.app = app
    return worker


def serve(app: Flask, queue_name: str, **options: Any) -> None:
    """Work until asked to stop. When Redis fails, wait a moment and begin again."""
    away = False
    while True:
        worker = None
        try:
            worker = build_worker(app, queue_name)
            away = _say_once(away, now_away=False)
            worker.work(logging_level="WARNING", **options)
        except StopRequested:
            return
        except RedisError:
            away = _say_once(away, now_away=True)
        if worker is not None and (worker.asked_to_stop or options.get("burst")):
            return
        try:
            time.sleep(PAUSE_SECONDS)
        except StopRequested:
            return


def _say_once(was_away: bool, *, now_away: bool) -> bool:
    if was_away != now_away:
        log.warning("Redis is away; waiting for it." if now_away else "Redis is back.")
    return now_away


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m volunteers.worker", description=__doc__)
    parser.add_argument("queue", choices=sorted(QUEUES), help="the one queue to serve")
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    serve(create_app(load_settings()), arguments.queue)


if __name__ == "__main__":
    main()
