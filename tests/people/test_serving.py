"""Leave, restrictions, suspensions, ranks, postings and leaving: what is written down, who may, and who is told."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.openings.builders import a_unit
from tests.people.builders import SPECIALS, a_viewer, a_volunteer, an_account, as_viewer
from tests.people.serving import STUDY, on, period_of, put, told
from tests.rosters.builders import a_duty
from volunteers.errors import Conflict, NotFound, Refused
from volunteers.extensions import db
from volunteers.history.queries import list_of
from volunteers.people import service
from volunteers.people.jobs import begin_what_is_due
from volunteers.people.models import PostingPeriod, RoleGrant, ServiceStatus, Volunteer
from volunteers.people.queries import get_record, get_standings, list_volunteers
from volunteers.people.queries.serving import get_serving
from volunteers.people.queries.volunteers import count_by_status
from volunteers.people.rules import EndReason, StatusKind
from volunteers.people.service.endings import Ending
from volunteers.people.service.postings import Posting
from volunteers.permissions import Grant, Role
from volunteers.rosters.service import assign
from volunteers.strands.rules.reasons import Reason
from volunteers.unit_of_work import unit_of_work

LEAVE, RESTRICTED, SUSPENDED, ACTIVE = (
    StatusKind.LEAVE, StatusKind.RESTRICTED, StatusKind.SUSPENDED, StatusKind.ACTIVE,
)  # fmt: skip
MOVED = Reason("moved_home", "Moved home")


def spans(volunteer: Volunteer) -> list[tuple[str, int, int | None]]:
    """What stands, in days from today."""
    found = get_standings([volunteer.id], SPECIALS)[volunteer.id].statuses
    return [
        (one.status.value, (one.from_on - on(0)).days, (one.until_on - on(0)).days if one.until_on else None)
        for one in found
    ]


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [one.code for one in refused.value.refusals]


class TestStatus:
    def test_it_stands_on_its_dates_and_they_are_told(self, session: Session) -> None:
        volunteer, by = a_volunteer(), a_viewer(Role.COORDINATOR)
        put(volunteer, LEAVE, 5, 20, by=by)
        assert spans(volunteer) == [("leave", 5, 20)]
        (row,) = session.scalars(select(ServiceStatus))
        assert (row.reason_code, row.reason_words, row.recorded_by_id) == ("study", "Study or exams", by.account_id)
        (message,) = told("service_status_changed")
        assert message.particulars["status"] == "leave"
        assert STUDY.words not in str(message.particulars), "why someone is away is nobody's to read in a mail"

    def test_it_is_in_the_history(self, session: Session) -> None:
        volunteer, by = a_volunteer(), a_viewer(Role.COORDINATOR)
        with unit_of_work():
            put(volunteer, LEAVE, 5, 20, by=by)
        (entry,) = [each for each in list_of("volunteer", volunteer.id) if each.act == "status_changed"]
        assert entry.by_account_id == by.account_id

    def test_what_was_before_is_replaced_and_stays_on_record(self, session: Session) -> None:
        volunteer = a_volunteer()
        put(volunteer, LEAVE, -10, 30)
        put(volunteer, SUSPENDED, 5, 9)
        assert spans(volunteer) == [("leave", -10, 4), ("suspended", 5, 9), ("leave", 10, 30)]
        kept = session.scalars(select(ServiceStatus).where(ServiceStatus.replaced_at.is_not(None))).all()
        assert [(row.from_on, row.until_on) for row in kept] == [(on(-10), on(30))]

    def test_back_sooner_than_expected(self, session: Session) -> None:
        volunteer = a_volunteer()
        put(volunteer, LEAVE, -10, 30)
        put(volunteer, ACTIVE, 0)
        assert spans(volunteer) == [("leave", -10, -1), ("active", 0, None)]
        put(volunteer, LEAVE, 40)
        assert spans(volunteer) == [("leave", -10, -1), ("active", 0, 39), ("leave", 40, None)]

    def test_a_stale_page_is_told_so(self, session: Session) -> None:
        volunteer, by = a_volunteer(), a_viewer(Role.COORDINATOR)
        seen = get_serving(volunteer.id, period_of(volunteer).id, by).seen
        put(volunteer, LEAVE, 5, by=by, seen=seen)
        with pytest.raises(Conflict):
            put(volunteer, SUSPENDED, 5, by=by, seen=seen)

    def test_nobody_changes_their_own(self, session: Session) -> None:
        account = an_account(Role.COORDINATOR)
        volunteer = a_volunteer(account=account)
        with pytest.raises(Refused) as refused:
            put(volunteer, LEAVE, 5, by=as_viewer(account))
        assert codes(refused) == ["own_service"]

    @pytest.mark.parametrize(
        "grant",
        [
            Grant(Role.COORDINATOR, SPECIALS, "bristol"),
            Grant(Role.COORDINATOR, "cadets", "somerset"),
            Grant(Role.SUPERVISOR, SPECIALS, "somerset"),
        ],
    )
    def test_out_of_scope_is_not_found(self, session: Session, grant: Grant) -> None:
        with pytest.raises(NotFound):
            put(a_volunteer(area="somerset"), LEAVE, 5, by=as_viewer(an_account(grants=[grant])))

    def test_cadets_are_for_those_cleared_for_children(self, session: Session) -> None:
        volunteer = a_volunteer(strand="cadets", rank=None, grade="cadet", clearances=[])
        with pytest.raises(NotFound):
            put(volunteer, LEAVE, 5, by=as_viewer(an_account(Role.COORDINATOR, for_children=False)))

    def test_a_duty_is_judged_by_it_at_once(self, session: Session) -> None:
        volunteer = a_volunteer()
        before, within = a_duty(on=on(4)), a_duty(on=on(10))
        put(volunteer, LEAVE, 5, 20)
        by = a_viewer(Role.SUPERVISOR)
        assign(before.id, post_id=before.posts[0].id, volunteer_id=volunteer.id, by=by)
        with pytest.raises(Refused) as refused:
            assign(within.id, post_id=within.posts[0].id, volunteer_id=volunteer.id, by=by)
        assert codes(refused) == ["leave"]
        assert refused.value.refusals[0].clears_on == on(21)


class TestLists:
    def test_the_list_is_narrowed_by_how_they_serve_today(self, session: Session) -> None:
        for name, status, first, last in (
            ("Away", LEAVE, -5, 5), ("Back", LEAVE, -20, -5), ("Held", RESTRICTED, -5, None),
            ("Stopped", SUSPENDED, 0, 0),
        ):  # fmt: skip
            put(a_volunteer(first_name=name), status, first, last, limits="No driving")
        viewer = a_viewer(Role.COORDINATOR, SPECIALS, "somerset")

        def named(status: StatusKind | None) -> list[str]:
            return [row.name.split()[0] for row in list_volunteers(viewer, status=status).rows]

        assert named(None) == ["Away", "Back", "Held", "Stopped"]
        assert [named(status) for status in StatusKind] == [["Back"], ["Away"], ["Held"], ["Stopped"]]
        assert count_by_status(viewer) == {LEAVE: 1, RESTRICTED: 1, SUSPENDED: 1}
        assert count_by_status(a_viewer(Role.COORDINATOR, SPECIALS, "bristol")) == {}

    def test_the_timeline_has_what_stands_and_not_what_was_replaced(self, session: Session) -> None:
        volunteer = a_volunteer()
        put(volunteer, LEAVE, -10, 30)
        put(volunteer, ACTIVE, 0)
        record = get_record(volunteer.id, a_viewer(Role.COORDINATOR))
        titles = [one.title for one in record.timeline if one.kind == "Status"]
        assert titles == ["Active again", "On leave"]
        assert record.serves[0].status_words == "Active"


class TestRanks:
    def test_from_a_day_to_come_it_is_taken_up_on_that_day(self, session: Session) -> None:
        volunteer, by = a_volunteer(), a_viewer(Role.COORDINATOR)
        period = period_of(volunteer)
        service.change_rank(
            volunteer.id, period_id=period.id, rank="special_sergeant", from_on=on(0), evidence="Board", by=by
        )
        assert period.rank == "special_sergeant"
        service.change_rank(
            volunteer.id, period_id=period.id, rank="special_inspector", from_on=on(3), evidence="Board", by=by
        )
        assert period.rank == "special_sergeant"
        begin_what_is_due()
        assert period_of(volunteer).rank == "special_sergeant"
        assert [each.particulars["after"] for each in told("rank_changed")] == ["Special Sergeant", "Special Inspector"]

    @pytest.mark.parametrize(
        ("rank", "days", "evidence", "expected"),
        [
            ("special_constable", 0, "Board", ["held_already"]),
            ("general", 0, "Board", ["unknown_rank"]),
            ("special_sergeant", 0, " ", ["evidence_needed"]),
            ("special_sergeant", -4000, "Board", ["before_service"]),
        ],
    )
    def test_what_is_refused(self, session: Session, rank: str, days: int, evidence: str, expected: list[str]) -> None:
        volunteer = a_volunteer()
        with pytest.raises(Refused) as refused:
            service.change_rank(
                volunteer.id, period_id=period_of(volunteer).id, rank=rank, from_on=on(days), evidence=evidence,
                by=a_viewer(Role.COORDINATOR),
            )  # fmt: skip
        assert codes(refused) == expected

    def test_grades_go_one_step_at_a_time(self, session: Session) -> None:
        volunteer, by = a_volunteer(grade="accompanied"), a_viewer(Role.COORDINATOR)

        def to(grade: str, days: int, evidence: str = "Checklist") -> None:
            service.set_grade(
                volunteer.id, strand=SPECIALS, grade=grade, from_on=on(days), evidence=evidence, by=by, is_shown=True
            )

        with pytest.raises(Refused) as refused:
            to("qualified", 0)
        assert codes(refused) == ["step_by_step"]
        to("directed", 0)
        with pytest.raises(Refused) as refused:
            to("accompanied", 1, " ")
        assert codes(refused) == ["reason_needed"]
        to("accompanied", 1, "Out of practice")
        standing = get_standings([volunteer.id], SPECIALS)[volunteer.id]
        assert [standing.grade_on(on(days)) for days in (-1, 0, 1)] == ["accompanied", "directed", "accompanied"]

    def test_a_status_that_takes_skills_is_confirmed_where_they_are_shown(self, session: Session) -> None:
        volunteer, by = a_volunteer(grade="in_training"), a_viewer(Role.COORDINATOR)
        service.set_grade(volunteer.id, strand=SPECIALS, grade="accompanied", from_on=on(0), evidence="Exam", by=by)
        with pytest.raises(Refused) as refused:
            service.set_grade(volunteer.id, strand=SPECIALS, grade="directed", from_on=on(1), evidence="Exam", by=by)
        assert codes(refused) == ["skills_first"]

    def test_whoever_signs_evidence_moves_on_and_not_back(self, session: Session) -> None:
        volunteer, by = a_volunteer(grade="accompanied"), a_viewer(Role.SUPERVISOR, SPECIALS, "somerset")
        service.set_grade(volunteer.id, strand=SPECIALS, grade="directed", from_on=on(0), by=by, is_shown=True)
        with pytest.raises(Refused) as refused:
            service.set_grade(volunteer.id, strand=SPECIALS, grade="accompanied", from_on=on(1), evidence="Why", by=by)
        assert codes(refused) == ["not_yours"]


class TestPostings:
    def test_from_today_and_from_a_day_to_come(self, session: Session) -> None:
        volunteer, by = a_volunteer(area="somerset"), a_viewer(Role.COORDINATOR)
        period = period_of(volunteer)
        unit = a_unit(area="bristol", strand=None)
        service.transfer(volunteer.id, period_id=period.id, posting=Posting("bristol", unit.id, on(0), MOVED), by=by)
        assert (period.area, period.unit_id) == ("bristol", unit.id)
        service.transfer(volunteer.id, period_id=period.id, posting=Posting("somerset", None, on(3), MOVED), by=by)
        assert period.area == "bristol"
        titles = [one.title for one in get_record(volunteer.id, by).timeline if one.kind == "Posting"]
        assert [title.split(", ")[-1] for title in titles] == ["Somerset", "Bristol", "Somerset"]
        assert len(told("posted")) == 2

    def test_one_that_begins_is_taken_up_and_twice_is_the_same(self, session: Session) -> None:
        volunteer, by = a_volunteer(area="somerset"), a_viewer(Role.COORDINATOR)
        period = period_of(volunteer)
        service.transfer(volunteer.id, period_id=period.id, posting=Posting("bristol", None, on(3), MOVED), by=by)
        for row in session.scalars(select(PostingPeriod)).all():
            row.from_on = min(row.from_on, on(0))
        session.flush()
        begin_what_is_due()
        begin_what_is_due()
        assert period_of(volunteer).area == "bristol"

    @pytest.mark.parametrize(
        ("area", "elsewhere", "expected"),
        [
            ("somerset", False, ["there_already"]),
            ("atlantis", False, ["unknown_area"]),
            ("somerset", True, ["unit_elsewhere"]),
        ],
    )
    def test_what_is_refused(self, session: Session, area: str, elsewhere: bool, expected: list[str]) -> None:
        volunteer = a_volunteer(area="somerset")
        unit = a_unit(area="bristol", strand=None)
        posting = Posting(area, unit.id if elsewhere else None, on(0), MOVED)
        with pytest.raises(Refused) as refused:
            service.transfer(
                volunteer.id, period_id=period_of(volunteer).id, posting=posting, by=a_viewer(Role.COORDINATOR)
            )
        assert codes(refused) == expected


def end(volunteer: Volunteer, days: int, reason: Reason = STUDY) -> None:
    service.end_service(
        volunteer.id, period_id=period_of(volunteer).id, ending=Ending(on(days), reason),
        by=a_viewer(Role.COORDINATOR),
    )  # fmt: skip


def roles(volunteer: Volunteer) -> set[str]:
    rows = db.session.scalars(select(RoleGrant.role).where(RoleGrant.account_id == volunteer.account_id))
    return {role.value for role in rows}


class TestEnding:
    def test_with_the_last_service_goes_the_right_to_book(self, session: Session) -> None:
        account = an_account()
        volunteer = a_volunteer(account=account)
        assert roles(volunteer) == {"volunteer"}
        end(volunteer, 0)
        assert roles(volunteer) == {"applicant"}, "they can still sign in, and apply again"
        assert period_of(volunteer).end_words == "Study or exams"
        (message,) = told("service_ended")
        assert message.particulars["reason"] == "resigned"

    def test_one_to_come_is_taken_up_on_the_day(self, session: Session) -> None:
        volunteer = a_volunteer()
        end(volunteer, 5)
        begin_what_is_due()
        assert "volunteer" in roles(volunteer)
        period_of(volunteer).ended_on = on(0)
        begin_what_is_due()
        assert "volunteer" not in roles(volunteer)

    def test_it_can_be_taken_back_until_it_comes(self, session: Session) -> None:
        volunteer, by = a_volunteer(), a_viewer(Role.COORDINATOR)
        end(volunteer, 5)
        period = period_of(volunteer)
        service.take_back_end(volunteer.id, period_id=period.id, by=by)
        assert (period.ended_on, period.end_reason, period.end_words) == (None, None, None)
        end(volunteer, 0)
        with pytest.raises(Refused) as refused:
            service.take_back_end(volunteer.id, period_id=period.id, by=by)
        assert codes(refused) == ["ended_already"]

    def test_nothing_is_sent_about_someone_who_died(self, session: Session) -> None:
        volunteer = a_volunteer()
        end(volunteer, 0, Reason("died", "Died"))
        assert period_of(volunteer).end_reason is EndReason.DIED
        assert told("service_ended") == []

    def test_someone_who_still_serves_elsewhere_keeps_it(self, session: Session) -> None:
        account = an_account()
        a_volunteer(account=account, strand="police_support_volunteers", rank=None, started_on=date(2020, 1, 1))
        volunteer = a_volunteer(account=account, started_on=date(2021, 1, 1))
        end(volunteer, 0)
        assert roles(volunteer) == {"volunteer"}
