"""A volunteer's own hours: a month of them line by line, and the months before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from volunteers import clock
from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.forces.rules import Numbers
from volunteers.hours.models import HoursTotal, Stint
from volunteers.hours.rules import HoursBasis, HoursStep
from volunteers.people.models import ServicePeriod
from volunteers.rosters.models import Duty, DutyState, SignUp, SignUpState
from volunteers.rosters.queries import Self
from volunteers.rosters.queries.own import asked_hours
from volunteers.rosters.rules import Commitment, commitment
from volunteers.strands.queries import get_strand
from volunteers.strands.rules import HoursKind

MONTHS = 6
COUNTED = HoursTotal.booked + HoursTotal.claimed + HoursTotal.adjusted


@dataclass(frozen=True)
class HoursLine:
    """One stretch of work, done or to come. ``id`` is None until there are hours; ``planned`` where there is a duty."""

    id: int | None
    what: str
    strand: str
    starts_at: datetime
    ends_at: datetime
    planned: int | None
    booked: int = 0
    claimed: int = 0
    adjusted: int = 0
    certified: int = 0
    kind: HoursKind | None = None
    basis: HoursBasis | None = None
    duty_id: int | None = None
    void_words: str | None = None
    is_to_come: bool = False

    @property
    def strand_name(self) -> str:
        return get_strand(self.strand).name

    @property
    def counted(self) -> int:
        return self.booked + self.claimed + self.adjusted

    @property
    def is_open(self) -> bool:
        """Whether whose time it was can still be said."""
        return self.id is not None and self.void_words is None and not self.certified

    @property
    def may_be_withdrawn(self) -> bool:
        return self.is_open and self.duty_id is None

    @property
    def steps(self) -> list[tuple[str, int]]:
        """Every step that has minutes, in words, in the order of the work."""
        every = [
            ("Planned", self.planned or 0),
            *((step.value.capitalize(), getattr(self, step)) for step in HoursStep),
        ]
        return [each for each in every if each[1]]

    @property
    def standing(self) -> tuple[str, str]:
        """Where it stands in words, and the tone that repeats them."""
        if self.void_words is not None:
            sent_back = self.void_words not in ("Withdrawn", "No longer booked on and off")
            return (f"Sent back: {self.void_words}", "poor") if sent_back else (self.void_words, "")
        if self.id is None:
            return ("Planned", "") if self.is_to_come else ("Not booked on and off yet", "")
        if self.certified == self.counted:
            return ("Certified", "good") if self.counted else ("Nothing counts", "")
        again = "Changed since, so " if self.certified else ""
        return (f"{again}waiting to be certified by a supervisor".capitalize(), "waiting")


@dataclass(frozen=True)
class OwnMonth:
    """What counts of a month, against what is asked where a strand asks a number."""

    month: date
    minutes: int
    certified: int
    commitment: Commitment | None

    @property
    def words(self) -> str:
        return f"{self.month:%Y-%m}"


def list_own_months(me: Self, numbers: Numbers, *, through: date | None = None) -> list[OwnMonth]:
    """The last months' hours as the ledger keeps them, the latest first."""
    this = clock.month_of(clock.today())
    last = through or this
    first = clock.add_months(last, 1 - MONTHS)
    rows = db.session.execute(
        select(HoursTotal.month, func.sum(COUNTED), func.sum(HoursTotal.certified))
        .where(HoursTotal.volunteer_id == me.volunteer_id, HoursTotal.month.between(first, last))
        .group_by(HoursTotal.month)
    )
    known = {month: (int(counted), int(certified)) for month, counted, certified in rows}
    asked = asked_hours(me.strands, numbers)
    found = []
    for one in reversed(clock.months_between(first, last)):
        counted, certified = known.get(one, (0, 0))
        judged = commitment(counted, asked, over=one != this) if asked else None
        found.append(OwnMonth(one, counted, certified, judged))
    return found


def list_own_hours(me: Self, first: date, last: date) -> list[HoursLine]:
    """Everything worked, claimed or planned in these months, both included, the latest first."""
    since, until = clock.start_of_day(first), clock.start_of_day(clock.add_months(clock.month_of(last), 1))
    stints = db.session.execute(
        select(Stint, Duty.id, Duty.starts_at, Duty.ends_at)
        .outerjoin(SignUp, SignUp.id == Stint.sign_up_id)
        .outerjoin(Duty, Duty.id == SignUp.duty_id)
        .where(Stint.volunteer_id == me.volunteer_id, Stint.starts_at >= since, Stint.starts_at < until)
    ).all()
    planned = db.session.execute(
        select(Duty.id, Duty.title, Duty.strand, Duty.starts_at, Duty.ends_at)
        .join(SignUp, SignUp.duty_id == Duty.id)
        .where(
            SignUp.volunteer_id == me.volunteer_id, SignUp.state == SignUpState.CONFIRMED,
            Duty.state == DutyState.PUBLISHED, Duty.starts_at >= since, Duty.starts_at < until,
            ~select(Stint.id).where(Stint.sign_up_id == SignUp.id).exists(),
        )
    ).all()  # fmt: skip
    lines = [*(_line(*row) for row in stints), *_planned(planned)]
    return sorted(lines, key=lambda line: (line.starts_at, line.what), reverse=True)


def get_own_line(me: Self, stint_id: int) -> HoursLine:
    """One stretch of one's own work; raises ``NotFound``."""
    found = db.session.execute(
        select(Stint, Duty.id, Duty.starts_at, Duty.ends_at)
        .outerjoin(SignUp, SignUp.id == Stint.sign_up_id)
        .outerjoin(Duty, Duty.id == SignUp.duty_id)
        .where(Stint.id == stint_id, Stint.volunteer_id == me.volunteer_id)
    ).one_or_none()
    if found is None:
        raise NotFound(f"no hours {stint_id} of this volunteer")
    return _line(*found)


def list_own_strands(me: Self) -> list[tuple[str, str]]:
    """The strands they serve in, or served in of late, to claim hours for."""
    since = clock.add_months(clock.today(), -2)
    rows = db.session.scalars(
        select(ServicePeriod.strand)
        .where(
            ServicePeriod.volunteer_id == me.volunteer_id,
            func.coalesce(ServicePeriod.ended_on, clock.today()) >= since,
        )
        .order_by(ServicePeriod.started_on.desc())
    )
    return [(code, get_strand(code).name) for code in dict.fromkeys(rows)]


def _line(stint: Stint, duty_id: int | None, begins: datetime | None, ends: datetime | None) -> HoursLine:
    return HoursLine(
        stint.id, stint.what, stint.strand, stint.starts_at, stint.ends_at, _minutes(begins, ends), stint.booked,
        stint.claimed, stint.adjusted, stint.certified, stint.kind, stint.basis, duty_id,
        stint.void_words if stint.voided_at else None,
    )  # fmt: skip


def _planned(rows: Sequence[Any]) -> list[HoursLine]:
    now = clock.now()
    return [
        HoursLine(None, title, strand, begins, ends, _minutes(begins, ends), duty_id=duty_id, is_to_come=begins > now)
        for duty_id, title, strand, begins, ends in rows
    ]


def _minutes(begins: datetime | None, ends: datetime | None) -> int | None:
    return int(clock.elapsed(begins, ends).total_seconds() // 60) if begins and ends else None
