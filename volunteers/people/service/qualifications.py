"""Writing down what a volunteer was awarded, and ending what is good no longer."""

from datetime import date, timedelta

from sqlalchemy import select

from volunteers import clock
from volunteers.errors import Conflict, Refusal, Refused
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.people.models import Qualification, Volunteer
from volunteers.people.queries.qualifications import QualificationFile, get_qualification_file
from volunteers.people.rules.qualifications import (
    Award,
    EndOfHolding,
    QualificationKind,
    last_good_day,
    refusals_to_award,
    refusals_to_end_holding,
)
from volunteers.permissions import Viewer

OWN = Refusal("own_record", "This is your own record. Someone else has to change it.", "Another coordinator")
CHANGED = Refusal("stale", "Someone else changed this meanwhile. Look at it again, then say what happened.")


def award_qualification(volunteer_id: int, award: Award, *, by: Viewer) -> Qualification:
    """Write down what someone was awarded, beside what they held before; without a last good day it lasts as usual.

    ``NotFound`` unless they serve where the actor may change it. Refused for one's own record, for a kind that is not
    awarded where they serve, for dates that cannot be, for one recorded already, and without what shows it.
    """
    found = _locked(volunteer_id, by)
    kind = next((each for each in found.kinds if each.code == award.code), None)
    began = [row.held.from_on for row in found.rows if row.held.code == award.code and row.held.from_on is not None]
    if refusals := refusals_to_award(award, kind, began=began, on=found.today):
        raise Refused(refusals)
    made = Qualification(
        volunteer_id=volunteer_id, code=award.code, from_on=award.from_on,
        until_on=award.until_on or usual_last_day(kind, award.from_on), evidence=award.evidence.strip(),
        recorded_by_id=by.account_id, recorded_at=clock.now(),
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    record(
        "qualification_awarded", subject="volunteer", subject_id=volunteer_id, by=by.account_id,
        qualification=made.code, qualification_id=made.id,
    )  # fmt: skip
    return made


def end_qualification(
    volunteer_id: int, qualification_id: int, ending: EndOfHolding, *, seen: date | None, by: Viewer
) -> Qualification:
    """Say that a qualification is good no longer, from when and why; it stays on record.

    ``seen`` is the last good day the page showed: ``Conflict`` when someone changed it since. ``NotFound`` as awarding.
    Refused for one's own record, without a reason, for a day that cannot be, and for what has run out already.
    """
    found = _locked(volunteer_id, by)
    held = found.get(qualification_id).held
    if held.until_on != seen:
        raise Conflict(CHANGED)
    if held.from_on is None:
        raise AssertionError("an award has its date")
    refusals = refusals_to_end_holding(ending, from_on=held.from_on, until_on=held.until_on, on=found.today)
    if refusals:
        raise Refused(refusals)
    row = db.session.get_one(Qualification, qualification_id)
    row.until_on = last_good_day(ending, from_on=row.from_on)
    row.ended_at, row.ended_by_id, row.end_reason = clock.now(), by.account_id, ending.reason.strip()
    record(
        "qualification_ended", subject="volunteer", subject_id=volunteer_id, by=by.account_id,
        qualification=row.code, qualification_id=row.id, was_mistake=ending.was_mistake or None,
    )  # fmt: skip
    return row


def usual_last_day(kind: QualificationKind | None, from_on: date) -> date | None:
    """The last good day of an award: the day before so many months have passed; None for what does not run out."""
    if kind is None or kind.valid_months is None:
        return None
    return clock.add_months(from_on, kind.valid_months) - timedelta(days=1)


def _locked(volunteer_id: int, by: Viewer) -> QualificationFile:
    """What they hold, once everyone before us is done; nobody changes their own."""
    db.session.execute(select(Volunteer.id).where(Volunteer.id == volunteer_id).with_for_update())
    found = get_qualification_file(volunteer_id, by)
    if found.is_own:
        raise Refused(OWN)
    return found
