"""Faults in the ledger of hours."""

from datetime import timedelta

from tests.hours.builders import hours_of
from tests.integrity.planted.planting import plants, sql
from tests.people.builders import a_volunteer
from volunteers import clock
from volunteers.extensions import db
from volunteers.hours.rules import HoursStep
from volunteers.hours.service.entering import enter


@plants("hours_overlapping")
def the_same_time_twice() -> list[int]:
    sql("ALTER TABLE stints DROP CONSTRAINT ex_stints_one_at_a_time")
    volunteer = a_volunteer()
    first = hours_of(volunteer)
    second = hours_of(volunteer, starts_at=first.starts_at + timedelta(hours=5))
    second.starts_at -= timedelta(hours=4)
    db.session.flush()
    return [second.id]


@plants("hours_certified_by_oneself")
def certified_ones_own() -> list[int]:
    volunteer = a_volunteer()
    stint = hours_of(volunteer)
    enter(stint, {HoursStep.CERTIFIED: 120}, key=f"own {clock.now()}", by_account_id=volunteer.account_id)
    return [stint.id]


@plants("hours_not_the_sum")
def kept_apart_from_the_entries() -> list[int]:
    stint = hours_of(a_volunteer())
    hours_of(a_volunteer())
    stint.claimed += 1
    db.session.flush()
    return [stint.id]
