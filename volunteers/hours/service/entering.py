"""The one place that writes to the ledger: what stands becomes what is wanted by entering the differences."""

from collections import Counter
from collections.abc import Mapping, Sequence

from sqlalchemy import select

from volunteers import clock
from volunteers.extensions import db
from volunteers.hours.models import HoursEntry, Stint
from volunteers.hours.rules import HoursStep, Place, Sums, at_place, by_step, differences


def place_of(stint: Stint) -> Place:
    """Where a stint's minutes stand: hours belong to the London month in which the work began."""
    return Place(clock.month_of(clock.on(stint.starts_at)), stint.kind, stint.basis)


def standing(stint: Stint) -> Sums:
    """What the entries of a stint add up to, wherever they stand."""
    found: Counter[tuple[Place, HoursStep]] = Counter()
    rows = db.session.execute(
        select(HoursEntry.month, HoursEntry.kind, HoursEntry.basis, HoursEntry.step, HoursEntry.minutes).where(
            HoursEntry.stint_id == stint.id
        )
    )
    for month, kind, basis, step, minutes in rows:
        found[Place(month, kind, basis), step] += minutes
    return dict(found)


def enter(stint: Stint, steps: Mapping[HoursStep, int], *, key: str, by_account_id: int, reason: str = "") -> None:
    """Make a stint's minutes these, where it stands now. Steps that are not named keep theirs."""
    was = standing(stint)
    wanted = at_place(place_of(stint), {**by_step(was), **steps})
    enter_all([stint], [differences(was, wanted)], key=key, by_account_id=by_account_id, reason=reason)


def void(stint: Stint, *, key: str, by_account_id: int, words: str) -> None:
    """Nothing of a stint counts any more, and its time is free for others."""
    stint.voided_at, stint.void_words = clock.now(), words
    changes = differences(standing(stint), {})
    enter_all([stint], [changes], key=key, by_account_id=by_account_id, reason=words or "Taken back")


def enter_all(
    stints: Sequence[Stint], changes: Sequence[Sums], *, key: str, by_account_id: int, reason: str = ""
) -> None:
    """Enter the changes of many stints in one statement, so that the database adds them up in one order.

    The first entry carries the key itself. One of nothing is written where nothing changes: so the key is known.
    """
    now = clock.now()
    rows: list[HoursEntry] = []
    for stint, change in zip(stints, changes, strict=True):
        for (place, step), minutes in (change or {(place_of(stint), HoursStep.BOOKED): 0}).items():
            rows.append(
                HoursEntry(
                    stint_id=stint.id,
                    volunteer_id=stint.volunteer_id,
                    strand=stint.strand,
                    area=stint.area,
                    unit_id=stint.unit_id,
                    month=place.month,
                    kind=place.kind,
                    basis=place.basis,
                    step=step,
                    minutes=minutes,
                    reason=reason,
                    entered_by_id=by_account_id,
                    entered_at=now,
                    key=f"{key}/{len(rows)}" if rows else key,
                )
            )
    db.session.add_all(rows)
    db.session.flush()
    for stint in stints:
        db.session.expire(stint, [step.value for step in HoursStep])


def is_known(key: str) -> bool:
    """Whether something was entered under this key already."""
    return db.session.scalar(select(HoursEntry.id).where(HoursEntry.key == key)) is not None
