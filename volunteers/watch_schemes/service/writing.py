"""Writing to households: staff to many schemes, which coordinators pass on; a coordinator to their own."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import insert

from volunteers import clock
from volunteers.errors import Refused
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.permissions import Viewer
from volunteers.unit_of_work import hint_after_commit
from volunteers.watch_schemes.models import WatchMessage, WatchPassing
from volunteers.watch_schemes.queries.progress import Receivers, count_receivers
from volunteers.watch_schemes.rules import Category
from volunteers.watch_schemes.rules.messages import refusals_to_send
from volunteers.watch_schemes.service.passing import QUEUE, pass_on
from volunteers.watch_schemes.service.signs import hold_own

TELL_JOB = "volunteers.watch_schemes.jobs.tell_coordinators"


@dataclass(frozen=True)
class Draft:
    """What is to be said."""

    category: Category
    title: str
    body: str


def send_to_schemes(
    draft: Draft, *, areas: Collection[str], scheme_ids: Collection[int], by: Viewer
) -> WatchMessage:  # fmt: skip
    """Send a message to the coordinators of schemes in scope, who pass it on. Refused where there is no scheme.

    The coordinators are told by a job, in batches.
    """
    receivers = count_receivers(by, areas=areas, scheme_ids=scheme_ids)
    judge_receivers(receivers)
    message = _write(draft, scheme_id=None, by=by)
    db.session.execute(
        insert(WatchPassing),
        [{"message_id": message.id, "scheme_id": number, "added_words": ""} for number in receivers.scheme_ids],
    )
    record(
        "watch_message_sent", subject="watch_message", subject_id=message.id, by=by.account_id,
        schemes=receivers.schemes,
    )  # fmt: skip
    hint_after_commit(QUEUE, TELL_JOB)
    return message


def judge_receivers(receivers: Receivers) -> None:
    """Refuse a message that would go to nobody."""
    if refusals := refusals_to_send(receivers.schemes):
        raise Refused(refusals)


def write_to_own(draft: Draft, *, by: Viewer) -> WatchPassing:
    """A coordinator writes to the households of their own scheme: it goes to them at once."""
    scheme = hold_own(by)
    message = _write(draft, scheme_id=scheme.id, by=by)
    passing = WatchPassing(message_id=message.id, scheme_id=scheme.id, told_at=clock.now())
    db.session.add(passing)
    db.session.flush()
    pass_on(passing.id, added_words="", by=by)
    return passing


def _write(draft: Draft, *, scheme_id: int | None, by: Viewer) -> WatchMessage:
    message = WatchMessage(
        scheme_id=scheme_id, category=draft.category, title=draft.title, body=draft.body, sent_by_id=by.account_id,
        sent_at=clock.now(),
    )  # fmt: skip
    db.session.add(message)
    db.session.flush()
    return message
