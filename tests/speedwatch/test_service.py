"""The acts of SpeedWatch on the database: planned, returned once, handed over, and erased for good."""

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest
from sqlalchemy import Text, cast, literal_column, select, text
from sqlalchemy.orm import Session

from tests.speedwatch.builders import (
    PLATE,
    AScheme,
    a_return,
    a_returned,
    a_scheme,
    a_session,
    assess,
    places_of,
    staff,
)
from volunteers import clock
from volunteers.errors import Conflict, NotFound, Refused
from volunteers.extensions import db
from volunteers.history.models import HistoryEntry
from volunteers.integrity.queries.looking import look
from volunteers.integrity.queries.states.speedwatch import STATES
from volunteers.notifications.models import Message
from volunteers.permissions import Role
from volunteers.rosters.models import Attendance, DutyState
from volunteers.rosters.queries.contents import content_of
from volunteers.rosters.service.changing import change_duty
from volunteers.rosters.service.duties import add_duty
from volunteers.speedwatch import service
from volunteers.speedwatch.models import RoadsideSession, SeenVehicle
from volunteers.speedwatch.queries.figures import list_months
from volunteers.speedwatch.queries.returns import open_draft
from volunteers.speedwatch.queries.sessions import Wanted, get_own_session, get_staff_session, list_staff_sessions
from volunteers.speedwatch.rules.sessions import Direction, Weather
from volunteers.speedwatch.rules.sheet import Draft, TypedRow
from volunteers.speedwatch.service import PlannedStand
from volunteers.speedwatch.service.handing_over import Reason
from volunteers.unit_of_work import unit_of_work

TYPED = Draft({"counted": "12"}, (TypedRow("1", "WXI9 KDE", "Ford", "Blue", "3"),))


@pytest.fixture
def scheme(session: Session) -> AScheme:
    return a_scheme()


def planned(scheme: AScheme, *, starts: time = time(11), hours: float = 2, places: int = 4) -> PlannedStand:
    begins = clock.from_london(datetime.combine(clock.today() + timedelta(days=5), starts))
    return PlannedStand(scheme.unit.id, scheme.site.id, Direction.BOTH, begins, begins + timedelta(hours=hours), places)


