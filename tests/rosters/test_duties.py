"""Making duties, opening them and calling them off, against a real database."""

from datetime import datetime, time, timedelta

import pytest

from tests.people.builders import SPECIALS, a_viewer, a_volunteer
from tests.rosters.builders import a_duty, a_post, a_sign_up
from volunteers import clock
from volunteers.errors import NotFound, Refused
from volunteers.extensions import db
from volunteers.notifications.jobs.composing import compose
from volunteers.notifications.models import Message
from volunteers.permissions import Role
from volunteers.places.models import Unit, UnitKind
from volunteers.rosters import service
from volunteers.rosters.models import Duty, DutyState, SignUpState
from volunteers.rosters.rules import PostPlan
from volunteers.rosters.service.telling import particulars_of

pytestmark = pytest.mark.usefixtures("session")
NEXT_WEEK = clock.from_london(datetime.combine(clock.today() + timedelta(days=7), time(18)))


def created(**changes: object) -> Duty:
    usual = {
        "title": "Evening patrol", "strand": SPECIALS, "area": "somerset", "unit_id": None,
        "meeting_place": "Taunton police station", "briefing": "", "plan_priority": None, "starts_at": NEXT_WEEK,
        "ends_at": NEXT_WEEK + timedelta(hours=5), "posts": [PostPlan("Patrol", 4, ("first_aid",), ("qualified",))],
        "publish": False, "by": a_viewer(Role.SUPERVISOR, SPECIALS, "somerset"),
    }  # fmt: skip
    return service.create_duty(**{**usual, **changes})  # type: ignore[arg-type]


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [refusal.code for refusal in refused.value.refusals]


def test_a_duty_is_stored_with_its_posts_as_a_draft_or_published():
    draft, published = created(), created(publish=True)
    assert (draft.state, published.state) == (DutyState.DRAFT, DutyState.PUBLISHED)
    (post,) = draft.posts
    assert (post.name, post.places, post.taken, post.needs, post.grades) == (
        "Patrol", 4, 0, ["first_aid"], ["qualified"],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"area": "bristol"}, ["out_of_scope"]),
        ({"strand": "cadets"}, ["out_of_scope"]),
        ({"ends_at": NEXT_WEEK}, ["ends_before_start"]),
        ({"starts_at": NEXT_WEEK - timedelta(days=30), "ends_at": NEXT_WEEK - timedelta(days=29.9)}, ["in_the_past"]),
        ({"posts": []}, ["no_posts"]),
        ({"unit_id": -1}, ["unit_elsewhere"]),
    ],
)
def test_a_duty_that_cannot_be_is_refused_and_not_stored(changes, expected):
    with pytest.raises(Refused) as refused:
        created(**changes)
    assert codes(refused) == expected
    assert db.session.query(Duty).count() == 0


@pytest.mark.parametrize(
    ("area", "strand", "fits"), [("somerset", None, True), ("somerset", "cadets", False), ("bristol", None, False)]
)
def test_a_unit_lies_in_the_area_and_serves_the_strand(area, strand, fits):
    unit = Unit(code="u", name="Taunton", kind=UnitKind.STATION, area=area, strand=strand)
    db.session.add(unit)
    db.session.flush()
    if fits:
        assert created(unit_id=unit.id).unit_id == unit.id
    else:
        with pytest.raises(Refused):
            created(unit_id=unit.id)


def test_a_draft_is_published_once():
    duty, supervisor = created(), a_viewer(Role.SUPERVISOR, SPECIALS, "somerset")
    assert service.publish(duty.id, by=supervisor).state is DutyState.PUBLISHED
    with pytest.raises(Refused) as refused:
        service.publish(duty.id, by=supervisor)
    assert codes(refused) == ["not_a_draft"]


def test_a_draft_that_would_have_begun_is_not_published():
    late = a_duty(state=DutyState.DRAFT, starts_at=clock.now() - timedelta(minutes=1))
    with pytest.raises(Refused) as refused:
        service.publish(late.id, by=a_viewer(Role.SUPERVISOR))
    assert codes(refused) == ["in_the_past"]


@pytest.mark.parametrize("viewer", [(Role.SUPERVISOR, SPECIALS, "bristol"), (Role.OPCC_ANALYST,), (Role.VOLUNTEER,)])
def test_a_duty_out_of_scope_is_not_found(viewer):
    duty = a_duty(state=DutyState.DRAFT)
    with pytest.raises(NotFound):
        service.publish(duty.id, by=a_viewer(*viewer))
    with pytest.raises(NotFound):
        service.cancel(duty.id, reason="Storm", by=a_viewer(*viewer))


def test_those_on_a_cancelled_duty_are_told_and_free_for_another():
    duty = a_duty(posts=[a_post(places=3)])
    people = [a_volunteer(grade="qualified") for _ in range(2)]
    places = [a_sign_up(duty, one) for one in people]
    service.cancel(duty.id, reason="Storm", by=a_viewer(Role.SUPERVISOR))
    db.session.expire_all()
    assert duty.state is DutyState.CANCELLED
    assert duty.posts[0].taken == 0
    assert {place.state for place in places} == {SignUpState.WITHDRAWN}
    told = [one for one in db.session.query(Message) if one.kind == "duty_cancelled"]
    assert {one.to_address for one in told} == {one.account.email for one in people}
    assert told[0].particulars["reason"] == "Storm"


@pytest.mark.parametrize(
    ("more", "reason", "expected"),
    [
        ({"state": DutyState.CANCELLED}, "Storm", "cancelled"),
        ({"starts_at": clock.now() - timedelta(minutes=1)}, "Storm", "begun"),
        ({}, " ", "reason_needed"),
    ],
)
def test_a_duty_is_not_cancelled_twice_or_late_or_without_a_reason(more, reason, expected):
    with pytest.raises(Refused) as refused:
        service.cancel(a_duty(**more).id, reason=reason, by=a_viewer(Role.SUPERVISOR))
    assert codes(refused) == [expected]


@pytest.mark.parametrize("kind", ["signed_up", "withdrawn_from_duty", "duty_cancelled"])
def test_every_message_of_this_room_says_which_duty_and_keeps_it_out_of_the_subject(app, kind):
    duty = a_duty(title="Carnival")
    more = {"post": "Patrol", "by_themself": False, "reason": "Storm"}
    message = Message(kind=kind, to_address="a@example.org", particulars={**particulars_of(duty), **more})
    composed = compose(message)
    assert "Carnival" in composed.body
    assert "Carnival" not in composed.subject
