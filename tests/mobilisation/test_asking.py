"""Who is asked and how they are told: judged by the roster's own rules, in few statements however many."""

from datetime import timedelta

import pytest

from tests.mobilisation.builders import a_call, asked, key, link_of, people, recipient, says, staff
from tests.people.builders import SOMERSET, SPECIALS, a_volunteer, an_account, as_viewer
from tests.rosters.builders import a_duty, a_sign_up
from tests.rosters.coordinating import a_station
from tests.rosters.filling_builders import away, said
from tests.sql_count import counted_sql
from volunteers import clock
from volunteers.errors import Conflict, Refused
from volunteers.extensions import db
from volunteers.mobilisation import service
from volunteers.mobilisation.models import Call, CallRecipient
from volunteers.mobilisation.queries import look
from volunteers.mobilisation.rules import Reach
from volunteers.notifications.models import Channel, Message, MessageChoices, MessageState
from volunteers.notifications.rules.choices import Way
from volunteers.people.rules import Holding
from volunteers.permissions import Grant, Role, Viewer
from volunteers.rosters.models import Duty, Giving
from volunteers.rosters.rules import PostPlan

DRIVERS = PostPlan("Driver", 2, ("response_driver",))


def of_both() -> Viewer:
    """A supervisor of two areas."""
    return as_viewer(an_account(grants=[Grant(Role.SUPERVISOR, SPECIALS, area) for area in (SOMERSET, "bristol")]))


def test_everyone_is_judged_as_of_the_duty_and_the_others_are_named_with_why(session):
    may = a_volunteer(last_name="May")
    at_home = a_volunteer(last_name="Away")
    said(at_home)
    away(at_home, clock.today(), clock.today() + timedelta(days=3))
    a_sign_up(a_duty(starts_at=clock.now() + timedelta(hours=4), ends_at=clock.now() + timedelta(hours=6)),
              a_volunteer(last_name="Busy"))  # fmt: skip
    a_volunteer(last_name="New", grade="in_training")
    a_volunteer(last_name="Elsewhere", area="bristol")
    found = look(asked())
    assert [one.volunteer_id for one in found.people] == [may.id]
    assert {one.reason: [name for name, _ in one.people] for one in found.left_out} == {
        "Away, as they said": ["Alex Away"],
        "On another duty at that time": ["Alex Busy"],
        "Grade not enough for any post": ["Alex New"],
    }
    widely = look(asked(areas=(SOMERSET, "bristol"), asks_away=True))
    assert len(widely.people) == 3
    assert look(asked(DRIVERS)).left_out[0].reason == "A clearance or qualification does not hold"


def test_who_is_too_far_is_left_out_only_where_both_places_are_known(session):
    here, far = a_station(latitude=51.01, longitude=-3.1), a_station("Bath", latitude=51.38, longitude=-2.36)
    near, unknown, away_off = a_volunteer(unit_id=here.id), a_volunteer(), a_volunteer(unit_id=far.id)
    found = look(asked(unit_id=here.id, furthest_miles=20))
    assert [one.volunteer_id for one in found.people] == [near.id, unknown.id]
    assert [(one.reason, len(one.people)) for one in found.left_out] == [("Further away than you said", 1)]
    assert away_off.id in {one.volunteer_id for one in look(asked(unit_id=here.id, furthest_miles=50)).people}


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"strand": "cadets"}, "never_called"),
        ({"strand": "community_speedwatch"}, "never_called"),
        ({"areas": (SOMERSET, "bristol")}, "out_of_scope"),
        ({"area": "bristol", "areas": (SOMERSET,)}, "out_of_scope"),
        ({"starts_at": clock.now() - timedelta(minutes=5)}, "in_the_past"),
        ({}, "nobody"),
    ],
)
def test_it_is_refused(session, more, code):
    with pytest.raises(Refused) as fault:
        service.ask(asked(**more), key=key(), by=staff())
    assert [one.code for one in fault.value.refusals] == [code]