def rules_of(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [each.message.partition(":")[0] for each in refused.value.refusals]


def everything(session: Session) -> str:
    """Every row of every table, with what is sealed as hexadecimal."""
    tables = session.scalars(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).all()
    rows = (session.scalars(select(cast(literal_column("t"), Text)).select_from(text(f'"{one}" t'))) for one in tables)
    return "\n".join(one for found in rows for one in found)


def test_who_runs_the_scheme_plans_a_session_for_it(scheme: AScheme) -> None:
    made = service.plan_session(planned(scheme), by=scheme.runs)
    duty = made.duty
    assert (duty.state, duty.kind, duty.is_unit_only) == (DutyState.PUBLISHED, "roadside", True)
    assert [(post.name, post.places, post.needs) for post in duty.posts] == [
        ("Device operator", 1, ["speed_device_operator"]), ("Roadside volunteer", 3, []),
    ]  # fmt: skip
    assert duty.risk_assessment == "Stand behind the wall."
    assert (made.speed_limit, made.threshold) == (30, 35)
    assert service.plan_session(planned(scheme, starts=time(14), hours=1), by=staff()).id > made.id


def test_nobody_else_plans_it(scheme: AScheme) -> None:
    for other in (scheme.other, a_scheme().runs, staff(area="bristol")):
        with pytest.raises(NotFound):
            service.plan_session(planned(scheme), by=other)


def test_each_rule_it_breaks_is_named(scheme: AScheme) -> None:
    assess(scheme.site, until=clock.today() + timedelta(days=1))
    with pytest.raises(Refused) as refused:
        service.plan_session(planned(scheme, starts=time(20), hours=2.5, places=2), by=scheme.runs)
    assert [name for name in rules_of(refused) if name != "Daylight"] == [
        "Site risk assessment", "Hours", "Length", "Team",
    ]  # fmt: skip


def test_staff_who_move_it_on_the_general_pages_meet_the_same_rules(scheme: AScheme) -> None:
    on = clock.today() + timedelta(days=5)
    duty, by = a_session(scheme, on=on).duty, staff()
    was = content_of(duty)
    late, later = was.starts_at + timedelta(days=300), was.starts_at.replace(hour=20)
    for moved, rule in ((late, "Site risk assessment"), (later, "Daylight")):
        asked = replace(was, starts_at=moved, ends_at=moved + timedelta(hours=2))
        with pytest.raises(Refused) as refused:
            change_duty(duty.id, asked, seen=was.digest, by=by)
        assert rules_of(refused) == [rule]
    elsewhere = replace(was, said=replace(was.said, kind="meeting"))
    with pytest.raises(Refused, match="Its scheme, area and kind stay"):
        change_duty(duty.id, elsewhere, seen=was.digest, by=by)
    sooner = replace(was, ends_at=was.ends_at - timedelta(minutes=30))
    assert change_duty(duty.id, sooner, seen=was.digest, by=by).ends_at == sooner.ends_at
    asked = replace(was, said=replace(was.said, kind="roadside"))
    with pytest.raises(Refused, match="is planned on the page of its scheme"):
        add_duty(asked, strand="community_speedwatch", publish=True, by=by)


def test_calling_off_for_the_weather_tells_everyone(scheme: AScheme, session: Session) -> None:
    one = a_session(scheme, on=clock.today() + timedelta(days=1))
    with pytest.raises(NotFound):
        service.call_off(one.id, weather=Weather.FOG, by=scheme.other)
    service.call_off(one.id, weather=Weather.FOG, by=scheme.runs)
    assert one.duty.state is DutyState.CANCELLED
    told = session.scalars(select(Message).where(Message.kind == "duty_cancelled")).all()
    assert len(told) == len(scheme.team)
    assert "thick fog" in str(told[0].particulars)


def test_a_draft_is_sealed_and_comes_back_to_those_who_write_it(scheme: AScheme, session: Session) -> None:
    one = a_session(scheme)
    assert service.save_draft(one.id, TYPED, seen=0, by=scheme.runs) == 1
    line = get_own_session(one.id, scheme.runs)
    assert open_draft(line, scheme.runs) == TYPED
    assert open_draft(line, scheme.other) == Draft()
    session.flush()
    assert "WXI9" not in everything(session)
    with pytest.raises(Conflict):
        service.save_draft(one.id, Draft(), seen=0, by=scheme.runs)
    with pytest.raises(NotFound):
        service.save_draft(one.id, Draft(), seen=1, by=scheme.other)


def test_a_leader_of_the_session_writes_it_too(scheme: AScheme) -> None:
    one = a_session(scheme)
    one.duty.leader_id = scheme.team[1].id
    assert service.save_draft(one.id, TYPED, seen=0, by=scheme.other) == 1


def test_a_return_is_sent_once_and_books_who_was_there(scheme: AScheme, session: Session) -> None:
    one = a_session(scheme)
    service.save_draft(one.id, TYPED, seen=0, by=scheme.runs)
    late = one.duty.starts_at + timedelta(minutes=30)
    came = a_return(scheme, one)
    came = a_return(scheme, one, came={**came.came, places_of(one)[2]: late})
    service.send_return(one.id, came, by=scheme.runs)
    assert (one.present, one.recorded, one.draft) == (3, 1, None)
    rows = session.scalars(select(Attendance).order_by(Attendance.sign_up_id)).all()
    assert [row.minutes for row in rows] == [110, 110, 85]
    with pytest.raises(Refused, match="ended already"):
        service.send_return(one.id, came, by=scheme.runs)
    assert open_draft(get_own_session(one.id, scheme.runs), scheme.runs) == Draft()


@pytest.mark.parametrize(
    ("wrong", "rule"),
    [
        ({"people": 2}, "Team"),
        ({"no_operator": True}, "Trained operator"),
        ({"is_device_checked": False}, "Device check"),
        ({"out_of_calibration": True}, "Calibration"),
        ({"counted": 0}, "You wrote down 1 vehicles, more than the 0 that were counted."),
        ({"hours": 3}, "Length"),
        ({"dark": True}, "Daylight"),
    ],
)
def test_a_return_is_refused_by_rule_and_stays_a_draft(scheme: AScheme, wrong: dict[str, object], rule: str) -> None:
    one = a_session(scheme)
    service.save_draft(one.id, TYPED, seen=0, by=scheme.runs)
    more: dict[str, object] = {key: wrong[key] for key in ("people", "is_device_checked", "counted") if key in wrong}
    if "no_operator" in wrong:
        more["came"] = dict.fromkeys(places_of(one)[1:], one.duty.starts_at)
    if "out_of_calibration" in wrong:
        scheme.device.calibrated_until = clock.today() - timedelta(days=3)
    if "hours" in wrong:
        more["stood_until"] = one.duty.starts_at + timedelta(hours=3)
    if "dark" in wrong:
        night = clock.from_london(datetime.combine(clock.on(one.duty.starts_at), time(21, 50)))
        more |= {"stood_from": night - timedelta(hours=1), "stood_until": night}
    with pytest.raises(Refused) as refused:
        service.send_return(one.id, a_return(scheme, one, **more), by=scheme.runs)  # type: ignore[arg-type]
    assert rule in rules_of(refused)
    assert one.draft is not None
    service.close_as_not_run(one.id, reason="Too few people came", by=scheme.runs)
    assert db.session.get_one(RoadsideSession, one.id).not_run_because == "Too few people came"
    assert {one.draft, one.returned_at} == {None}


def test_it_goes_to_the_police_and_is_erased_for_good(scheme: AScheme, session: Session) -> None:
    by, one = staff(), a_returned(scheme, vehicles=2)
    session.flush()
    assert PLATE not in everything(session)
    with pytest.raises(Refused):
        service.confirm_received(one.id, by=by)
    with unit_of_work():
        file = service.hand_over([one.id], reason=Reason.USUAL, by=by)
    assert len(file.rows) == 3
    assert file.rows[1][0] == one.reference
    assert file.rows[1][7:] == (PLATE, "Ford", "Blue", "38")
    assert service.hand_over([one.id], reason=Reason.AGAIN, by=by).rows == file.rows
    sealed = [each.sealed.hex() for each in session.scalars(select(SeenVehicle)) if each.sealed]
    with unit_of_work():
        service.confirm_received(one.id, by=by)
    left = everything(session)
    assert len(sealed) == 2
    assert not any(each in left for each in (*sealed, PLATE, PLATE.replace(" ", "")))
    assert [each.speed for each in session.scalars(select(SeenVehicle).order_by(SeenVehicle.number))] == [38, 39]
    with pytest.raises(Refused):
        service.hand_over([one.id], reason=Reason.AGAIN, by=by)
    acts = session.scalars(select(HistoryEntry.act).where(HistoryEntry.act.like("speedwatch%"))).all()
    assert "speedwatch_handed_over" in acts
    assert [state.code for state in STATES if look(state, {"speedwatch_team": 3}).count] == []


def test_nobody_out_of_scope_takes_the_file_out(scheme: AScheme) -> None:
    one = a_returned(scheme)
    for other in (staff(area="bristol"), staff(Role.SUPERVISOR)):
        with pytest.raises(NotFound):
            service.hand_over([one.id], reason=Reason.USUAL, by=other)
    assert get_staff_session(one.id, staff(Role.SUPERVISOR)).session.id == one.id


def test_what_came_of_it_is_counted(scheme: AScheme) -> None:
    by, one = staff(), a_returned(scheme, vehicles=3)
    with pytest.raises(Refused):
        service.note_outcomes(one.id, {"first_letter": 1}, by=by)
    service.hand_over([one.id], reason=Reason.USUAL, by=by)
    with pytest.raises(Refused, match="4 in all"):
        service.note_outcomes(one.id, {"first_letter": 3, "visit": 1}, by=by)
    service.note_outcomes(one.id, {"first_letter": 2, "visit": 1}, by=by)
    (month,) = list_months(scheme.unit.id)
    assert (month.sessions, month.counted, month.recorded) == (1, 200, 3)
    assert dict(month.outcomes)["First letter"] == 2


def test_jobs_warn_and_then_erase(scheme: AScheme, session: Session) -> None:
    by = staff()
    one, typed = a_returned(scheme), a_session(scheme, on=clock.today() - timedelta(days=3))
    service.save_draft(typed.id, TYPED, seen=0, by=scheme.runs)
    one.duty.starts_at, one.duty.ends_at = (at - timedelta(days=1) for at in (one.duty.starts_at, one.duty.ends_at))
    session.flush()
    assert service.warn_of_waiting() == 1
    assert service.warn_of_waiting() == 0
    (told,) = session.scalars(
        select(Message).where(Message.kind == "speedwatch_waiting", Message.account_id == by.account_id)
    )
    assert told.particulars["total"] == 1
    assert service.erase_overdue() == 0
    for each in (one, typed):
        each.duty.starts_at, each.duty.ends_at = (
            at - timedelta(days=40) for at in (each.duty.starts_at, each.duty.ends_at)
        )
    session.flush()
    assert service.erase_overdue() == 2
    assert service.erase_overdue() == 0
    assert (one.erased_at is not None, typed.draft) == (True, None)
    assert session.scalars(select(SeenVehicle.sealed)).all() == [None]


def test_lists_are_of_ones_scope_and_kind(scheme: AScheme) -> None:
    by, waiting = staff(), a_returned(scheme)
    open_one, coming = (
        a_session(scheme, on=clock.today() - timedelta(days=4)),
        a_session(scheme, on=clock.today() + timedelta(days=3)),
    )
    for wanted, found in ((Wanted.WAITING, waiting), (Wanted.NO_RETURN, open_one), (Wanted.PLANNED, coming)):
        assert [line.session.id for line in list_staff_sessions(by, wanted)] == [found.id]
    assert list_staff_sessions(staff(area="bristol"), Wanted.WAITING) == []


def test_a_device_keeps_its_new_calibration_and_a_threshold_holds_from_now_on(scheme: AScheme) -> None:
    by, until = staff(), clock.today() + timedelta(days=400)
    same = service.keep_device(
        scheme.unit.id, make="TruCam II", serial=scheme.device.serial, calibrated_until=until, by=by
    )
    assert (same.id, same.calibrated_until) == (scheme.device.id, until)
    with pytest.raises(Refused):
        service.keep_device(a_scheme().unit.id, make="X", serial=scheme.device.serial, calibrated_until=until, by=by)
    service.set_threshold(scheme.unit.id, speed_limit=30, threshold=36, by=by)
    assert service.plan_session(planned(scheme), by=scheme.runs).threshold == 36
    with pytest.raises(Refused):
        service.set_threshold(scheme.unit.id, speed_limit=30, threshold=30, by=by)


def test_impossible_states_are_found(scheme: AScheme, session: Session) -> None:
    one = a_returned(scheme)
    one.erased_at, one.present = clock.now(), 2
    session.flush()
    assert [look(state, {"speedwatch_team": 3}).count for state in STATES] == [1, 1]
