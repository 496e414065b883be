"""Who may book, move and give up a place; what a session must be; who comes first; marking: tables of plain values."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from volunteers.appointments.rules import (
    THEY,
    YOU,
    ApplicantFacts,
    BookingState,
    Engaged,
    SessionFacts,
    SessionKind,
    SessionPlan,
    SessionState,
    in_a_row,
    may_be_given,
    refusals_for_places,
    refusals_to_book,
    refusals_to_call_off,
    refusals_to_cancel,
    refusals_to_change,
    refusals_to_move,
    refusals_to_plan,
    refusals_to_repeat,
)
from volunteers.appointments.rules.attendance import Came, Mark, refusals_of_mark, refusals_to_mark
from volunteers.appointments.rules.inviting import refusals_to_invite, refusals_to_offer
from volunteers.appointments.rules.purposes import purposes_of
from volunteers.appointments.rules.readiness import Candidate, in_order, lacking, needed_before, proposed, stages_for
from volunteers.strands.queries import get_strand
from volunteers.strands.rules import CheckFact

SPECIALS = "special_constabulary"
NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
TODAY = NOW.date()
STARTS = datetime(2026, 12, 7, 18, tzinfo=UTC)
SESSION = SessionFacts(
    id=1, kind=SessionKind.INTERVIEW, strand=SPECIALS, area="bristol", purpose="interview", title="Panel interview",
    state=SessionState.OPEN, starts_at=STARTS, ends_at=STARTS + timedelta(hours=1), starts_on=STARTS.date(), capacity=2,
    taken=0, cut_off_hours=24, when="Monday 7 December 2026, 6pm to 7pm", closes="6pm on Sunday 6 December 2026",
    contact="team@force.example",
)  # fmt: skip
OTHER = replace(SESSION, id=2, starts_at=STARTS + timedelta(days=1), ends_at=STARTS + timedelta(days=1, hours=1))
INVITED = ApplicantFacts(SPECIALS, is_open=True, invited=True, reply_by=date(2026, 12, 3))
STRAND = get_strand(SPECIALS)
PLAN = SessionPlan(
    SessionKind.INTERVIEW, SPECIALS, "bristol", "Panel interview", "Bridewell", STARTS, STARTS + timedelta(hours=1), 2,
    check_code="interview",
)  # fmt: skip


def engaged(session: SessionFacts = SESSION, state: BookingState = BookingState.BOOKED, **more: object) -> Engaged:
    known = Engaged(
        9, session.id, session.purpose, session.title, session.when, session.starts_at, session.ends_at, state
    )
    return replace(known, **more)


def codes(refusals: object) -> list[str]:
    return [refusal.code for refusal in refusals]


MEANWHILE = engaged(session_id=7, purpose="fitness", title="Fitness test")


@pytest.mark.parametrize(
    ("session", "applicant", "now", "for_applicant", "for_staff"),
    [
        (SESSION, INVITED, NOW, [], []),
        (replace(SESSION, state=SessionState.CANCELLED), INVITED, NOW, ["session_cancelled"], ["session_cancelled"]),
        (replace(SESSION, state=SessionState.HELD), INVITED, NOW, ["over"], ["over"]),
        (SESSION, INVITED, STARTS + timedelta(minutes=5), ["begun", "answer_late"], []),
        (SESSION, replace(INVITED, reply_by=None), STARTS - timedelta(hours=24), [], []),
        (SESSION, replace(INVITED, reply_by=None), STARTS - timedelta(hours=23), ["past_cut_off"], []),
        (SESSION, replace(INVITED, strand="cadets"), NOW, ["other_strand"], ["other_strand"]),
        (SESSION, replace(INVITED, is_open=False), NOW, ["ended"], ["ended"]),
        (SESSION, replace(INVITED, invited=False), NOW, ["not_invited"], []),
        (SESSION, INVITED, datetime(2026, 12, 4, 9, tzinfo=UTC), ["answer_late"], []),
        (SESSION, replace(INVITED, passed=True), NOW, ["passed"], ["passed"]),
        (SESSION, replace(INVITED, failed=True), NOW, ["failed"], ["failed"]),
        (SESSION, replace(INVITED, failed=True, again_from=date(2026, 12, 8)), NOW, ["too_soon"], ["too_soon"]),
        (SESSION, replace(INVITED, failed=True, again_from=date(2026, 12, 7)), NOW, [], []),
        (SESSION, replace(INVITED, engaged=(engaged(),)), NOW, ["already_booked"], ["already_booked"]),
        (SESSION, replace(INVITED, engaged=(engaged(state=BookingState.WAITING),)), NOW, [], []),
        (SESSION, replace(INVITED, engaged=(engaged(OTHER),)), NOW, ["booked_elsewhere"], ["booked_elsewhere"]),
        (SESSION, replace(INVITED, engaged=(MEANWHILE,)), NOW, ["clash"], ["clash"]),
        (SESSION, replace(INVITED, engaged=(replace(MEANWHILE, ends_at=STARTS),)), NOW, [], []),
    ],
)  # fmt: skip
def test_who_may_book(session, applicant, now, for_applicant, for_staff):
    found = {
        voice: codes(refusals_to_book(session, applicant, now=now, today=now.date(), voice=voice))
        for voice in (YOU, THEY)
    }
    assert found == {YOU: for_applicant, THEY: for_staff}


def test_past_the_cut_off_they_are_told_until_when_it_was_and_whom_to_ask():
    (refusal,) = refusals_to_book(
        SESSION, replace(INVITED, reply_by=None), now=STARTS - timedelta(hours=2), today=STARTS.date(), voice=YOU
    )
    assert "until 6pm on Sunday 6 December 2026" in refusal.message
    assert "team@force.example" in refusal.message


@pytest.mark.parametrize(
    ("state", "now", "reason", "voice", "found"),
    [
        (BookingState.BOOKED, NOW, "", YOU, []),
        (BookingState.WAITING, STARTS - timedelta(hours=1), "", YOU, []),
        (BookingState.BOOKED, STARTS - timedelta(hours=1), "", YOU, ["past_cut_off"]),
        (BookingState.BOOKED, STARTS - timedelta(hours=1), "Ill", THEY, []),
        (BookingState.BOOKED, NOW, " ", THEY, ["reason_needed"]),
        (BookingState.BOOKED, STARTS, "Ill", THEY, ["begun"]),
        (BookingState.CANCELLED, NOW, "Ill", THEY, ["not_live"]),
        (BookingState.ATTENDED, NOW, "", YOU, ["not_live"]),
    ],
)
def test_who_may_give_up_a_place(state, now, reason, voice, found):
    assert codes(refusals_to_cancel(state, SESSION, now=now, reason=reason, voice=voice)) == found


@pytest.mark.parametrize(
    ("to", "now", "found"),
    [
        (OTHER, NOW, []),
        (SESSION, NOW, ["same_session"]),
        (replace(OTHER, purpose="fitness"), NOW, ["other_purpose"]),
        (OTHER, STARTS - timedelta(hours=2), ["past_cut_off"]),
        (replace(OTHER, cut_off_hours=24 * 14), NOW, ["past_cut_off"]),
        (replace(OTHER, state=SessionState.CANCELLED), NOW, ["session_cancelled"]),
        # Whoever was asked to answer by a day, and did, may move after it.
        (OTHER, datetime(2026, 12, 5, tzinfo=UTC), []),
    ],
)
def test_who_may_move(to, now, found):
    me = replace(INVITED, engaged=(engaged(),))
    refusals = refusals_to_move(engaged(), SESSION, to, me, now=now, today=now.date(), voice=YOU)
    assert codes(refusals) == found


@pytest.mark.parametrize(
    ("taken", "wanted", "found"), [(0, 1, []), (2, 1, ["full"]), (0, 2, []), (1, 2, ["full"]), (0, 3, ["full"])]
)
def test_whether_there_are_places(taken, wanted, found):
    assert codes(refusals_for_places(replace(SESSION, taken=taken), wanted)) == found


@pytest.mark.parametrize(
    ("session", "now", "given"),
    [
        (SESSION, NOW, True),
        (replace(SESSION, taken=2), NOW, False),
        (SESSION, STARTS - timedelta(hours=24), True),
        (SESSION, STARTS - timedelta(hours=23), False),
        (replace(SESSION, state=SessionState.HELD), NOW, False),
    ],
)
def test_whether_a_place_is_given_by_itself(session, now, given):
    assert may_be_given(session, now) is given


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, []),
        ({"ends_at": STARTS}, ["ends_before_start"]),
        ({"ends_at": STARTS + timedelta(days=8)}, ["too_long"]),
        ({"starts_at": NOW - timedelta(hours=1)}, ["in_the_past"]),
        ({"capacity": 0}, ["places"]),
        ({"capacity": 501}, ["places"]),
        ({"cut_off_hours": -1}, ["cut_off"]),
        ({"cut_off_hours": 0}, []),
        ({"place": " "}, ["no_words"]),
        ({"check_code": "swimming"}, ["unknown_check"]),
        ({"check_code": None}, []),
    ],
)
def test_what_a_session_must_be(changes, found):
    assert codes(refusals_to_plan(replace(PLAN, **changes), strand=STRAND, now=NOW)) == found


@pytest.mark.parametrize(
    ("state", "starts_at", "taken", "capacity", "found"),
    [
        (SessionState.OPEN, STARTS, 2, 2, []),
        (SessionState.OPEN, STARTS, 2, 1, ["fewer_than_taken"]),
        (SessionState.OPEN, NOW, 0, 2, ["begun"]),
        (SessionState.CANCELLED, STARTS, 0, 2, ["not_open"]),
        (SessionState.HELD, STARTS, 0, 2, ["not_open"]),
    ],
)
def test_whether_a_session_may_be_changed(state, starts_at, taken, capacity, found):
    plan = replace(PLAN, capacity=capacity)
    refusals = refusals_to_change(plan, state=state, starts_at=starts_at, taken=taken, now=NOW, strand=STRAND)
    assert codes(refusals) == found


@pytest.mark.parametrize(
    ("state", "starts_at", "reason", "found"),
    [
        (SessionState.OPEN, STARTS, "Panel ill", []),
        (SessionState.OPEN, STARTS, "  ", ["reason_needed"]),
        (SessionState.OPEN, NOW, "Panel ill", ["begun"]),
        (SessionState.CANCELLED, STARTS, "Panel ill", ["cancelled"]),
    ],
)
def test_whether_a_session_may_be_cancelled(state, starts_at, reason, found):
    assert codes(refusals_to_call_off(state=state, starts_at=starts_at, reason=reason, now=NOW)) == found


def test_six_slots_of_a_day_follow_each_other_with_a_gap():
    plans = in_a_row(PLAN, count=6, gap_minutes=15)
    assert [each.starts_at - STARTS for each in plans] == [timedelta(minutes=75 * number) for number in range(6)]
    assert {each.ends_at - each.starts_at for each in plans} == {timedelta(hours=1)}


@pytest.mark.parametrize(
    ("count", "gap", "fits"),
    [(1, 0, True), (24, 60, True), (25, 0, False), (0, 0, False), (2, -1, False), (2, 1441, False)],
)
def test_how_many_at_once(count, gap, fits):
    assert (not refusals_to_repeat(count, gap)) is fits


@pytest.mark.parametrize(
    ("sessions", "reply_by", "found"),
    [
        ([SESSION, OTHER], date(2026, 12, 4), []),
        ([], TODAY, ["no_sessions"]),
        ([SESSION, replace(OTHER, purpose="fitness")], TODAY, ["mixed"]),
        ([replace(SESSION, cut_off_hours=24 * 7)], TODAY, ["closed"]),
        ([replace(SESSION, state=SessionState.CANCELLED)], TODAY, ["closed"]),
        ([SESSION], date(2026, 11, 30), ["reply_in_past"]),
        ([SESSION], date(2026, 12, 8), ["reply_too_late"]),
    ],
)
def test_what_can_be_offered(sessions, reply_by, found):
    assert codes(refusals_to_offer(sessions, reply_by, now=NOW, today=TODAY)) == found


@pytest.mark.parametrize(
    ("applicant", "found"),
    [
        (replace(INVITED, invited=False, reply_by=None), []),
        (replace(INVITED, reply_by=date(2026, 11, 30)), []),
        (INVITED, ["invited"]),
        (replace(INVITED, is_open=False), ["ended"]),
        (replace(INVITED, passed=True), ["passed"]),
        (replace(INVITED, failed=True, again_from=date(2026, 12, 24)), ["too_soon"]),
        (replace(INVITED, engaged=(engaged(OTHER),)), ["booked"]),
        (replace(INVITED, reply_by=None, engaged=(MEANWHILE,)), []),
    ],
)
def test_who_is_invited(applicant, found):
    assert codes(refusals_to_invite(SESSION, applicant, today=TODAY)) == found


@pytest.mark.parametrize(
    ("kind", "check", "stages"),
    [
        (SessionKind.INTERVIEW, "interview", {"interview"}),
        (SessionKind.FITNESS, "fitness", {"pre_employment_checks", "intake"}),
        (SessionKind.COURSE, "training", {"training", "intake", "pre_employment_checks"}),
        (SessionKind.OTHER, "swimming", set()),
    ],
)
def test_at_which_stages_people_are_thought_of(kind, check, stages):
    assert stages_for(STRAND.pipeline, kind, check) == stages


def test_a_session_for_no_check_is_for_anyone_under_way():
    everyone = {stage.code for stage in STRAND.pipeline.open_stages}
    assert stages_for(STRAND.pipeline, SessionKind.OTHER, None) == everyone


def test_before_a_course_all_that_leads_up_to_it_is_needed_and_before_a_test_the_others_of_its_stage():
    before = needed_before(STRAND.pipeline, "pre_employment_checks", SessionKind.COURSE, "training")
    assert set(before) >= {"interview", "vetting", "medical", "fitness", "references"}
    assert "attestation" not in before
    beside = needed_before(STRAND.pipeline, "pre_employment_checks", SessionKind.FITNESS, "fitness")
    assert set(beside) == {"references", "medical", "biometrics_and_drugs", "vetting"}


def test_what_has_lapsed_by_the_day_of_the_session_is_lacking():
    held = {
        code: CheckFact(code, passed=True, valid_until=date(2026, 12, 31))
        for code in ("references", "medical", "biometrics_and_drugs", "vetting")
    }
    held["medical"] = replace(held["medical"], valid_until=date(2026, 12, 6))
    assert lacking(STRAND, "pre_employment_checks", SessionKind.FITNESS, "fitness", held, STARTS.date()) == ("Medical",)


def candidate(number: int, lacks: int, since: int, **more: object) -> Candidate:
    return Candidate(
        number, f"SC-{number}", f"Person {number}", "Bristol", "Intake", date(2026, 1, since), since,
        tuple(f"Check {each}" for each in range(lacks)), **more,
    )  # fmt: skip


def test_the_order_is_whole_first_then_who_lacks_least_then_who_waits_longest():
    people = [candidate(1, 2, 1), candidate(2, 0, 20), candidate(3, 1, 9), candidate(4, 0, 10), candidate(5, 1, 2)]
    assert [each.application_id for each in in_order(people)] == [4, 2, 5, 3, 1]
    assert proposed(people, 1) == {4}
    assert proposed(people, 5) == {4, 2}
    assert proposed(people, -1) == frozenset()


def test_what_a_session_of_specials_can_be_for():
    found = {each.check_code: each.kind for each in purposes_of(STRAND)}
    assert found["interview"] is SessionKind.INTERVIEW
    assert found["fitness"] is SessionKind.FITNESS
    assert found["medical"] is SessionKind.MEDICAL
    assert found["training"] is SessionKind.COURSE
    assert not {"vetting", "references", "sift"} & set(found)


@pytest.mark.parametrize(
    ("state", "starts_at", "found"),
    [
        (SessionState.OPEN, NOW, []),
        (SessionState.HELD, NOW, []),
        (SessionState.OPEN, STARTS, ["not_begun"]),
        (SessionState.CANCELLED, NOW, ["session_cancelled"]),
    ],
)
def test_when_people_may_be_marked(state, starts_at, found):
    assert codes(refusals_to_mark(state=state, starts_at=starts_at, now=NOW)) == found


@pytest.mark.parametrize(
    ("state", "mark", "found"),
    [
        (BookingState.BOOKED, Mark(Came.CAME, passed=True), []),
        (BookingState.MISSED, Mark(Came.CAME), []),
        (BookingState.BOOKED, Mark(Came.MISSED, passed=False), ["result_without_coming"]),
        (BookingState.CANCELLED, Mark(Came.CAME), ["no_place"]),
        (BookingState.WAITING, Mark(Came.MISSED), ["no_place"]),
    ],
)
def test_how_one_person_may_be_marked(state, mark, found):
    assert codes(refusals_of_mark(state, mark)) == found
