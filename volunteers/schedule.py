"""Every periodic job, on this page: ``python -m volunteers.schedule`` puts each on its queue when it is due.

Times are UTC. Nothing stops two schedulers from running and nothing makes up for one that was not, so every job
listed here may be run at any time and twice without harm. Jobs are named, not imported: this process stays small.
"""

import logging
import time
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import redis
import rq
from redis.exceptions import RedisError
from rq.cron import CronJob, CronScheduler
from rq.exceptions import StopRequested
from rq.job import Job
from rq.serializers import JSONSerializer

from config import load_settings

log = logging.getLogger(__name__)

MINUTE = 60
HOUR = 60 * MINUTE
PAUSE_SECONDS = 2.0


class Periodic(CronJob):
    """A job by name, queued as JSON with no arguments.

    ``ttl`` is how long it may wait in the queue: with no worker about, runs do not pile up.
    """

    def enqueue(self, connection: redis.Redis) -> Job:
        queue = rq.Queue(self.queue_name, connection=connection, serializer=JSONSerializer)
        return queue.enqueue(self.func_name, **self.job_options)


def periodic_jobs() -> list[Periodic]:
    """What runs, on which queue, and when."""
    return [*_mails(), *_duties(), *_on_the_day(), *_nightly_work()]


def _mails() -> list[Periodic]:
    return [
        # Sends what is due: messages whose hint was lost, whose worker died, or whose mail server was away.
        _job("volunteers.notifications.jobs.sweep", "mail", interval=MINUTE, ttl=MINUTE),
        # Gathers what waits for one mail a day, at half past five in London; a run that was cut short is made up soon.
        _job("volunteers.notifications.jobs.gather_the_day", "mail", cron="*/15 * * * *", ttl=15 * MINUTE),
        # Tells those who were declined, once the time to take that back is over.
        _job("volunteers.onboarding.jobs.let_out_declines", "mail", interval=MINUTE, ttl=MINUTE),
        # Tells applicants, within a quarter of an hour, that a message did not reach a referee.
        _job("volunteers.references.jobs.note_unreachable", "mail", cron="*/15 * * * *", ttl=15 * MINUTE),
        # Warns applicants, then volunteers, of what runs out, and coordinators of how much does, in the morning.
        _job("volunteers.onboarding.jobs.warn_of_lapses", "mail", cron="30 6 * * *", ttl=6 * HOUR),
        _job("volunteers.people.jobs.warn_of_lapses", "mail", cron="50 6 * * *", ttl=6 * HOUR),
        # Tells cadets who turn 18 soon, and those who look after them, in the morning.
        _job("volunteers.people.jobs.warn_of_turning_18", "mail", cron="0 7 * * *", ttl=6 * HOUR),
        # Reminds those who are asked to sign evidence, once a week, and thanks volunteers for their years on the day.
        _job("volunteers.records.jobs.remind_signers", "mail", cron="40 7 * * 1", ttl=12 * HOUR),
        _job("volunteers.records.jobs.thank_for_service", "mail", cron="30 8 * * *", ttl=12 * HOUR),
        # Puts ten openings of vetting files of the week that is over before the auditors, on Monday morning.
        _job("volunteers.vetting.jobs.sample_openings", "mail", cron="30 7 * * 1", ttl=12 * HOUR),
        # Reminds referees, and those who named them, and parents and guardians who have not answered, in the morning.
        _job("volunteers.references.jobs.remind", "mail", cron="10 8 * * *", ttl=12 * HOUR),
        _job("volunteers.applications.jobs.remind_guardians", "mail", cron="20 8 * * *", ttl=12 * HOUR),
        # Tells those who wait of what has opened, by day, and forgets those who waited long enough.
        _job("volunteers.openings.jobs.tell_interested", "mail", cron="20 7-19 * * *", ttl=HOUR),
        # Reminds applicants of appointments, and of what they have not chosen yet, by day on a London clock.
        _job("volunteers.appointments.jobs.remind_by_day", "mail", cron="25 * * * *", ttl=HOUR),
        _job("volunteers.openings.jobs.erase_old_interest", "mail", cron="40 3 * * *", ttl=6 * HOUR),
        # Sends mailings whose hold is over, and asks the referees of those who were moved together and stay moved.
        _job("volunteers.bulk.jobs.send_mailings", "mail", interval=MINUTE, ttl=MINUTE),
        _job("volunteers.bulk.jobs.follow_up_moves", "mail", interval=MINUTE, ttl=MINUTE),
        # Erases what was chosen from lists and never acted on.
        _job("volunteers.bulk.jobs.forget_old_choices", "mail", cron="55 3 * * *", ttl=6 * HOUR),
        # Erases what was typed, could not be used, and was not come back for within a week.
        _job("volunteers.applications.jobs.forget_what_was_typed", "mail", cron="50 3 * * *", ttl=6 * HOUR),
    ]


