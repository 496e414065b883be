"""Cases in the vetting room: new ones, some under way, a refusal that waits for a second officer, and last week's."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from sqlalchemy import select

from volunteers import clock
from volunteers.demo.personas import BY_KEY
from volunteers.demo.scene import Scene
from volunteers.extensions import db, sealing_key
from volunteers.permissions import Viewer
from volunteers.sealing import seal
from volunteers.vetting import service
from volunteers.vetting.models import VettingCase, VettingOpening
from volunteers.vetting.queries import count_waiting
from volunteers.vetting.rules import Outcome, OutcomeEntry

OFFICER, SECOND = "vetting_officer", "second_vetting_officer"
TAKEN = 6
WORDS = "The form and what was declared"
NOTES = (
    "Rang the last employer: dates of work agree with the form.",
    "Asked the applicant for the month of an earlier address. They will write.",
)
PROPOSED = "A matter of 2019 was not declared, and they could not explain it when asked."
# What was made of each case of the first officer: enquiries ticked, by how many.
WORKED = (3, 1, 0)


def add_vetting(scene: Scene) -> None:
    """Cases taken and opened now. Not where the demonstration is made for another day than this one."""
    if clock.today() != scene.today:
        return
    officer, second = (_viewer(scene.staff, key) for key in (OFFICER, SECOND))
    cases = [service.take_next(by=officer) for _ in range(min(TAKEN, count_waiting(officer)))]
    for case, ticked in zip(cases, WORKED, strict=False):
        _work(case, officer, ticked, scene.today)
    if len(cases) > len(WORKED):
        _propose(cases[len(WORKED)], officer, scene.today)
    if count_waiting(second):
        _propose(service.take_next(by=second), second, scene.today)
    _last_week(cases[:3], officer, scene.today)


def _viewer(staff: Mapping[str, int], key: str) -> Viewer:
    return Viewer(staff[key], BY_KEY[key].name, frozenset(BY_KEY[key].grants))


def _work(case: VettingCase, by: Viewer, ticked: int, today: date) -> None:
    service.open_file(case.id, reason="begin", words=WORDS, by=by)
    codes = [line.code for line in service.enquiries_of(case)[:ticked]]
    if codes:
        service.tick_enquiries(case.id, codes, done_on=today - timedelta(days=2), by=by)
        service.add_note(case.id, NOTES[ticked % len(NOTES)], by=by)


def _propose(case: VettingCase, by: Viewer, today: date) -> None:
    service.open_file(case.id, reason="outcome", words=WORDS, by=by)
    entry = OutcomeEntry(Outcome.REFUSED, result_on=today - timedelta(days=1), reason=PROPOSED)
    service.record_outcome(case.id, entry=entry, seen_version=case.version, by=by)


def _last_week(cases: list[VettingCase], by: Viewer, today: date) -> None:
    """A few openings of the week before, out of which the lot draws its first sample."""
    monday = clock.start_of_day(today - timedelta(days=today.weekday() + 7))
    for day, case in enumerate(cases):
        at = monday + timedelta(days=day, hours=10, minutes=20 * day)
        case.created_at = case.assigned_at = min(at, case.created_at)
        db.session.add(_opening(case, by, at))
    db.session.flush()
    if db.session.scalar(select(VettingOpening.id).limit(1)) is not None:
        service.sample_openings()


def _opening(case: VettingCase, by: Viewer, at: datetime) -> VettingOpening:
    opening = VettingOpening(
        case_id=case.id, by_id=by.account_id, at=at, until=at + timedelta(minutes=30), reason="enquiries"
    )
    opening.words = seal(WORDS, key=sealing_key(), place=opening.place)
    return opening
