"""Changing a duty: what is different in sentences, who is told and asked, and what is refused."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest
import time_machine

from tests.people.builders import SPECIALS, a_viewer, a_volunteer, as_viewer
from tests.rosters.builders import a_duty, a_post, a_sign_up
from volunteers import clock
from volunteers.errors import Conflict, NotFound, Refused
from volunteers.extensions import db
from volunteers.notifications.jobs.composing import compose
from volunteers.notifications.models import Message
from volunteers.permissions import Role
from volunteers.rosters import service
from volunteers.rosters.models import Duty, DutyChange, DutyState, SignUp, Wait, WaitState
from volunteers.rosters.queries import get_staff_duty
from volunteers.rosters.queries.changes import find_unseen
from volunteers.rosters.queries.contents import content_of
from volunteers.rosters.rules import DutyContent, Particulars, PostPlan
from volunteers.rosters.rules.changes import changes_between
from volunteers.strands.queries import get_strand

DAY = datetime(2026, 12, 4, tzinfo=clock.LONDON)
PATROL = PostPlan("Patrol", 4, id=1)


def content(**changes: object) -> DutyContent:
    said = Particulars("Evening patrol", "somerset", "Taunton police station", kind="patrol", briefing="Bring a torch.")
    usual = DutyContent(said, DAY.replace(hour=18), DAY.replace(hour=23), None, (PATROL,))
    known = {name: value for name, value in changes.items() if name in Particulars.__dataclass_fields__}
    rest = {name: value for name, value in changes.items() if name not in known}
    return replace(usual, said=replace(said, **known), **rest)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "sentence", "must_know"),
    [
        ({"starts_at": DAY.replace(hour=19)}, "It now starts at 7pm, not 6pm.", True),
        ({"ends_at": DAY.replace(hour=22, minute=30)}, "It now ends at 10:30pm, not 11pm.", True),
        ({"ends_at": DAY.replace(day=5, hour=2)}, "It now ends at 2am the next day, not 11pm.", True),
        ({"starts_at": DAY.replace(day=5, hour=18), "ends_at": DAY.replace(day=5, hour=23)},
         "It is now on Saturday 5 December 2026, not Friday 4 December 2026.", True),
        ({"meeting_place": "Bridgwater"}, "People now meet at Bridgwater, not at Taunton police station.", True),
        ({"address": "1 High Street,\nTaunton"}, "The address is now 1 High Street, Taunton.", True),
        ({"map_reference": "ST 228 245"}, "The map reference is now ST 228 245.", True),
        ({"kind": "response"}, "It is now this kind of duty: Response.", True),
        ({"briefing": "Bring two."}, "The briefing has changed.", True),
        ({"risk_assessment": "Wet"}, "The risk assessment has changed.", True),
        ({"title": "Night patrol"}, "It is now called “Night patrol”, not “Evening patrol”.", False),
        ({"plan_priority": "drugs"}, "The priority it serves has changed.", False),
        ({"sign_up_until": DAY.replace(day=3, hour=12)},
         "People can now sign up until 12pm on Thursday 3 December 2026.", False),
        ({"posts": (replace(PATROL, places=6),)}, "“Patrol” now has 6 places, not 4.", False),
        ({"posts": (PATROL, PostPlan("Driver", 1))}, "There is a new post, “Driver”, with 1 place.", False),
        ({"posts": ()}, "There is no post “Patrol” any more.", False),
    ],
)  # fmt: skip
def test_each_difference_is_a_sentence(changes, sentence, must_know):
    (change,) = changes_between(content(), content(**changes), strand=get_strand(SPECIALS))
    assert (change.sentence, change.must_know) == (sentence, must_know)


def test_the_two_times_of_the_repeated_hour_are_told_apart():
    night = datetime(2026, 10, 25, 1, 30, tzinfo=clock.LONDON)
    first, second = (content(starts_at=night.replace(fold=fold), ends_at=night.replace(hour=6)) for fold in (0, 1))
    (change,) = changes_between(first, second, strand=get_strand(SPECIALS))
    assert change.sentence == "It now starts at 1:30am GMT, not 1:30am BST."
    assert first.digest != second.digest


@pytest.fixture
def by(session):
    return a_viewer(Role.SUPERVISOR, SPECIALS, "somerset")


def changed(duty: Duty, by, **changes: object) -> Duty:
    """Change a stored duty as its page would: names of particulars, or of the content."""
    shown = content_of(duty)
    known = {name: value for name, value in changes.items() if name in Particulars.__dataclass_fields__}
    rest = {name: value for name, value in changes.items() if name not in known}
    asked = replace(shown, said=replace(shown.said, **known), **rest)
    return service.change_duty(duty.id, asked, seen=shown.digest, by=by)


def later(duty: Duty, hours: float = 1) -> dict[str, datetime]:
    return {name: clock.in_london(getattr(duty, name)) + timedelta(hours=hours) for name in ("starts_at", "ends_at")}


def codes(act: Callable[[], object]) -> list[str]:
    with pytest.raises(Refused) as refused:
        act()
    return [refusal.code for refusal in refused.value.refusals]


def to_confirm(duty_id, by):
    """The volunteers who have not said yes to the change, as the duty's page has them."""
    return {person.volunteer_id for person in get_staff_duty(duty_id, by).people if person.must_confirm}


