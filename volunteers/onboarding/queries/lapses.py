"""What runs out, and what has run out: held by volunteers who serve, and checks of applicants on their way."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    String,
    cast,
    exists,
    false,
    literal,
    null,
    select,
    true,
    tuple_,
    union_all,
)

from volunteers import clock
from volunteers.applications.models import OPEN, Application
from volunteers.applications.queries import strand_of
from volunteers.extensions import db
from volunteers.onboarding.models import Check, CheckState
from volunteers.onboarding.queries.visible import visible_to
from volunteers.onboarding.rules.lapses import LapseRow, runs_out_too_soon
from volunteers.people.models import Account, Clearance, LapseWarning, Qualification, ServicePeriod, Volunteer
from volunteers.people.queries import names, qualification_names
from volunteers.people.queries.lapses import HELD, Lapsing, is_renewed, warned_days
from volunteers.people.queries.volunteers import is_running, service_of
from volunteers.people.rules.lapses import AHEAD, HeldKind
from volunteers.permissions import Permission, Viewer
from volunteers.strands.queries import all_strands

PAGE = 50
BEHIND = timedelta(days=90)  # what lapsed longer ago stands on a list of its own


@dataclass(frozen=True)
class Wish:
    """What of the list is asked for; what is None is not narrowed. ``after`` is the key of the last row seen."""

    strand: str | None = None
    area: str | None = None
    kind: HeldKind | None = None
    is_earlier: bool = False
    after: tuple[date, str, int] | None = None


@dataclass(frozen=True)
class LapsePage:
    """One page of the list by week; ``onward`` is the key after which the next begins."""

    weeks: tuple[tuple[str, tuple[LapseRow, ...]], ...]
    onward: tuple[date, str, int] | None


def list_lapsing_checks(on: date) -> list[Lapsing]:
    """Passed checks of open applications that run out within the furthest warning and before an appointment."""
    rows = db.session.execute(
        select(
            Application, Account.email, Check.code, Check.valid_until,
            warned_days(HeldKind.CHECK, Application.id, Check.code, Check.valid_until),
        )
        .join(Check, Check.application_id == Application.id)
        .join(Account, Account.id == Application.account_id)
        .where(OPEN, Check.state == CheckState.PASSED, Check.valid_until.between(on, on + AHEAD))
        .order_by(Check.valid_until, Check.id)
    )  # fmt: skip
    return [
        Lapsing(
            HeldKind.CHECK, each.id, each.account_id, each.name, email, code, until, is_renewed=False,
            warned=tuple(warned or ()), strands=(each.strand,), area=each.area,
        )
        for each, email, code, until, warned in rows
        if until is not None and _too_soon(each, code, until, on)
    ]  # fmt: skip


def list_running_out(wish: Wish, viewer: Viewer, *, limit: int = PAGE) -> LapsePage:
    """What runs out in the viewer's strands and areas, soonest first; or what did so long ago, latest first.

    Six statements, however long the list is.
    """
    on = clock.today()
    kinds = [*(_held(kind, model, wish, viewer, on) for kind, model in HELD), _checks(wish, viewer, on)]
    every = union_all(*kinds).subquery()
    key = (every.c.until_on, every.c.kind, every.c.id)
    wanted = select(every).limit(limit + 1)
    wanted = wanted.order_by(*(column.desc() for column in key)) if wish.is_earlier else wanted.order_by(*key)
    if wish.after is not None:
        after = tuple_(*(literal(value) for value in wish.after))
        wanted = wanted.where(tuple_(*key) < after if wish.is_earlier else tuple_(*key) > after)
    rows = db.session.execute(wanted).all()
    found = _in_words(rows[:limit], viewer, on)
    last = rows[limit - 1] if len(rows) > limit else None
    weeks: dict[str, list[LapseRow]] = defaultdict(list)
    for row in found:
        weeks[row.week].append(row)
    onward = (last.until_on, str(last.kind), int(last.id)) if last else None
    return LapsePage(tuple((week, tuple(each)) for week, each in weeks.items()), onward)


def _too_soon(application: Application, code: str, until: date, on: date) -> bool:
    since = clock.on(application.stage_since)
    return runs_out_too_soon(strand_of(application), application.stage, code, until_on=until, since=since, on=on)


def _within_days(column: Any, wish: Wish, on: date) -> ColumnElement[bool]:
    found: ColumnElement[bool] = column < on - BEHIND if wish.is_earlier else column.between(on - BEHIND, on + AHEAD)
    return found


def _held(kind: HeldKind, model: type[Clearance] | type[Qualification], wish: Wish, viewer: Viewer, on: date) -> Any:
    served = exists().where(
        ServicePeriod.volunteer_id == Volunteer.id,
        is_running(on),
        viewer.within(Permission.VOLUNTEER_READ, ServicePeriod.strand, ServicePeriod.area),
        ServicePeriod.strand == wish.strand if wish.strand else true(),
        ServicePeriod.area == wish.area if wish.area else true(),
    )
    return (
        select(
            literal(kind.value).label("kind"), model.id.label("id"), Volunteer.id.label("subject_id"),
            cast(null(), String).label("reference"),
            (Volunteer.first_name + " " + Volunteer.last_name).label("who"), model.code, model.until_on,
            cast(null(), String).label("strand"), cast(null(), String).label("area"),
        )
        .join(Volunteer, Volunteer.id == model.volunteer_id)
        .where(
            _within_days(model.until_on, wish, on), served, ~is_renewed(model),
            true() if wish.kind in (None, kind) else false(),
        )
    )  # fmt: skip


def _checks(wish: Wish, viewer: Viewer, on: date) -> Any:
    return (
        select(
            literal(HeldKind.CHECK.value).label("kind"), Check.id.label("id"), Application.id.label("subject_id"),
            Application.reference, (Application.first_name + " " + Application.last_name).label("who"),
            Check.code, Check.valid_until.label("until_on"), Application.strand, Application.area,
        )
        .join(Application, Application.id == Check.application_id)
        .where(
            OPEN, Check.state == CheckState.PASSED, _within_days(Check.valid_until, wish, on), visible_to(viewer),
            viewer.within(Permission.VOLUNTEER_READ, Application.strand, Application.area),
            Application.strand == wish.strand if wish.strand else true(),
            Application.area == wish.area if wish.area else true(),
            true() if wish.kind in (None, HeldKind.CHECK) else false(),
        )
    )  # fmt: skip


def _in_words(rows: Sequence[Any], viewer: Viewer, on: date) -> list[LapseRow]:
    held = [row.subject_id for row in rows if row.kind != HeldKind.CHECK]
    service = service_of(held, viewer, on, with_former=False) if held else {}
    warned, strands = _warned(rows), list(all_strands())
    known = qualification_names() if any(row.kind == HeldKind.QUALIFICATION for row in rows) else {}
    found = []
    for row in rows:
        kind = HeldKind(row.kind)
        if kind is HeldKind.CHECK:
            where: tuple[str, ...] = (f"{names.strand_name(row.strand)}, {names.area_name(row.area or '')}",)
        else:
            where = tuple(f"{one.strand}, {one.unit or one.area}" for one in service.get(row.subject_id, ()))
        is_skill = kind is HeldKind.QUALIFICATION
        skill = known.get(row.code) or names.in_words(row.code)
        what = skill if is_skill else names.clearance_name(row.code, strands)
        found.append(
            LapseRow(
                kind, row.id, row.subject_id, row.reference, row.who, what, where, row.until_on, on,
                tuple(warned.get((kind, row.subject_id, row.code, row.until_on), ())),
            )
        )  # fmt: skip
    return found


def _warned(rows: Sequence[Any]) -> dict[tuple[HeldKind, int, str, date], list[tuple[int, datetime]]]:
    """The warnings that went out about these rows, in one statement."""
    found: dict[tuple[HeldKind, int, str, date], list[tuple[int, datetime]]] = defaultdict(list)
    if not rows:
        return found
    sent = LapseWarning
    wanted = select(sent.kind, sent.subject_id, sent.code, sent.until_on, sent.days, sent.warned_at).where(
        tuple_(sent.kind, sent.subject_id).in_({(HeldKind(row.kind), row.subject_id) for row in rows})
    )
    for kind, subject_id, code, until_on, days, at in db.session.execute(wanted):
        found[(kind, subject_id, code, until_on)].append((days, at))
    return found
