"""Places on duties to come whose holder cannot be there as they stand on that day: something lapses, or they move."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, select, true

from volunteers import clock
from volunteers.errors import Refusal
from volunteers.extensions import db
from volunteers.people.models import Volunteer
from volunteers.people.queries import get_standings
from volunteers.people.rules import Standing
from volunteers.permissions import Permission, Viewer
from volunteers.rosters.models import Duty, DutyState, Post, SignUp, SignUpState
from volunteers.rosters.models.at_risk import PlaceAtRisk
from volunteers.rosters.queries.facts import COLUMNS, duty_facts, post_facts
from volunteers.rosters.queries.rows import DutyWords, words_of
from volunteers.rosters.rules import THEY, YOU, Case, Pronouns, refusals_of_standing
from volunteers.strands.queries import get_strand

PAGE = 100


@dataclass(frozen=True)
class AtRisk:
    """Someone on a duty to come, and what stands in their way on its day. ``clears_on`` is None where nobody knows."""

    sign_up_id: int
    volunteer_id: int
    name: str
    strand_code: str
    strand: str
    area_code: str
    post: str
    first_on: date
    words: DutyWords
    refusals: tuple[Refusal, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """Each reason once, in order, as it is written down."""
        return tuple(sorted({refusal.code for refusal in self.refusals}))

    @property
    def clears_on(self) -> date | None:
        """The day from which nothing would be in the way; None while that is not known."""
        days = [refusal.clears_on for refusal in self.refusals]
        return None if None in days else max(day for day in days if day is not None)


@dataclass(frozen=True)
class PlacesAtRisk:
    """Those in a viewer's scope, soonest duty first; ``total`` counts those that are not shown too."""

    lines: tuple[AtRisk, ...]
    total: int

    def by_day(self) -> list[tuple[str, list[AtRisk]]]:
        """Under the day each duty begins."""
        days: dict[str, list[AtRisk]] = defaultdict(list)
        for line in self.lines:
            days[line.words.day].append(line)
        return list(days.items())


def list_at_risk(
    viewer: Viewer, *, volunteer_id: int | None = None, strand: str | None = None, area: str | None = None
) -> PlacesAtRisk:
    """The places at risk in the viewer's scope: one statement, and one for each strand there is."""
    wanted = [
        viewer.within(Permission.DUTY_ASSIGN, Duty.strand, Duty.area),
        SignUp.volunteer_id == volunteer_id if volunteer_id is not None else true(),
        Duty.strand == strand if strand is not None else true(),
        Duty.area == area if area is not None else true(),
    ]
    found = _judged(_coming(*wanted), THEY)
    return PlacesAtRisk(tuple(found[:PAGE]), len(found))


def at_risk_of(volunteer_id: int) -> list[AtRisk]:
    """One volunteer's own places at risk, said to them."""
    return _judged(_coming(SignUp.volunteer_id == volunteer_id), YOU)


def volunteers_to_look_at() -> list[int]:
    """Whose places are at risk, or were when they were last told, by number."""
    told = (
        select(SignUp.volunteer_id)
        .join(PlaceAtRisk, PlaceAtRisk.sign_up_id == SignUp.id)
        .join(Duty, Duty.id == SignUp.duty_id)
        .where(PlaceAtRisk.cleared_at.is_(None), *_IS_COMING, Duty.starts_at > clock.now())
    )
    found = {one.volunteer_id for one in _judged(_coming(), THEY)}
    return sorted(found | set(db.session.scalars(told)))


def told_of(volunteer_id: int) -> Mapping[int, PlaceAtRisk]:
    """What one volunteer was told and is not cleared, of duties still to come, by the number of the sign-up."""
    rows = db.session.scalars(
        select(PlaceAtRisk)
        .join(SignUp, SignUp.id == PlaceAtRisk.sign_up_id)
        .join(Duty, Duty.id == SignUp.duty_id)
        .where(
            SignUp.volunteer_id == volunteer_id, PlaceAtRisk.cleared_at.is_(None), *_IS_COMING,
            Duty.starts_at > clock.now(),
        )
    )  # fmt: skip
    return {row.sign_up_id: row for row in rows}


def words_for(sign_up_ids: Collection[int]) -> list[DutyWords]:
    """The duties of some sign-ups, soonest first, in words."""
    rows = db.session.execute(_rows().where(SignUp.id.in_(list(sign_up_ids)))).all()
    return [_words(row) for row in rows]


_IS_COMING = (SignUp.state == SignUpState.CONFIRMED, Duty.state == DutyState.PUBLISHED)


def _coming(*wanted: ColumnElement[bool]) -> Sequence[Row[*tuple[Any, ...]]]:
    return db.session.execute(_rows().where(*_IS_COMING, Duty.starts_at > clock.now(), *wanted)).all()


def _rows() -> Select[*tuple[Any, ...]]:
    return (
        select(
            *COLUMNS, Duty.meeting_place, SignUp.id.label("sign_up_id"), SignUp.volunteer_id, Volunteer.first_name,
            Volunteer.last_name, Post.id.label("post_id"), Post.name, Post.needs, Post.grades, Post.places, Post.taken,
        )
        .join(SignUp, SignUp.duty_id == Duty.id)
        .join(Post, Post.id == SignUp.post_id)
        .join(Volunteer, Volunteer.id == SignUp.volunteer_id)
        .order_by(Duty.starts_at, Duty.id, SignUp.id)
    )  # fmt: skip


def _judged(rows: Sequence[Row[*tuple[Any, ...]]], to: Pronouns) -> list[AtRisk]:
    people: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        people[row.strand].add(row.volunteer_id)
    standings = {strand: get_standings(ids, strand) for strand, ids in people.items()}
    judged = ((row, _refusals(row, standings[row.strand].get(row.volunteer_id), to)) for row in rows)
    return [_line(row, refusals) for row, refusals in judged if refusals]


def _refusals(row: Row[*tuple[Any, ...]], standing: Standing | None, to: Pronouns) -> tuple[Refusal, ...]:
    now = clock.now()
    case = Case(duty_facts(row), standing, (), get_strand(row.strand), now, clock.on(now), to)
    return tuple(refusals_of_standing(case, post_facts(row)))


def _line(row: Row[*tuple[Any, ...]], refusals: tuple[Refusal, ...]) -> AtRisk:
    return AtRisk(
        row.sign_up_id, row.volunteer_id, f"{row.first_name} {row.last_name}", row.strand, get_strand(row.strand).name,
        row.area, row.name, clock.on(row.starts_at), _words(row), refusals,
    )  # fmt: skip


def _words(row: Row[*tuple[Any, ...]]) -> DutyWords:
    return words_of(row.id, row.title, row.area, row.meeting_place, row.starts_at, row.ends_at)
