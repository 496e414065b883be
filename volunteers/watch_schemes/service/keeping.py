"""Staff register schemes, look at them once a year, find them someone else, and close them."""

from dataclasses import dataclass

from sqlalchemy import select

from volunteers import clock
from volunteers.errors import Refusal, Refused
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.history.service import record
from volunteers.notifications.rules import MessageKind
from volunteers.notifications.service import notify
from volunteers.people.models import LinkPurpose, ServicePeriod
from volunteers.people.queries.timeline import list_postings
from volunteers.people.service import end_links
from volunteers.people.service.periods import hold
from volunteers.people.service.postings import Posting, transfer
from volunteers.permissions import Viewer
from volunteers.places.models import Unit, UnitKind
from volunteers.places.rules.keeping import NEW_UNITS, UnitDraft
from volunteers.places.service import add_unit
from volunteers.strands.rules.reasons import Reason
from volunteers.watch_schemes.models import WatchHousehold, WatchScheme, WatchStreet
from volunteers.watch_schemes.queries.people import STRAND, list_coordinators
from volunteers.watch_schemes.queries.staff import Newcomer, get_applicant, get_staff_scheme
from volunteers.watch_schemes.rules import SchemeState
from volunteers.watch_schemes.rules.states import refusals_to_change
from volunteers.watch_schemes.service.erasing import SUBJECT, erase
from volunteers.watch_schemes.service.signs import show_life

NEW_SCHEME = next(each for each in NEW_UNITS if each.code == STRAND.value)
TOOK_IT = Reason("watch_scheme", "Looks after a Neighbourhood Watch scheme")
ELSEWHERE = Refusal("elsewhere", "Choose someone who serves in the area of the scheme.")


@dataclass(frozen=True)
class Plan:
    """A scheme to register: its name, how many households it would have, and its streets."""

    name: str
    estimated: int | None
    streets: tuple[str, ...]


def register_scheme(volunteer_id: int, plan: Plan, *, by: Viewer) -> WatchScheme:
    """Register the scheme of a volunteer of the watch who has none, make them its coordinator, and tell them.

    ``NotFound`` out of scope or for someone who has one; refused for a name that is taken in the area.
    """
    found = get_applicant(volunteer_id, by)
    period = db.session.get_one(ServicePeriod, found.period_id)
    unit = _own_unit(period) or add_unit(NEW_SCHEME, found.area, UnitDraft(plan.name, None), by=by)
    if period.unit_id != unit.id:
        _post(found, unit, by)
    today, force = clock.today(), current_force()
    scheme = WatchScheme(
        unit_id=unit.id, state=SchemeState.FORMING, registered_on=today, verified_how=force.watch_verification,
        estimated_households=plan.estimated, last_sign_at=clock.now(), registered_by_id=by.account_id,
        next_review_on=clock.add_months(today, force.watch_schemes.review_months),
    )  # fmt: skip
    db.session.add(scheme)
    db.session.flush()
    db.session.add_all(WatchStreet(scheme_id=scheme.id, name=name) for name in plan.streets)
    record("watch_scheme_registered", subject="watch_scheme", subject_id=scheme.id, by=by.account_id, unit_id=unit.id)
    _tell(MessageKind.WATCH_SCHEME_REGISTERED, unit)
    return scheme


def review_scheme(scheme_id: int, *, by: Viewer) -> WatchScheme:
    """Staff looked at a scheme, and it runs: the next review is a year away, or as the force says."""
    scheme = _hold(scheme_id, by)
    months = current_force().watch_schemes.review_months
    scheme.reviewed_on, scheme.next_review_on = clock.today(), clock.add_months(clock.today(), months)
    scheme.version += 1
    show_life(scheme)
    record("watch_scheme_reviewed", subject="watch_scheme", subject_id=scheme.id, by=by.account_id)
    return scheme


