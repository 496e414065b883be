"""A lapse closes deployment by itself: nobody has to act on the day after the last good one."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from sqlalchemy.orm import Session

from tests.people.builders import SPECIALS, SPECIALS_CLEARANCES, a_viewer, a_volunteer
from tests.rosters.builders import a_duty
from volunteers.errors import Refused
from volunteers.people.rules import Holding
from volunteers.permissions import Role
from volunteers.rosters.models import SignUp
from volunteers.rosters.service import assign

UNTIL = date(2026, 6, 30)
LONG = date(2029, 1, 1)


@pytest.mark.parametrize("code", SPECIALS_CLEARANCES)
@pytest.mark.parametrize(("days_after", "is_allowed"), [(-1, True), (0, True), (1, False), (2, False), (300, False)])
def test_from_the_day_after_the_last_good_one_they_are_refused(
    session: Session, code: str, days_after: int, is_allowed: bool
) -> None:
    with time_machine.travel(datetime(2026, 6, 1, 12, tzinfo=UTC), tick=False):
        until = {**dict.fromkeys(SPECIALS_CLEARANCES, LONG), code: UNTIL}
        held = [Holding(each, date(2025, 1, 1), until_on) for each, until_on in until.items()]
        volunteer = a_volunteer(clearances=held, started_on=date(2025, 1, 1))
        day = UNTIL + timedelta(days=days_after)
        duty = a_duty(starts_at=datetime(day.year, day.month, day.day, 12, tzinfo=UTC))
        by = a_viewer(Role.SUPERVISOR, SPECIALS)
        wanted = {"post_id": duty.posts[0].id, "volunteer_id": volunteer.id, "by": by}
        if is_allowed:
            assert isinstance(assign(duty.id, **wanted), SignUp)
            return
        with pytest.raises(Refused) as refused:
            assign(duty.id, **wanted)
        (refusal,) = refused.value.refusals
        assert refusal.code == f"{code}_lapsed"
        assert "lapses on 30 June 2026, before this duty." in refusal.message
