"""Hours that come from booking on and off a duty."""

from datetime import datetime

from sqlalchemy import select

from volunteers import clock
from volunteers.errors import NotFound, Refusal, Refused
from volunteers.extensions import db
from volunteers.hours.models import Stint
from volunteers.hours.queries.clashes import find_clash
from volunteers.hours.rules import HoursBasis, HoursStep
from volunteers.hours.service.entering import enter, is_known, void
from volunteers.people.models import ServicePeriod
from volunteers.rosters.models import Duty, SignUp
from volunteers.strands.queries import get_strand
from volunteers.strands.rules import HoursKind, StrandCode


def post_booked(sign_up_id: int, *, on: datetime | None, off: datetime | None, by_account_id: int, key: str) -> None:
    """Credit the time between booking on and off, or what it is now; without an end nothing booked stands any more.

    The same key twice changes nothing. Whoever asks has judged the booking. Refused where the time overlaps with other
    hours of the volunteer, which are named.
    """
    sign_up = db.session.scalars(select(SignUp).where(SignUp.id == sign_up_id).with_for_update(key_share=True)).first()
    if sign_up is None:
        raise NotFound(f"no sign-up {sign_up_id}")
    if is_known(key):
        return
    stint = db.session.scalars(select(Stint).where(Stint.sign_up_id == sign_up_id).with_for_update()).first()
    if on is None or off is None:
        if stint is not None and stint.voided_at is None:
            void(stint, key=key, by_account_id=by_account_id, words="No longer booked on and off")
        return
    clash = find_clash(sign_up.volunteer_id, on, off, stint_id=stint.id if stint else None)
    if clash is not None:
        raise Refused(Refusal("overlaps", f"These hours overlap with {clash}. The same time counts once only."))
    if stint is None:
        stint = _new(sign_up, on, off, by_account_id)
    stint.starts_at, stint.ends_at, stint.voided_at, stint.void_words = on, off, None, ""
    db.session.flush()
    minutes = int(clock.elapsed(on, off).total_seconds() // 60)
    enter(stint, {HoursStep.BOOKED: minutes}, key=key, by_account_id=by_account_id, reason="Booked on and off")


def kind_of(duty: Duty) -> HoursKind:
    """What hours on a duty count as; where it says nothing of its kind, a Special's are operational."""
    kind = get_strand(duty.strand).duty.kind(duty.kind)
    if kind is not None:
        return kind.hours_kind
    return HoursKind.OPERATIONAL if duty.strand == StrandCode.SPECIAL_CONSTABULARY else HoursKind.COMMUNITY


def _own_unit(sign_up: SignUp, duty: Duty) -> int | None:
    """The unit a volunteer serves in, where a duty of its area belongs to none: so hours add up by unit."""
    return db.session.scalar(
        select(ServicePeriod.unit_id)
        .where(
            ServicePeriod.volunteer_id == sign_up.volunteer_id, ServicePeriod.strand == duty.strand,
            ServicePeriod.area == duty.area,
        )
        .order_by(ServicePeriod.started_on.desc())
        .limit(1)
    )  # fmt: skip


def _new(sign_up: SignUp, on: datetime, off: datetime, by_account_id: int) -> Stint:
    duty = db.session.get_one(Duty, sign_up.duty_id)
    stint = Stint(
        volunteer_id=sign_up.volunteer_id, strand=duty.strand, area=duty.area,
        unit_id=duty.unit_id or _own_unit(sign_up, duty),
        sign_up_id=sign_up.id, what=duty.title, kind=kind_of(duty), basis=HoursBasis.OWN_TIME, starts_at=on,
        ends_at=off, entered_by_id=by_account_id,
    )  # fmt: skip
    db.session.add(stint)
    return stint
