"""Passing a message on: mails to the households on line, a list of doors for others. Each step may run twice."""

from datetime import timedelta

from sqlalchemy import case, insert, literal, select, update

from volunteers import clock
from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.history.service import record
from volunteers.notifications.rules import MessageKind
from volunteers.notifications.service import notify
from volunteers.people.models import Account, LinkPurpose
from volunteers.people.service import make_link
from volunteers.permissions import Viewer
from volunteers.places.models import Unit
from volunteers.unit_of_work import hint_after_commit
from volunteers.watch_schemes.models import WatchHousehold, WatchMessage, WatchPassing, WatchReached, WatchScheme
from volunteers.watch_schemes.queries.people import STRAND, list_coordinators
from volunteers.watch_schemes.rules import Way
from volunteers.watch_schemes.service.erasing import SUBJECT
from volunteers.watch_schemes.service.signs import hold_own

QUEUE = "mail"
MAIL_JOB = "volunteers.watch_schemes.jobs.send_mails"
AT_ONCE = 100
LINK_LASTS = timedelta(days=400)


def tell_coordinators(*, most: int = AT_ONCE) -> int:
    """Tell the coordinators of some schemes that a message waits; how many schemes, none once all were told.

    Rows that another worker has are passed over, so that each is told once.
    """
    waiting = db.session.execute(
        select(WatchPassing, WatchMessage, Unit)
        .join(WatchMessage, WatchMessage.id == WatchPassing.message_id)
        .join(WatchScheme, WatchScheme.id == WatchPassing.scheme_id)
        .join(Unit, Unit.id == WatchScheme.unit_id)
        .where(WatchPassing.told_at.is_(None))
        .order_by(WatchPassing.id)
        .limit(most)
        .with_for_update(of=WatchPassing, skip_locked=True)
    ).all()
    people = list_coordinators([unit.id for _, _, unit in waiting])
    for passing, message, unit in waiting:
        passing.told_at = clock.now()
        if passing.passed_at is not None:
            continue
        for one in people[unit.id]:
            notify(
                MessageKind.WATCH_MESSAGE_WAITING, to=one.email, account_id=one.account_id, to_adult=True,
                of_strand=STRAND.value, name=one.first_name, scheme=unit.name, title=message.title,
                passing_id=passing.id,
            )  # fmt: skip
    return len(waiting)


def pass_on(passing_id: int, *, added_words: str, by: Viewer) -> WatchPassing:
    """Pass a message on to the households of the viewer's own scheme, with a line of theirs before it.

    Those with e-mail who agreed are written to by a job; all others are on the list of doors. Passing it on twice
    does nothing more. ``NotFound`` for a message of another scheme.
    """
    scheme = hold_own(by)
    passing = _hold(passing_id, scheme.id)
    if passing.passed_at is not None:
        return passing
    passing.passed_at, passing.passed_by_id, passing.added_words = clock.now(), by.account_id, added_words
    is_online = WatchHousehold.email.is_not(None) & WatchHousehold.agreed_on.is_not(None)
    way = case((is_online, literal(Way.MAIL.value)), else_=literal(Way.HAND.value))
    households = select(literal(passing.id), WatchHousehold.id, way).where(
        WatchHousehold.scheme_id == scheme.id, WatchHousehold.left_on.is_(None)
    )
    db.session.flush()
    db.session.execute(insert(WatchReached).from_select(["passing_id", "household_id", "way"], households))
    record(
        "watch_message_passed_on", subject="watch_message", subject_id=passing.message_id, by=by.account_id,
        scheme=scheme.id,
    )  # fmt: skip
    hint_after_commit(QUEUE, MAIL_JOB)
    return passing


def send_mails(*, most: int = AT_ONCE) -> int:
    """Write to some of the households that a passed message is for; how many, none once all were written to.

    Someone without e-mail by now goes to the list of doors. Rows that another worker has are passed over.
    """
    rows = db.session.execute(
        select(WatchReached, WatchHousehold, WatchPassing, WatchMessage, Unit.name, Account.full_name)
        .join(WatchHousehold, WatchHousehold.id == WatchReached.household_id)
        .join(WatchPassing, WatchPassing.id == WatchReached.passing_id)
        .join(WatchMessage, WatchMessage.id == WatchPassing.message_id)
        .join(WatchScheme, WatchScheme.id == WatchPassing.scheme_id)
        .join(Unit, Unit.id == WatchScheme.unit_id)
        .join(Account, Account.id == WatchPassing.passed_by_id)
        .where(WatchReached.way == Way.MAIL, WatchReached.reached_at.is_(None))
        .order_by(WatchReached.passing_id, WatchReached.household_id)
        .limit(most)
        .with_for_update(of=WatchReached, skip_locked=True)
    ).all()
    for reached, household, passing, message, scheme, coordinator in rows:
        if household.email is None or not household.is_online:
            reached.way = Way.HAND
            continue
        reached.reached_at = clock.now()
        notify(
            MessageKind.WATCH_MESSAGE, to=household.email, to_adult=True, subject=(SUBJECT, household.id),
            of_strand=STRAND.value, scheme=scheme, coordinator=coordinator, title=message.title, text=message.body,
            added=passing.added_words, category=message.category.label, keeper=current_force().name,
            token=make_link(LinkPurpose.WATCH_HOUSEHOLD, household.id, lasts=LINK_LASTS),
        )  # fmt: skip
    return len(rows)


def tick_door(passing_id: int, household_id: int, *, is_done: bool, by: Viewer) -> None:
    """The coordinator told a household by hand or, ticked by mistake, did not; ``NotFound`` for one of no list."""
    scheme = hold_own(by)
    _hold(passing_id, scheme.id)
    found = db.session.scalar(
        update(WatchReached)
        .where(
            WatchReached.passing_id == passing_id, WatchReached.household_id == household_id,
            WatchReached.way == Way.HAND,
        )
        .values(reached_at=clock.now() if is_done else None)
        .returning(WatchReached.household_id)
    )  # fmt: skip
    if found is None:
        raise NotFound(f"household {household_id} is on no list of doors of {passing_id}")


def _hold(passing_id: int, scheme_id: int) -> WatchPassing:
    passing = db.session.scalars(
        select(WatchPassing)
        .where(WatchPassing.id == passing_id, WatchPassing.scheme_id == scheme_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if passing is None:
        raise NotFound(f"no message {passing_id} at scheme {scheme_id}")
    return passing
