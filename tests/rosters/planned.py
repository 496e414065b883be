"""What duties are made from, for tests: templates, events with a session, series."""

from datetime import timedelta

from tests.people.builders import SOMERSET, SPECIALS, a_viewer
from tests.rosters.builders import a_duty
from volunteers import clock
from volunteers.extensions import db
from volunteers.permissions import Role
from volunteers.rosters.models import DutySeries, DutyTemplate, Event
from volunteers.rosters.rules.recurrence import Repeat, Rhythm
from volunteers.rosters.service.events import create_event
from volunteers.rosters.service.series import repeat_duty


def a_template(name: str = "Friday evening", *, area: str = SOMERSET) -> DutyTemplate:
    """A template that fills in a patrol of two."""
    by = a_viewer(Role.SUPERVISOR, SPECIALS, area)
    kept = {
        "title": "Evening patrol", "area": area, "meeting_place": "The station", "starts": "18:00", "ends": "23:00",
        "post_1_name": "Patrol", "post_1_places": 2,
    }  # fmt: skip
    template = DutyTemplate(
        name=name, strand=SPECIALS, area=area, particulars=kept, created_by_id=by.account_id,
        created_at=clock.now(), retired_at=None,
    )  # fmt: skip
    db.session.add(template)
    db.session.flush()
    return template


def an_event(*, area: str = SOMERSET) -> Event:
    """An event with one session to come."""
    by = a_viewer(Role.SUPERVISOR, SPECIALS, area)
    event = create_event(title="Harbour Festival", about="", strand=SPECIALS, area=area, by=by)
    a_duty(area=area, on=clock.today() + timedelta(days=20)).event_id = event.id
    db.session.flush()
    return event


def a_series(*, area: str = SOMERSET) -> DutySeries:
    """Two duties, a week apart."""
    duty = a_duty(area=area, on=clock.today() + timedelta(days=30))
    by = a_viewer(Role.SUPERVISOR, SPECIALS, area)
    made = repeat_duty(duty.id, Repeat(Rhythm.WEEKLY, times=2), publish=True, by=by)
    return db.session.get_one(DutySeries, made.id)