def test_asking_and_telling_take_as_many_statements_for_many_as_for_few(app, session):
    def statements(count: int) -> tuple[int, int]:
        for one in people(count):
            one.account.mobile = "+447700900123"
        db.session.flush()
        with counted_sql(app) as asking:
            a_call(by=by)
        with counted_sql(app) as telling:
            assert service.send_batch(key=key())
        return asking.count, telling.count

    by = staff()
    assert statements(3) == statements(40)
    assert not service.send_batch(key=key())


def test_it_makes_a_duty_that_nobody_else_takes_and_tells_each_by_mail_and_text_at_once(session):
    by_mail, by_text = people(2)
    by_text.account.mobile = "+447700900123"
    begins, ends = (clock.in_london(clock.now() + timedelta(hours=hours)).time() for hours in (-1, 5))
    choices = MessageChoices(
        account_id=by_mail.account_id, my_duties=Way.DAILY, new_duties=Way.OFF, quiet_begins=begins, quiet_ends=ends,
        reminder_hours=[], changed_at=clock.now(),
    )  # fmt: skip
    db.session.add(choices)
    call = a_call()
    duty = db.session.get_one(Duty, call.duty_id)
    assert (duty.giving, duty.kind, duty.state.value) == (Giving.SUPERVISOR, "response", "published")
    while service.send_batch(key=key()):
        pass
    told = db.session.query(Message).filter_by(kind="can_you_come").order_by(Message.id).all()
    assert sorted((one.account_id, one.channel) for one in told) == sorted(
        [(by_mail.account_id, Channel.EMAIL), (by_text.account_id, Channel.EMAIL), (by_text.account_id, Channel.TEXT)]
    )
    assert {(one.state, one.due_at <= clock.now()) for one in told} == {(MessageState.PENDING, True)}
    theirs = next(one for one in told if one.channel is Channel.TEXT)
    assert theirs.particulars["path"] == f"/can-you-come/{link_of(call, by_text)}"
    assert recipient(call, by_text).text_id == theirs.id
    assert not service.send_batch(key=key()), "nobody is told twice"


def test_asking_more_asks_nobody_twice(session):
    (first,) = people(1)
    call = a_call(by=(by := of_both()))
    others = people(2, area="bristol")
    sent = service.ask_more(call.id, Reach((SOMERSET, "bristol")), version=call.version, key=key(), by=by)
    assert sent.people == 2
    assert session.query(CallRecipient).count() == 3
    assert recipient(call, first).id < recipient(call, others[0]).id
    with pytest.raises(Refused, match="nobody who was not asked"):
        service.ask_more(call.id, Reach(("bristol",)), version=call.version, key=key(), by=by)
    with pytest.raises(Conflict):
        service.ask_more(call.id, Reach(("bristol",)), version=1, key=key(), by=by)


def test_those_without_an_answer_are_asked_again_once_in_a_quarter_of_an_hour(session):
    silent, answered = people(2)
    call = a_call(by=(by := staff()))
    service.send_batch(key=key())
    says(call, answered, None)
    with pytest.raises(Refused, match="15 minutes"):
        service.ask_again(call.id, version=call.version, by=by)
    session.query(Call).update({"created_at": clock.now() - timedelta(minutes=16)})
    assert service.ask_again(call.id, version=call.version + 0, by=by).people == 1
    assert service.send_batch(key=key())
    told = db.session.query(Message).filter_by(kind="can_you_come", account_id=silent.account_id).all()
    assert len({one.particulars["path"] for one in told}) == 1, "the link in each message about it is the same"
    assert len(told) == 2
    with pytest.raises(Refused, match="15 minutes"):
        service.ask_again(call.id, version=call.version, by=by)


def test_a_driver_counts_for_the_post_of_drivers(session):
    held = [Holding("response_driver", clock.today() - timedelta(days=9), None)]
    driver = a_volunteer(qualifications=held)
    assert [one.volunteer_id for one in look(asked(DRIVERS)).people] == [driver.id]
