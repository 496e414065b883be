"""The ledger adds up, whatever is entered in whatever order, and the same key twice changes nothing."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from tests.hours.builders import hours_of
from tests.people.builders import a_viewer, a_volunteer, an_account, as_viewer
from tests.rosters.builders import a_duty, a_sign_up
from volunteers.errors import Refused
from volunteers.extensions import db
from volunteers.hours import service
from volunteers.hours.models import HoursEntry, HoursTotal, Stint
from volunteers.hours.rules import HoursBasis
from volunteers.permissions import Role
from volunteers.strands.rules import HoursKind

# Around the end of a London month, in which UTC is an hour behind: 23:30 is the next month already.
NEAR_MONTH_END = datetime(2026, 5, 31, 22, tzinfo=UTC)
ACTS = some.lists(
    some.tuples(
        some.sampled_from(["book", "unbook", "adjust", "certify", "basis"]), some.integers(0, 1), some.integers(0, 240),
        some.sampled_from(["a", "b", "c", "d", "e", "f"]),
    ),
    max_size=14,
)  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_it_adds_up_under_any_order_of_entries(session: Session, acts: list[tuple[str, int, int, str]]) -> None:
    volunteer = a_volunteer()
    supervisor, own = a_viewer(Role.SUPERVISOR), as_viewer(volunteer.account)
    sign_ups = [_sign_up(volunteer, days) for days in (0, 2)]
    for act, which, minutes, key in acts:
        stint = db.session.scalars(select(Stint).where(Stint.sign_up_id == sign_ups[which])).one_or_none()
        on = NEAR_MONTH_END + timedelta(days=2 * which, minutes=minutes)
        try:
            if act in ("book", "unbook"):
                off = on + timedelta(minutes=minutes + 1) if act == "book" else None
                for _ in range(2):
                    service.post_booked(
                        sign_ups[which], on=on, off=off, by_account_id=supervisor.account_id, key=f"{volunteer.id}{key}"
                    )
            elif stint is not None and act == "adjust":
                service.adjust(stint.id, by_minutes=minutes - 100, reason="As agreed", by=supervisor)
            elif stint is not None and act == "certify":
                service.certify([stint.id], by=supervisor)
            elif stint is not None:
                service.say_basis(stint.id, list(HoursBasis)[minutes % 2], by=own)
        except Refused:
            pass
        _adds_up(volunteer.id)


def _sign_up(volunteer, days: int) -> int:  # type: ignore[no-untyped-def]
    return a_sign_up(a_duty(starts_at=NEAR_MONTH_END + timedelta(days=days)), volunteer).id


def _adds_up(volunteer_id: int) -> None:
    """What the database keeps is the sum of the entries, and that is what the stints say, each in its month."""
    db.session.expire_all()
    entries, kept, stints, known = Counter(), Counter(), Counter(), Counter()
    for row in db.session.scalars(select(HoursEntry).where(HoursEntry.volunteer_id == volunteer_id)):
        entries[row.unit_id, row.month, row.kind, row.basis, row.step.value] += row.minutes
        stints[row.stint_id, row.step.value] += row.minutes
    for total in db.session.scalars(select(HoursTotal).where(HoursTotal.volunteer_id == volunteer_id)):
        for step in ("booked", "claimed", "adjusted", "certified"):
            kept[total.unit_id, total.month, total.kind, total.basis, step] += getattr(total, step)
    for stint in db.session.scalars(select(Stint).where(Stint.volunteer_id == volunteer_id)):
        month = (stint.starts_at + timedelta(hours=1)).date().replace(day=1)  # London in summer
        for step in ("booked", "claimed", "adjusted", "certified"):
            assert getattr(stint, step) == stints[stint.id, step]
            known[stint.unit_id, month, stint.kind, stint.basis, step] += getattr(stint, step)
        if stint.voided_at is not None:
            assert stint.counted == stint.certified == 0
    assert _filled(entries) == _filled(kept) == _filled(known)


def _filled(sums: Counter) -> dict:  # type: ignore[type-arg]
    return {what: minutes for what, minutes in sums.items() if minutes}


def test_a_key_that_comes_late_again_changes_nothing(session: Session) -> None:
    volunteer, by = a_volunteer(), an_account(Role.SUPERVISOR)
    sign_up = _sign_up(volunteer, 0)
    for key, minutes in (("first", 60), ("same", 60), ("second", 90), ("same", 60), ("first", 60)):
        off = NEAR_MONTH_END + timedelta(minutes=minutes)
        service.post_booked(sign_up, on=NEAR_MONTH_END, off=off, by_account_id=by.id, key=key)
    stint = db.session.scalars(select(Stint).where(Stint.sign_up_id == sign_up)).one()
    assert (stint.booked, stint.kind, stint.counted) == (90, HoursKind.OPERATIONAL, 90)


@pytest.mark.parametrize("change", ["UPDATE hours_entries SET minutes = 1", "DELETE FROM hours_entries"])
def test_an_entry_is_never_changed_nor_taken_out(session: Session, change: str) -> None:
    hours_of(a_volunteer())
    with pytest.raises(DBAPIError, match="enter the difference"):
        session.execute(text(change))


def test_hours_of_another_duty_that_overlap_are_refused_by_name(session: Session) -> None:
    volunteer, by = a_volunteer(), an_account(Role.SUPERVISOR)
    hours_of(volunteer, what="Town hall talk", starts_at=NEAR_MONTH_END, hours=1)
    with pytest.raises(Refused, match="“Town hall talk” on 31 May 2026, 23:00 to 00:00"):
        service.post_booked(
            _sign_up(volunteer, 0), on=NEAR_MONTH_END, off=NEAR_MONTH_END + timedelta(hours=4), by_account_id=by.id,
            key=uuid4().hex,
        )  # fmt: skip
