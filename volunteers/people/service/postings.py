"""Moving a volunteer to another unit or area from a day."""

from dataclasses import dataclass
from datetime import date

from volunteers import clock
from volunteers.errors import Refusal, Refused
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.history.service import record
from volunteers.notifications.rules import MessageKind
from volunteers.people.models import PostingPeriod, ServicePeriod
from volunteers.people.queries import names
from volunteers.people.queries.serving import ServingFile
from volunteers.people.queries.timeline import list_postings
from volunteers.people.rules.changes import refusals_of_next
from volunteers.people.service.periods import hold, tell
from volunteers.permissions import Viewer
from volunteers.places.models import Unit
from volunteers.strands.rules import in_words
from volunteers.strands.rules.reasons import Reason

UNIT_ELSEWHERE = Refusal("unit_elsewhere", "Choose a unit of that area that is for this kind of volunteering.")


@dataclass(frozen=True)
class Posting:
    """Where someone is to serve from a day, and why."""

    area: str
    unit_id: int | None
    from_on: date
    reason: Reason | None
    note: str = ""


def transfer(
    volunteer_id: int, *, period_id: int, posting: Posting, by: Viewer, seen: int | None = None
) -> PostingPeriod:  # fmt: skip
    """Post someone to another area or unit from a day, and tell them; service itself goes on.

    A posting to come is taken up by the night's job. Figures count them in the new area from that day. Refused for
    where they are already, a unit that is elsewhere or ended, and before the last posting began.
    """
    found = hold(volunteer_id, period_id, seen=seen, by=by)
    postings = list_postings(period_id)
    here = (postings[-1].area, postings[-1].unit_id) if postings else (found.period.area, found.period.unit_id)
    begun = [row.from_on for row in postings] or [found.period.started_on]
    refusals = _refusals(found, posting, here)
    refusals += refusals_of_next("A posting", posting.from_on, found.served, begun, today=clock.today())
    if refusals:
        raise Refused(refusals)
    if not postings:
        db.session.add(_first(found.period))
    row = PostingPeriod(
        service_period_id=period_id, area=posting.area, unit_id=posting.unit_id, from_on=posting.from_on,
        reason_code=posting.reason.code if posting.reason else None,
        reason_words=posting.reason.words if posting.reason else None,
        note=posting.note.strip(), recorded_by_id=by.account_id, recorded_at=clock.now(),
    )  # fmt: skip
    db.session.add(row)
    if posting.from_on <= clock.today():
        found.period.area, found.period.unit_id = posting.area, posting.unit_id
    db.session.flush()
    record(
        "posted", subject="volunteer", subject_id=volunteer_id, by=by.account_id, area=posting.area,
        unit_id=posting.unit_id, service_period_id=period_id,
    )  # fmt: skip
    tell(
        MessageKind.POSTED, found, area=names.area_name(posting.area), unit=_unit_name(posting.unit_id),
        from_on=in_words(posting.from_on),
    )  # fmt: skip
    return row


def _first(period: ServicePeriod) -> PostingPeriod:
    """Where they have been until now, as a row to look back at."""
    return PostingPeriod(
        service_period_id=period.id, area=period.area, unit_id=period.unit_id, from_on=period.started_on,
        recorded_at=clock.now(),
    )  # fmt: skip


def _refusals(found: ServingFile, posting: Posting, here: tuple[str, int | None]) -> list[Refusal]:
    refusals = []
    if posting.area not in {area.code for area in current_force().areas}:
        refusals.append(Refusal("unknown_area", "Choose one of the areas shown."))
    elif posting.unit_id is not None and not _fits(posting, found.period.strand):
        refusals.append(UNIT_ELSEWHERE)
    elif (posting.area, posting.unit_id) == here:
        refusals.append(Refusal("there_already", "They are posted there already. Choose another area or unit."))
    if posting.reason is None:
        refusals.append(Refusal("reason_needed", "Choose a reason."))
    elif posting.reason.note_needed and not posting.note.strip():
        refusals.append(Refusal("note_needed", f"Say more about “{posting.reason.words}” in your own words."))
    return refusals


def _fits(posting: Posting, strand: str) -> bool:
    unit = db.session.get(Unit, posting.unit_id)
    ended = unit is not None and unit.ended_on is not None and unit.ended_on <= posting.from_on
    return unit is not None and not ended and unit.area == posting.area and unit.strand in (None, strand)


def _unit_name(unit_id: int | None) -> str:
    unit = db.session.get(Unit, unit_id) if unit_id is not None else None
    return unit.name if unit else ""