def test_those_on_it_are_told_what_is_different_and_confirm(by):
    duty = a_duty()
    helper = a_volunteer(last_name="Nakamura")
    place = a_sign_up(duty, helper)
    changed(duty, by, meeting_place="Bridgwater", plan_priority="drugs", **later(duty))
    unseen = find_unseen(duty.id, helper.id)
    assert unseen.changes[:2] == ("It now starts at 7pm, not 6pm.", "It now ends at 12am the next day, not 11pm.")
    assert (duty.version, unseen.version, unseen.must_confirm) == (2, 2, True)
    assert to_confirm(duty.id, by) == {helper.id}
    message = db.session.query(Message).filter_by(kind="duty_changed").one()
    letter = compose(message).body
    assert "It now starts at 7pm, not 6pm." in letter
    assert f"/duties/{duty.id}" in letter
    db.session.refresh(place)
    assert (place.during.lower, place.during.upper) == (duty.starts_at, duty.ends_at)
    me = as_viewer(helper.account)
    with pytest.raises(Conflict):
        service.confirm_change(duty.id, version=1, by=me)
    service.confirm_change(duty.id, version=2, by=me)
    assert (find_unseen(duty.id, helper.id).must_confirm, to_confirm(duty.id, by)) == (False, set())


def test_what_nobody_need_know_tells_nobody(by):
    duty = a_duty()
    a_sign_up(duty, a_volunteer())
    changed(duty, by, plan_priority="drugs", title="Night patrol")
    assert (duty.version, duty.title, db.session.query(Message).count()) == (1, "Night patrol", 0)


def test_a_draft_tells_nobody_and_has_no_versions(by):
    duty = a_duty(state=DutyState.DRAFT)
    changed(duty, by, **later(duty))
    assert (duty.version, db.session.query(DutyChange).count()) == (1, 0)


def test_a_page_that_is_out_of_date_is_a_conflict(by):
    duty = a_duty()
    old = content_of(duty)
    changed(duty, by, title="Night patrol")
    with pytest.raises(Conflict):
        service.change_duty(duty.id, replace(old, posts=()), seen=old.digest, by=by)


def test_fewer_places_than_taken_and_a_post_in_use_are_refused(by):
    duty = a_duty(posts=[a_post(places=2), a_post("Driver", places=1)])
    for name in ("One", "Two"):
        a_sign_up(duty, a_volunteer(last_name=name))
    patrol, driver = content_of(duty).posts
    assert codes(lambda: changed(duty, by, posts=(replace(patrol, places=1), driver))) == ["fewer_than_taken"]
    assert codes(lambda: changed(duty, by, posts=(driver,))) == ["post_in_use"]
    changed(duty, by, posts=(replace(patrol, places=5), PostPlan("Cyclist", 2)))
    assert [(post.name, post.places) for post in duty.posts] == [("Patrol", 5), ("Cyclist", 2)]