def hand_over(scheme_id: int, volunteer_id: int, *, by: Viewer) -> WatchScheme:
    """Someone of the watch who has no scheme looks after this one from today, beside whoever does."""
    scheme, found = _hold(scheme_id, by), get_applicant(volunteer_id, by)
    if found.area != scheme.unit.area:
        raise Refused(ELSEWHERE)
    _post(found, scheme.unit, by)
    scheme.version += 1
    show_life(scheme)
    record(
        "watch_scheme_handed_over", subject="watch_scheme", subject_id=scheme.id, by=by.account_id,
        volunteer=volunteer_id,
    )  # fmt: skip
    _tell(MessageKind.WATCH_SCHEME_REGISTERED, scheme.unit, only=volunteer_id)
    return scheme


def close_scheme(scheme_id: int, reason: str, *, by: Viewer) -> WatchScheme:
    """Close a scheme for good: its households are told and erased, its coordinators are told."""
    scheme = _hold(scheme_id, by)
    households = db.session.scalars(
        select(WatchHousehold)
        .where(WatchHousehold.scheme_id == scheme.id, WatchHousehold.left_on.is_(None))
        .with_for_update()
    ).all()
    for household in households:
        address = household.email if household.is_online else None
        erase(household)
        if address:  # after the rest of their mails were stopped
            notify(
                MessageKind.WATCH_SCHEME_CLOSED, to=address, to_adult=True, subject=(SUBJECT, household.id),
                of_strand=STRAND.value, scheme=scheme.unit.name,
            )  # fmt: skip
    _tell(MessageKind.WATCH_SCHEME_CLOSED, scheme.unit)
    scheme.state, scheme.closed_at, scheme.closed_by_id = SchemeState.CLOSED, clock.now(), by.account_id
    scheme.close_reason, scheme.asked_at, scheme.version = reason, None, scheme.version + 1
    end_links(LinkPurpose.WATCH_SCHEME, scheme.id)
    record(
        "watch_scheme_closed", subject="watch_scheme", subject_id=scheme.id, by=by.account_id,
        households=len(households),
    )  # fmt: skip
    return scheme


def _hold(scheme_id: int, by: Viewer) -> WatchScheme:
    get_staff_scheme(scheme_id, by)
    scheme = db.session.scalars(select(WatchScheme).where(WatchScheme.id == scheme_id).with_for_update()).one()
    if refusals := refusals_to_change(scheme.state):
        raise Refused(refusals)
    return scheme


def _own_unit(period: ServicePeriod) -> Unit | None:
    """The unit they serve in already, where it is one of the watch that nobody registered a scheme for."""
    unit = db.session.get(Unit, period.unit_id) if period.unit_id else None
    is_free = unit is not None and unit.kind is UnitKind.SCHEME and unit.strand == STRAND.value and not unit.is_ended
    if unit is None or not is_free:
        return None
    taken = db.session.scalar(select(WatchScheme.id).where(WatchScheme.unit_id == unit.id))
    return None if taken else unit


def _post(found: Newcomer, unit: Unit, by: Viewer) -> None:
    """Their service is in the unit from today. Someone who begins today has been in no other before."""
    if found.started_on < clock.today() or list_postings(found.period_id):
        transfer(
            found.volunteer_id, period_id=found.period_id, by=by,
            posting=Posting(unit.area, unit.id, clock.today(), TOOK_IT),
        )  # fmt: skip
        return
    hold(found.volunteer_id, found.period_id, seen=None, by=by).period.unit_id = unit.id
    db.session.flush()
    record(
        "posted", subject="volunteer", subject_id=found.volunteer_id, by=by.account_id, area=unit.area,
        unit_id=unit.id, service_period_id=found.period_id,
    )  # fmt: skip


def _tell(kind: MessageKind, unit: Unit, *, only: int | None = None) -> None:
    for one in list_coordinators([unit.id])[unit.id]:
        if only in (None, one.volunteer_id):
            notify(
                kind, to=one.email, account_id=one.account_id, to_adult=True, of_strand=STRAND.value,
                scheme=unit.name, name=one.first_name,
            )  # fmt: skip
