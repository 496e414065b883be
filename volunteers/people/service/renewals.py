"""Renewing on a page what a serving volunteer has to hold to be on duty."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from volunteers import clock
from volunteers.errors import Conflict, Refusal, Refused
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.people.models import Clearance, Volunteer
from volunteers.people.queries.clearances import ClearanceFile, get_clearance_file
from volunteers.permissions import Viewer
from volunteers.strands.rules import CheckDefinition, in_words, refusals_of_dates

RENEWED_MEANWHILE = Refusal(
    "renewed_meanwhile",
    "Someone else renewed this while you had the page open. Compare the two, then save yours or leave theirs.",
)
OWN = Refusal("own_clearance", "This is your own clearance. Someone else has to renew it.", "Another coordinator")
IN_VETTING_ROOM = Refusal("in_vetting_room", "Vetting is renewed by a vetting officer.", "A vetting officer")


@dataclass(frozen=True)
class Renewal:
    """A result that renews a clearance, from its day to its last good day."""

    result_on: date | None
    valid_until: date | None = None
    reference: str | None = None


def record_renewal(volunteer_id: int, code: str, *, renewal: Renewal, seen: int, by: Viewer) -> Clearance:
    """Write down a renewed clearance beside every one there was before: each date is judged by what held then.

    Without a last good day it lasts as usual. ``seen`` is the newest one the page showed, 0 for none: ``Conflict``
    when someone was first. ``NotFound`` out of scope. Refused for vetting, for one's own, and for dates that cannot be.
    """
    # Two who renew at once come one after the other.
    db.session.execute(select(Volunteer.id).where(Volunteer.id == volunteer_id).with_for_update())
    found = get_clearance_file(volunteer_id, code, by)
    _judge_who(found)
    if seen != found.seen:
        raise Conflict(RENEWED_MEANWHILE)
    if refusals := _refusals(found, renewal, on=clock.today()):
        raise Refused(refusals)
    if renewal.result_on is None:
        raise AssertionError("judged before")
    clearance = Clearance(
        volunteer_id=volunteer_id, code=code, from_on=renewal.result_on,
        until_on=renewal.valid_until or usual_valid_until(found.definition, renewal.result_on),
        reference=renewal.reference or None, recorded_by_id=by.account_id, recorded_at=clock.now(),
    )  # fmt: skip
    db.session.add(clearance)
    db.session.flush()
    record(
        "clearance_renewed", subject="volunteer", subject_id=volunteer_id, by=by.account_id,
        clearance=code, clearance_id=clearance.id,
    )  # fmt: skip
    return clearance


def usual_valid_until(definition: CheckDefinition, result_on: date) -> date | None:
    """The last good day of a pass, by the definition: the day before so many months have passed."""
    if definition.valid_months is None:
        return None
    return clock.add_months(result_on, definition.valid_months) - timedelta(days=1)


def _judge_who(found: ClearanceFile) -> None:
    if found.is_vetting:
        raise Refused(IN_VETTING_ROOM)
    if found.is_own:
        raise Refused(OWN)


def _refusals(found: ClearanceFile, renewal: Renewal, *, on: date) -> list[Refusal]:
    name = found.definition.name
    refusals = refusals_of_dates(name, result_on=renewal.result_on, valid_until=renewal.valid_until, on=on)
    if renewal.result_on is not None and any(span.from_on == renewal.result_on for span in found.spans):
        words = f"{name}: one of {in_words(renewal.result_on)} is recorded already."
        refusals.append(Refusal("renewed_already", words))
    return refusals
