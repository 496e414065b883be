"""Nights and events of cadet units: who is on them with what form, and what each still needs."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select

from volunteers import clock
from volunteers.cadet_units.models import CadetPresent, NightRegister
from volunteers.cadet_units.queries.forms import FormRow, forms_for
from volunteers.cadet_units.rules import FormState, Limits, adults_needed
from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.people.models import Volunteer
from volunteers.permissions import CHILDRENS_STRAND, Permission, Viewer
from volunteers.places.models import Unit
from volunteers.rosters.models import Duty, DutyState, SignUp, SignUpState
from volunteers.rosters.queries import DutyWords, words_of
from volunteers.strands.queries import get_strand

TAKE = Permission.REGISTER_TAKE
MOST_NIGHTS = 60


@dataclass(frozen=True)
class CadetOn:
    """A cadet on a night, with their form and what the register says of them."""

    sign_up_id: int
    volunteer_id: int
    account_id: int
    name: str
    form: FormRow
    line: CadetPresent | None

    @property
    def state(self) -> FormState:
        return self.form.state


@dataclass(frozen=True)
class NightPage:
    """One night: when and where, who comes, and whether enough adults are planned."""

    duty: Duty
    words: DutyWords
    kind: str
    unit: str | None
    cadets: tuple[CadetOn, ...]
    register: NightRegister | None
    limits: Limits

    @property
    def missing(self) -> list[CadetOn]:
        return [each for each in self.cadets if each.state.is_missing]

    @property
    def to_ask(self) -> list[CadetOn]:
        return [each for each in self.cadets if each.state is FormState.NOT_ASKED]

    @property
    def to_ask_again(self) -> list[CadetOn]:
        return [each for each in self.cadets if each.state is FormState.ASKED]

    @property
    def adults_wanted(self) -> int:
        return adults_needed(len(self.cadets), self.limits)

    @property
    def has_adults(self) -> bool:
        return (self.duty.adults or 0) >= self.adults_wanted

    @property
    def has_begun(self) -> bool:
        return self.duty.starts_at <= clock.now()

    @property
    def is_over(self) -> bool:
        return self.duty.ends_at <= clock.now()


def limits() -> Limits:
    """What every night is held to, by the force."""
    force, asked = current_force(), get_strand(CHILDRENS_STRAND).duty
    return Limits(
        asked.minimum_adults, asked.young_people_per_adult or 1, force.cadet_nights.latest_end,
        asked.longest_hours or 24,
    )  # fmt: skip


def get_night(duty_id: int, viewer: Viewer, *, needs: Permission = TAKE) -> NightPage:
    """One night in the viewer's scope, for what else they need there; raises ``NotFound``."""
    pages = _pages(viewer, Duty.id == duty_id, viewer.within(needs, Duty.strand, Duty.area))
    if not pages:
        raise NotFound(f"no night {duty_id} for this viewer")
    return pages[0]


def list_coming(viewer: Viewer, unit_id: int | None = None) -> list[NightPage]:
    """Nights that are not over, the next one first."""
    return _pages(viewer, Duty.ends_at > clock.now(), *([Duty.unit_id == unit_id] if unit_id else []))


def list_between(viewer: Viewer, unit_id: int, since: datetime) -> list[NightPage]:
    """Nights of a unit that began since a moment, up to now."""
    return _pages(viewer, Duty.unit_id == unit_id, Duty.starts_at >= since, Duty.starts_at <= clock.now())


def _pages(viewer: Viewer, *which: ColumnElement[bool]) -> list[NightPage]:
    rows = db.session.execute(
        select(Duty, Unit.name, NightRegister)
        .outerjoin(Unit, Unit.id == Duty.unit_id)
        .outerjoin(NightRegister, NightRegister.duty_id == Duty.id)
        .where(
            Duty.strand == CHILDRENS_STRAND, Duty.state == DutyState.PUBLISHED,
            viewer.within(TAKE, Duty.strand, Duty.area), *which,
        )
        .order_by(Duty.starts_at, Duty.id)
        .limit(MOST_NIGHTS)
    ).all()  # fmt: skip
    on = _cadets([duty for duty, _, _ in rows])
    held = limits()
    return [
        NightPage(duty, _words(duty), _kind(duty), unit, tuple(on.get(duty.id, ())), register, held)
        for duty, unit, register in rows
    ]


def _cadets(duties: Sequence[Duty]) -> dict[int, list[CadetOn]]:
    by_id = {duty.id: duty for duty in duties}
    rows = db.session.execute(
        select(SignUp.id, SignUp.duty_id, Volunteer, CadetPresent)
        .join(Volunteer, Volunteer.id == SignUp.volunteer_id)
        .outerjoin(CadetPresent, CadetPresent.sign_up_id == SignUp.id)
        .where(SignUp.duty_id.in_(by_id), SignUp.state == SignUpState.CONFIRMED)
        .order_by(Volunteer.first_name, Volunteer.last_name, SignUp.id)
    ).all()
    forms = forms_for([(by_id[duty_id], person.id) for _, duty_id, person, _ in rows])
    found: dict[int, list[CadetOn]] = defaultdict(list)
    for sign_up_id, duty_id, person, line in rows:
        name = f"{person.first_name} {person.last_name}"
        form = forms[duty_id, person.id]
        found[duty_id].append(CadetOn(sign_up_id, person.id, person.account_id, name, form, line))
    return found


def _words(duty: Duty) -> DutyWords:
    return words_of(duty.id, duty.title, duty.area, duty.meeting_place, duty.starts_at, duty.ends_at)


def _kind(duty: Duty) -> str:
    kind = get_strand(CHILDRENS_STRAND).duty.kind(duty.kind)
    return kind.name if kind else "Night"
