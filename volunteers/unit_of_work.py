"""The only place that commits.

A route or a job opens one unit of work around one service call. Inside it a service may leave acts to be done last,
just before the commit (the history is sealed there, so that its lock is held for a moment only), and hints for the
queue, sent after it. A hint that cannot be sent is not a failure: the truth is in the database and the sweep finds it.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from redis.exceptions import RedisError
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from volunteers.errors import Conflict, Refusal
from volunteers.extensions import db, queue

log = logging.getLogger(__name__)

LAST = "acts to do last"
HINTS = "hints for the queue"

# What a database constraint means to the person whose act it stopped. The rules say these first, in more detail; the
# constraints stand behind them for two people acting at once.
CONSTRAINTS = {
    "ex_fillings_one_at_a_time": Refusal(
        "filled_already", "Someone else has just asked for these duties to be filled. Look at that first."
    ),
    "ex_sign_ups_one_duty_at_a_time": Refusal(
        "clash", "This volunteer is already on another duty at that time.", "The volunteer or their coordinator"
    ),
    "uq_sign_ups_confirmed": Refusal("already_on", "This volunteer is already on this duty."),
    "ck_posts_taken_within_places": Refusal("full", "That place has just gone."),
    "ex_openings_one_at_a_time": Refusal("overlaps", "There is already an opening for this at that time."),
    "uq_applications_live": Refusal("already_applied", "There is already an application to this strand."),
    "uq_attendances_sign_up_id": Refusal("already_booked_on", "This volunteer is already booked on."),
    "ex_stints_one_at_a_time": Refusal(
        "overlaps", "These hours overlap with others of this volunteer. The same time counts once only."
    ),
    "uq_hours_entries_key": Refusal("sent_twice", "This was sent twice at once. It is entered once."),
    "uq_attendance_bookings_key": Refusal("sent_twice", "This was sent twice at once. It is kept once."),
    "uq_absences_open": Refusal("noted_meanwhile", "Someone else has just noted that they did not come."),
    "uq_pipeline_versions_open": Refusal(
        "proposed_meanwhile",
        "Someone else has just proposed a change of this pipeline. Theirs has to be decided first.",
    ),
    "uq_pipeline_versions_number": Refusal(
        "decided_meanwhile", "Someone else has just decided this. Look at it again."
    ),
    "uq_message_templates_number": Refusal(
        "changed_meanwhile", "Someone else has just changed these words. Yours are still here: look at theirs first."
    ),
    "ex_plans_one_in_force": Refusal(
        "overlap", "Someone else has just entered a plan for days on which this one would be in force."
    ),
    "uq_indicators_code_as_at": Refusal("known", "Someone else has just entered a value for that date."),
    "ix_releases_cut_off_version": Refusal(
        "prepared_already", "Someone else has just prepared a release of this quarter. Look at theirs first."
    ),
    "uq_accounts_email": Refusal("email_taken", "There is already an account with this e-mail address."),
    "ex_service_periods_no_overlap": Refusal("already_serving", "This volunteer already serves in this strand."),
    "ex_service_statuses_one_at_a_time": Refusal(
        "changed_meanwhile", "Someone else changed how this person serves just now. Look at it again."
    ),
    "uq_rank_periods_service_period_id_from_on": Refusal(
        "changed_meanwhile", "Someone else changed this person’s rank just now. Look at it again."
    ),
    "uq_posting_periods_service_period_id_from_on": Refusal(
        "changed_meanwhile", "Someone else moved this person just now. Look at it again."
    ),
    "uq_referees_live_place": Refusal("named_meanwhile", "You have just named a referee. Look at your list again."),
    "uq_decisions_open": Refusal("proposed_meanwhile", "Someone else has just proposed a decision. Look at it first."),
    "ck_decisions_two_people": Refusal("own_proposal", "Nobody decides what they proposed themselves."),
    "ck_appointment_sessions_taken_within_capacity": Refusal("full", "That place has just gone."),
    "uq_bookings_live": Refusal("booked_meanwhile", "They have just been booked for this. Look at the page again."),
    "ex_bookings_one_at_a_time": Refusal("clash", "Someone would then be booked for two things at the same time."),
    "uq_appointment_invitations_open": Refusal("invited_meanwhile", "Someone else has just invited one of them."),
    "ex_kit_items_one_place_at_a_time": Refusal("out_already", "This serial number is with someone else on that day."),
    "uq_tutorships_current": Refusal("tutor_meanwhile", "Someone else has just given them a tutor. Look at it again."),
    "ck_skill_evidence_not_by_oneself": Refusal("own_evidence", "Nobody signs their own evidence."),
    "ck_reviews_not_by_oneself": Refusal("own_review", "Nobody reviews themselves."),
    "pk_evidence_withdrawals": Refusal("withdrawn_already", "This was withdrawn already."),
    "pk_message_choices": Refusal(
        "changed_meanwhile", "Your choices were just saved from another page. Look through them, and save again."
    ),
    "uq_duty_templates_name": Refusal("name_taken", "There is already a template of this name. Choose another one."),
    "uq_duties_series_id_series_on": Refusal(
        "made_meanwhile", "Someone else has just made these duties. Look at the series."
    ),
    "uq_watch_households_address": Refusal("known", "This address is on your list already."),
    "uq_farm_premises_point": Refusal("known", "You have premises at this very point already."),
    "uq_farm_visits_open": Refusal("asked_already", "A visit to these premises is asked for or planned already."),
    "uq_farm_nights_duty_id_volunteer_id": Refusal("sent_meanwhile", "You have told us of this night already."),
    "uq_farm_loans_out": Refusal("out_already", "A thing with this serial number is out on loan already."),
    "uq_farm_alerts_report_id": Refusal("sent_meanwhile", "Someone else has just sent an alert about this report."),
    "uq_marked_items_mark": Refusal("known_mark", "One of these marks is on the register already."),
    "uq_watch_schemes_unit_id": Refusal("registered_meanwhile", "Someone else has just registered this scheme."),
    "ex_journeys_one_at_a_time": Refusal("overlaps", "You have written down another journey at this time."),
    "ex_placements_one_of_a_role": Refusal("twice", "They are in this role already at that time."),
    "uq_expense_claims_of_duty": Refusal("double", "You have claimed this already. Look at your claims."),
    "uq_expense_batch_lines_claim_id": Refusal("in_a_batch", "Someone else has just taken these claims out."),
    "uq_checks_application_id_code": Refusal("stale", "Someone else recorded this check just now. Look at it again."),
}


def leave_to_last(act: Callable[[], None]) -> None:
    """Do this just before the commit, in the same transaction."""
    acts: list[Callable[[], None]] = db.session.info.setdefault(LAST, [])
    acts.append(act)


def hint_after_commit(queue_name: str, job: str, *arguments: Any) -> None:
    """Ask a queue to run a job (its dotted name) with plain arguments, once what it needs has been stored."""
    hints: list[tuple[str, str, tuple[Any, ...]]] = db.session.info.setdefault(HINTS, [])
    hints.append((queue_name, job, arguments))


@contextmanager
def unit_of_work() -> Iterator[Session]:
    """Commit everything done inside, or nothing. A constraint that stops it is raised as ``Conflict`` in words."""
    session = db.session()
    try:
        yield session
        for act in session.info.pop(LAST, []):
            act()
        session.commit()
    except IntegrityError as fault:
        _abandon(session)
        raise _in_words(fault) from fault
    except BaseException:
        _abandon(session)
        raise
    _send_hints(session.info.pop(HINTS, []))


@contextmanager
def attempt() -> Iterator[None]:
    """Do part of a unit of work, or none of that part when it is refused: what it left to last is forgotten with it."""
    session = db.session()
    kept = {name: len(session.info.get(name, ())) for name in (LAST, HINTS)}
    try:
        with session.begin_nested():
            yield
    except BaseException as fault:
        for name, count in kept.items():
            del session.info.get(name, [])[count:]
        if isinstance(fault, IntegrityError):
            raise _in_words(fault) from fault
        raise


def _abandon(session: Session) -> None:
    session.rollback()
    session.info.pop(LAST, None)
    session.info.pop(HINTS, None)


def _in_words(fault: IntegrityError) -> Exception:
    name = getattr(getattr(fault.orig, "diag", None), "constraint_name", None)
    refusal = CONSTRAINTS.get(name or "")
    return Conflict(refusal) if refusal else fault


def _send_hints(hints: list[tuple[str, str, tuple[Any, ...]]]) -> None:
    """Group the ids meant for one job, so that a mail job can use one connection for all of them."""
    grouped: dict[tuple[str, str], list[Any]] = {}
    for queue_name, job, arguments in hints:
        grouped.setdefault((queue_name, job), []).extend(arguments)
    for (queue_name, job), together in grouped.items():
        try:
            queue(queue_name).enqueue(job, *([together] if together else []), result_ttl=0, failure_ttl=86_400)
        except RedisError as fault:
            log.info("The queue is away (%s); the sweep will find %s.", type(fault).__name__, job)
