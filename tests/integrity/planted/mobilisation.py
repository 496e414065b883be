"""Calls to which more people are coming than were wanted."""

from datetime import timedelta

from tests.integrity.planted.planting import plants
from tests.mobilisation.builders import a_call, people, recipient, says
from tests.rosters.builders import a_sign_up
from volunteers import clock
from volunteers.extensions import db
from volunteers.mobilisation.rules import Answer
from volunteers.rosters.models import Duty
from volunteers.rosters.rules import PostPlan


@plants("more_coming_than_wanted")
def two_for_one_place() -> list[int]:
    first, second = people(2)
    full, fine = (
        a_call(PostPlan("Search team", 1)),
        a_call(PostPlan("Search team", 2), starts_at=clock.now() + timedelta(days=3)),
    )
    says(full, first, 30)
    says(fine, first, 30)
    says(fine, second, 30)
    duty = db.session.get_one(Duty, full.duty_id)
    duty.posts[0].taken = 0
    one = recipient(full, second)
    one.sign_up_id = a_sign_up(duty, second).id
    one.answer, one.answered_at, one.minutes = Answer.COMING, clock.now(), 30
    db.session.flush()
    return [full.id]