def test_more_places_are_offered_to_who_waits(by):
    duty = a_duty(posts=[a_post(places=1)])
    a_sign_up(duty, a_volunteer())
    waits = a_volunteer(last_name="Waits")
    db.session.add(Wait(duty_id=duty.id, post_id=duty.posts[0].id, volunteer_id=waits.id, joined_at=clock.now()))
    db.session.flush()
    (patrol,) = content_of(duty).posts
    changed(duty, by, posts=(replace(patrol, places=2),))
    assert (db.session.query(Wait).one().state, duty.posts[0].taken) == (WaitState.OFFERED, 2)


def test_who_would_be_in_two_places_is_named(by):
    duty = a_duty()
    helper = a_volunteer(first_name="Yuki", last_name="Nakamura")
    a_sign_up(duty, helper)
    other = a_duty(title="Late train", starts_at=duty.ends_at, hours=2)
    a_sign_up(other, helper)
    with pytest.raises(Refused) as refused:
        changed(duty, by, **later(duty))
    words = "Yuki Nakamura is on “Late train” at that time. Take them off one of the two first."
    assert [one.message for one in refused.value.refusals] == [words]
    assert (duty.version, db.session.query(DutyChange).count()) == (1, 0)


def test_what_could_not_be_planned_is_refused(by):
    duty = a_duty()
    assert codes(lambda: changed(duty, by, ends_at=clock.in_london(duty.starts_at))) == ["ends_before_start"]
    assert codes(lambda: changed(duty, by, minimum_to_run=9)) == ["minimum_above_places"]
    assert codes(lambda: changed(duty, by, area="bristol")) == ["out_of_scope"]


@pytest.mark.parametrize(
    ("state", "days", "expected"), [(DutyState.CANCELLED, 7, "cancelled"), (DutyState.PUBLISHED, -1, "begun")]
)
def test_a_duty_that_is_cancelled_or_began_is_not_changed(by, state, days, expected):
    duty = a_duty(state=state, on=clock.today() + timedelta(days=days))
    assert codes(lambda: changed(duty, by, title="Another")) == [expected]


def test_who_is_not_on_it_or_not_in_scope_finds_nothing(by):
    duty = a_duty()
    shown = content_of(duty)
    stranger = a_viewer(Role.SUPERVISOR, SPECIALS, "bristol")
    with pytest.raises(NotFound):
        service.change_duty(duty.id, shown, seen=shown.digest, by=stranger)
    with pytest.raises(NotFound):
        service.confirm_change(duty.id, version=1, by=as_viewer(a_volunteer().account))
    assert db.session.query(SignUp).count() == 0


def test_a_deadline_that_was_agreed_before_may_be_over_when_something_else_is_changed(by):
    duty = a_duty()
    duty.sign_up_until = clock.now() + timedelta(hours=1)
    db.session.flush()
    with time_machine.travel(clock.now() + timedelta(hours=2), tick=False):
        changed(duty, by, title="Another")
    assert duty.title == "Another"


def test_moving_a_duty_onto_the_night_the_clocks_go_back_keeps_its_hours_by_the_clock(by):
    with time_machine.travel(datetime(2026, 10, 1, 9, tzinfo=clock.LONDON), tick=False):
        duty = a_duty(on=datetime(2026, 10, 17, tzinfo=clock.LONDON).date(), starts=time(22), hours=8)
        begins = datetime(2026, 10, 24, 22, tzinfo=clock.LONDON)
        changed(duty, by, starts_at=begins, ends_at=begins.replace(day=25, hour=6))
        assert duty.ends_at - duty.starts_at == timedelta(hours=9)
        (change,) = db.session.query(DutyChange)
        assert change.sentences == ["It is now on Saturday 24 October 2026, not Saturday 17 October 2026."]