def _duties() -> list[Periodic]:
    return [
        # Tells volunteers of places that something puts at risk, or does not any more, and coordinators how many.
        _job("volunteers.rosters.jobs.tell_of_places_at_risk", "mail", cron="35 * * * *", ttl=HOUR),
        # Reminds volunteers of their duties, at the hours before them that each chose.
        _job("volunteers.rosters.jobs.remind_of_duties", "mail", interval=10 * MINUTE, ttl=10 * MINUTE),
        # Tells coordinators and supervisors of duties that are short of people some days before, in the morning.
        _job("volunteers.rosters.jobs.alert_of_short_duties", "mail", cron="10 7 * * *", ttl=6 * HOUR),
        # Passes on places whose offer nobody answered, gives those that were asked for, ends what leads nowhere.
        _job("volunteers.rosters.jobs.lapse_offers", "mail", interval=MINUTE, ttl=MINUTE),
        _job("volunteers.rosters.jobs.give_automatic_places", "mail", interval=MINUTE, ttl=MINUTE),
        _job("volunteers.rosters.jobs.end_handovers", "mail", interval=10 * MINUTE, ttl=10 * MINUTE),
        # Takes up fillings whose job was lost or died, every minute; closes old proposals, and erases older ones.
        _job("volunteers.rosters.jobs.sweep_fillings", "rosters", interval=MINUTE, ttl=MINUTE, job_timeout=HOUR),
        _job("volunteers.rosters.jobs.erase_old_fillings", "rosters", cron="20 4 * * *", ttl=6 * HOUR),
    ]


def _on_the_day() -> list[Periodic]:
    return [
        # Tells those who certify how many hours wait for them, early in each month.
        _job("volunteers.hours.jobs.tell_of_hours_to_certify", "mail", cron="50 7 2 * *", ttl=12 * HOUR),
        # Reminds parents and guardians of permission for an event that is near, in the morning.
        _job("volunteers.cadet_units.jobs.remind_of_forms", "mail", cron="25 8 * * *", ttl=12 * HOUR),
        # Tells those who are called out, where the hint of it was lost.
        _job("volunteers.mobilisation.jobs.send_calls", "mail", interval=MINUTE, ttl=MINUTE),
        # Asks after those whom nobody booked off in time after a duty.
        _job("volunteers.attendance.jobs.check_welfare", "mail", interval=5 * MINUTE, ttl=5 * MINUTE),
        # Tells of SpeedWatch sessions that wait to be handed over, and erases registrations kept long enough.
        _job("volunteers.speedwatch.jobs.warn_of_waiting", "mail", cron="5 8 * * *", ttl=6 * HOUR),
        _job("volunteers.speedwatch.jobs.erase_overdue", "mail", cron="15 * * * *", ttl=HOUR),
        # Takes up watch messages whose job was lost or died, and asks schemes that have been quiet if they still run.
        _job("volunteers.watch_schemes.jobs.tell_coordinators", "mail", interval=MINUTE, ttl=MINUTE),
        _job("volunteers.watch_schemes.jobs.send_mails", "mail", interval=MINUTE, ttl=MINUTE),
        _job("volunteers.watch_schemes.jobs.ask_quiet", "mail", cron="15 9 * * *", ttl=12 * HOUR),
        # Gives new members of Farm Watch what they said when they applied, and tells of alerts whose job was lost.
        _job("volunteers.farms.jobs.fill_in", "figures", interval=HOUR, ttl=HOUR),
        _job("volunteers.farms.jobs.tell", "mail", interval=5 * MINUTE, ttl=5 * MINUTE),
    ]


