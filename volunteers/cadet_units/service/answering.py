"""What a guardian does by their link: say yes or no to a night, with what leaders must know, and take it back."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from volunteers import clock
from volunteers.cadet_units.models import EventPermission
from volunteers.cadet_units.rules import PermissionState
from volunteers.cadet_units.service.asking import covered_until, take
from volunteers.errors import NotFound, Refusal, Refused
from volunteers.extensions import db, sealing_key
from volunteers.guardians.queries import get_guardian
from volunteers.history.service import record
from volunteers.rosters.models import Duty, DutyState
from volunteers.sealing import seal, unseal

TOO_LATE = Refusal(
    "begun", "This has begun, so the answer cannot be changed here. Ring the leader of the unit.", "The leader"
)
CALLED_OFF = Refusal("called_off", "This is not taking place.")


@dataclass(frozen=True)
class Answer:
    """What a guardian said. ``health`` is sealed; nothing of it is ever in a message or in the history."""

    takes_part: bool
    may_go_home_alone: bool
    photographs: bool
    health: Mapping[str, str]


def answer(form_id: int, said: Answer) -> EventPermission:
    """Keep a guardian's answer. Refused once the night has begun, and ``NotFound`` where they may see nothing.

    The same answer twice is once.
    """
    form, duty = _take_open(form_id)
    written = json.dumps(dict(said.health), ensure_ascii=False)
    if _says_already(form, said, written):
        return form
    if not said.takes_part:
        _take_back_others(form, duty)
    form.state = PermissionState.GIVEN if said.takes_part else PermissionState.REFUSED
    form.answered_at, form.withdrawn_at = clock.now(), None
    form.until_on = covered_until(duty) if said.takes_part else None
    form.may_go_home_alone = said.takes_part and said.may_go_home_alone
    form.photographs = said.takes_part and said.photographs
    form.sealed = seal(written, key=sealing_key(), place=form.place) if said.takes_part else None
    form.paper_kept = form.noted_by_id = None
    _note(form, "form_given" if said.takes_part else "form_refused")
    return form


def withdraw(form_id: int) -> EventPermission:
    """Take a permission back until it begins; one for some weeks, for every evening still to come. Twice is once."""
    form, duty = _take_open(form_id)
    if form.state is PermissionState.GIVEN:
        form.state, form.withdrawn_at = PermissionState.WITHDRAWN, clock.now()
        _note(form, "form_taken_back")
        _take_back_others(form, duty)
    return form


def _take_back_others(form: EventPermission, duty: Duty) -> None:
    """Other forms that cover the same evenings for some weeks: a no by one link is a no to all of them."""
    alike = (
        select(EventPermission)
        .join(Duty, Duty.id == EventPermission.duty_id)
        .where(
            EventPermission.volunteer_id == form.volunteer_id, EventPermission.id != form.id,
            EventPermission.state == PermissionState.GIVEN, EventPermission.until_on >= clock.today(),
            Duty.unit_id == duty.unit_id, Duty.kind == duty.kind,
        )
        .order_by(EventPermission.id)
        .with_for_update(of=EventPermission)
    )  # fmt: skip
    for each in db.session.scalars(alike).all():
        each.state, each.withdrawn_at = PermissionState.WITHDRAWN, clock.now()
        _note(each, "form_taken_back")


def _take_open(form_id: int) -> tuple[EventPermission, Duty]:
    form = take(form_id)
    duty = db.session.get_one(Duty, form.duty_id)
    if form.guardian_id is None or not get_guardian(form.guardian_id).sight.is_whole:
        raise NotFound("this guardian may not see anything")
    if duty.state is not DutyState.PUBLISHED:
        raise Refused(CALLED_OFF)
    goes_on = form.until_on is not None and form.until_on >= clock.today()
    if duty.starts_at <= clock.now() and not goes_on:
        raise Refused(TOO_LATE)
    return form, duty


def _says_already(form: EventPermission, said: Answer, written: str) -> bool:
    if form.state is PermissionState.REFUSED:
        return not said.takes_part
    if form.state is not PermissionState.GIVEN or form.sealed is None or not said.takes_part:
        return False
    same = (form.may_go_home_alone, form.photographs) == (said.may_go_home_alone, said.photographs)
    return same and unseal(form.sealed, key=sealing_key(), place=form.place) == written


def _note(form: EventPermission, act: str) -> None:
    db.session.flush()
    record(act, subject="duty", subject_id=form.duty_id, by=None, volunteer_id=form.volunteer_id, form_id=form.id)