def _nightly_work() -> list[Periodic]:
    return [
        # Judges anew who has to act where a check ran out, and finishes moving applications to a changed pipeline.
        _long("volunteers.onboarding.jobs.mark_standing", "15 0 * * *"),
        # Takes up ranks and postings that begin today, and lets go of those whose service has ended.
        _long("volunteers.people.jobs.begin_what_is_due", "20 0 * * *"),
        # Counts how long people really wait, for the pages of the strands and for those who wait.
        _long("volunteers.applications.jobs.measure_waits", "30 1 * * *"),
        # Takes in what others published, as the files of this version have it.
        _job("volunteers.trends.jobs.import_published", "figures", cron="20 1 * * *", ttl=6 * HOUR),
        # Counts the months again from the dated record, before anyone in the office looks.
        _long("volunteers.trends.jobs.compute_figures", "0 2 * * *"),
        # Counts again, by day too, the months that something was changed in; where nothing was, it does nothing.
        _job(
            "volunteers.trends.jobs.compute_changes", "figures", interval=15 * MINUTE, ttl=15 * MINUTE, job_timeout=HOUR
        ),
        # Forecasts every strand from those figures, and takes up scenarios whose job was lost or died, every minute.
        _long("volunteers.trends.jobs.make_forecasts", "40 2 * * *"),
        _job("volunteers.trends.jobs.sweep_forecasts", "figures", interval=MINUTE, ttl=MINUTE, job_timeout=HOUR),
        # Makes releases whose job was lost or died.
        _job("volunteers.trends.jobs.sweep_releases", "figures", interval=MINUTE, ttl=MINUTE, job_timeout=HOUR),
        # Makes the reports of releases that were published, prints them and sends those who want it a link.
        _job("volunteers.trends.jobs.make_reports", "figures", interval=10 * MINUTE, ttl=10 * MINUTE, job_timeout=HOUR),
        # Mixes the day's equality answers with all others, so that nobody can tell whose are whose.
        _job("volunteers.trends.jobs.let_out_equality_answers", "figures", cron="0 3 * * *", ttl=6 * HOUR),
        # Takes up imports whose job was lost or died, every minute, and erases files no longer needed.
        _job("volunteers.imports.jobs.sweep", "figures", interval=MINUTE, ttl=MINUTE, job_timeout=HOUR),
        _job("volunteers.imports.jobs.erase_old", "figures", cron="10 4 * * *", ttl=6 * HOUR),
        # Looks for states that should be impossible, once the night's own work is done.
        _long("volunteers.integrity.jobs.look_for_impossible", "30 4 * * *"),
        # Gives on the places of applicants whose application ended, every ten minutes.
        _job("volunteers.appointments.jobs.let_go_of_places", "mail", interval=10 * MINUTE, ttl=10 * MINUTE),
        # Scans for viruses what came while the scanner was away, or before there was one.
        _job("volunteers.documents.jobs.scan_waiting", "figures", interval=5 * MINUTE, ttl=5 * MINUTE),
    ]


def _long(func_name: str, cron: str) -> Periodic:
    """Work of up to an hour, once a night."""
    return _job(func_name, "figures", cron=cron, ttl=6 * HOUR, job_timeout=HOUR)


def _job(func_name: str, queue_name: str, **when: Any) -> Periodic:
    return Periodic(queue_name, func_name=func_name, result_ttl=0, failure_ttl=24 * HOUR, **when)


class Scheduler(CronScheduler):
    """RQ's scheduler over the jobs of this page, which says goodbye quietly when Redis has gone before it."""

    def __init__(self, connection: redis.Redis, jobs: Sequence[Periodic]) -> None:
        super().__init__(connection, logging_level=logging.WARNING)
        self._cron_jobs = list(jobs)

    def register_death(self, pipeline: Any = None) -> None:
        with suppress(RedisError):
            super().register_death(pipeline)


def serve(redis_url: str, jobs: Sequence[Periodic]) -> None:
    """Schedule until asked to stop. When Redis fails, wait; what fell due meanwhile is queued when it is back."""
    connection = redis.Redis.from_url(redis_url, socket_timeout=5, socket_connect_timeout=5)
    scheduler = Scheduler(connection, jobs)
    with suppress(StopRequested):
        while True:
            try:
                scheduler.start()
                return
            except RedisError as fault:
                log.warning("Redis is away (%s); waiting for it.", type(fault).__name__)
            time.sleep(PAUSE_SECONDS)


def main() -> None:
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    logging.getLogger("rq").setLevel(logging.WARNING)
    serve(load_settings().redis_url, periodic_jobs())


if __name__ == "__main__":
    main()
