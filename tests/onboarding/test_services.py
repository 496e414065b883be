"""Recording checks, moving applications and clearing for duty: what is written, and when nothing is."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.applications.builders import an_application
from tests.onboarding.builders import a_case, a_case_to_clear, a_check, a_coordinator, a_vetting_officer, an_entry
from tests.people.builders import a_viewer, a_volunteer, an_account, as_viewer
from volunteers import clock
from volunteers.applications.models import Application, StageChange
from volunteers.errors import Conflict, NotFound, Refused
from volunteers.forces.queries import current_force
from volunteers.history.queries import list_of
from volunteers.notifications.queries import list_about
from volunteers.onboarding.models import Check, CheckState
from volunteers.onboarding.rules import CheckEntry, Clearing
from volunteers.onboarding.service import advance, clear_for_duty, record_check
from volunteers.people.models import Clearance, RoleGrant
from volunteers.people.queries import get_standings
from volunteers.permissions import Grant, Role
from volunteers.places.models import Unit, UnitKind
from volunteers.unit_of_work import unit_of_work

SPECIALS = "special_constabulary"
ROOM = {"in_vetting_room": True}


def codes_of(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [refusal.code for refusal in refused.value.refusals]


def acts(application: Application) -> list[str]:
    return [entry.act for entry in list_of("application", application.id)]


def messages(application: Application) -> list[str]:
    return [message.kind for message in list_about("application", application.id)]


class TestRecordingACheck:
    def test_it_is_kept_with_who_recorded_it_and_told_to_the_history(self, session: Session) -> None:
        application, by = a_case("pre_employment_checks"), a_coordinator()
        with unit_of_work():
            check = record_check(application.id, "fitness", entry=an_entry(reference="FT/7"), seen_version=0, by=by)
        assert (check.state, check.reference, check.recorded_by_id) == (CheckState.PASSED, "FT/7", by.account_id)
        entry = list_of("application", application.id)[0]
        assert entry.act == "check_recorded"
        assert entry.details == {"check": "fitness", "fields": ["state", "result_on", "reference"]}

    def test_a_pass_lasts_as_long_as_the_definition_says_unless_another_day_is_given(self, session: Session) -> None:
        application, officer = a_case("pre_employment_checks"), a_vetting_officer()
        on = date(2025, 5, 6)
        years = current_force().numbers.recruitment_vetting_years
        entry = an_entry(result_on=on)
        check = record_check(application.id, "vetting", entry=entry, seen_version=0, by=officer, **ROOM)
        assert check.valid_until == date(2025 + years, 5, 5)
        entry = an_entry(result_on=on, valid_until=date(2027, 1, 1))
        again = record_check(application.id, "vetting", entry=entry, seen_version=1, by=officer, **ROOM)
        assert again.valid_until == date(2027, 1, 1)

    def test_a_check_asked_for_keeps_the_day_it_was_asked(self, session: Session) -> None:
        application, by = a_case("pre_employment_checks"), a_coordinator()
        asked = record_check(application.id, "medical", entry=CheckEntry(CheckState.ASKED), seen_version=0, by=by)
        assert asked.asked_on == clock.today()
        passed = record_check(application.id, "medical", entry=an_entry(), seen_version=1, by=by)
        assert (passed.asked_on, passed.state, passed.version) == (clock.today(), CheckState.PASSED, 2)

    def test_the_last_one_in_makes_a_decision_due_and_one_sent_out_again_takes_it_back(self, session: Session) -> None:
        application, by = a_case("pre_employment_checks"), a_coordinator()
        for code in ("references", "fitness", "medical", "biometrics_and_drugs"):
            record_check(application.id, code, entry=an_entry(reason="Taken up on paper."), seen_version=0, by=by)
        assert not application.decision_due
        record_check(application.id, "vetting", entry=an_entry(), seen_version=0, by=a_vetting_officer(), **ROOM)
        assert application.decision_due
        record_check(application.id, "fitness", entry=CheckEntry(CheckState.ASKED), seen_version=1, by=by)
        assert not application.decision_due

    def test_one_that_is_not_passed_makes_a_decision_due(self, session: Session) -> None:
        application = a_case("pre_employment_checks")
        entry = an_entry(CheckState.FAILED)
        record_check(application.id, "biometrics_and_drugs", entry=entry, seen_version=0, by=a_coordinator())
        assert application.decision_due

    def test_a_version_that_was_not_seen_is_a_conflict_and_stays(self, session: Session) -> None:
        application, by = a_case("pre_employment_checks"), a_coordinator()
        record_check(application.id, "medical", entry=an_entry(reference="first"), seen_version=0, by=by)
        for seen in (0, 2):
            with pytest.raises(Conflict) as refused:
                record_check(application.id, "medical", entry=an_entry(reference="second"), seen_version=seen, by=by)
            assert codes_of(refused) == ["recorded_meanwhile"]
        assert session.scalar(select(Check.reference).where(Check.code == "medical")) == "first"

    def test_dates_that_cannot_be_are_refused_and_nothing_is_written(self, session: Session) -> None:
        application = a_case("pre_employment_checks")
        entry = an_entry(result_on=clock.today() + timedelta(days=1))
        with pytest.raises(Refused) as refused:
            record_check(application.id, "medical", entry=entry, seen_version=0, by=a_coordinator())
        assert codes_of(refused) == ["result_in_future"]
        assert session.scalar(select(Check).where(Check.code == "medical")) is None
        assert acts(application) == []

    def test_vetting_is_recorded_in_its_room_by_a_vetting_officer_and_nothing_else_is(self, session: Session) -> None:
        application, officer = a_case("pre_employment_checks"), a_vetting_officer()
        both = an_account(Role.COORDINATOR, Role.VETTING_OFFICER)
        for code, by, more, refusal in (
            ("vetting", a_coordinator(), {}, "not_permitted"),
            ("medical", officer, ROOM, "not_permitted"),
            ("vetting", as_viewer(both), {}, "in_vetting_room"),
            ("medical", as_viewer(both), ROOM, "in_vetting_room"),
        ):
            with pytest.raises(Refused) as refused:
                record_check(application.id, code, entry=an_entry(), seen_version=0, by=by, **more)
            assert codes_of(refused) == [refusal]
        for by, more in ((officer, {}), (a_coordinator(), ROOM)):
            with pytest.raises(NotFound):
                record_check(application.id, "vetting", entry=an_entry(), seen_version=0, by=by, **more)

    def test_nothing_is_recorded_once_it_has_ended(self, session: Session) -> None:
        with pytest.raises(Refused) as refused:
            record_check(
                an_application(stage="withdrawn").id, "sift", entry=an_entry(), seen_version=0, by=a_coordinator()
            )
        assert codes_of(refused) == ["ended"]

    def test_an_unknown_check_is_not_found(self, session: Session) -> None:
        with pytest.raises(NotFound):
            record_check(a_case().id, "horoscope", entry=an_entry(), seen_version=0, by=a_coordinator())


class TestMoving:
    def test_a_move_leaves_a_dated_change_a_history_entry_and_a_message(self, session: Session) -> None:
        application, by = a_case("submitted"), a_coordinator()
        with unit_of_work():
            advance(application.id, "sift", seen_stage="submitted", by=by)
        last = session.scalars(select(StageChange).order_by(StageChange.id.desc()).limit(1)).one()
        assert (last.from_stage, last.to_stage, last.by_account_id) == ("submitted", "sift", by.account_id)
        assert (application.stage, application.stage_since) == ("sift", last.at)
        assert acts(application) == ["application_moved"]
        assert messages(application) == ["application_moved"]

    @pytest.mark.parametrize(
        ("to_stage", "reason"), [("unsuccessful", "Does not live in the area"), ("withdrawn", None)]
    )
    def test_an_ending_tells_the_applicant_too(self, session: Session, to_stage: str, reason: str | None) -> None:
        application = a_case("submitted")
        advance(application.id, to_stage, seen_stage="submitted", reason=reason, by=a_coordinator())
        assert (application.changes[-1].to_stage, application.changes[-1].reason) == (to_stage, reason)
        assert messages(application) == ["application_closed"]

    @pytest.mark.parametrize(
        ("stage", "to_stage", "codes"),
        [
            ("submitted", "interview", ["not_a_move"]),
            ("submitted", "submitted", ["already_there"]),
            ("submitted", "nowhere", ["unknown_stage"]),
            ("submitted", "unsuccessful", ["reason_needed"]),
            ("sift", "interview", ["sift_missing"]),
            ("training", "intake", ["reason_needed"]),
            (
                "pre_employment_checks",
                "intake",
                [f"{code}_missing" for code in ("references", "fitness", "medical", "biometrics_and_drugs", "vetting")],
            ),
        ],
    )
    def test_what_the_table_does_not_allow_is_refused_and_nothing_is_written(
        self, session: Session, stage: str, to_stage: str, codes: list[str]
    ) -> None:
        application = a_case(stage)
        before = len(application.changes)
        with pytest.raises(Refused) as refused:
            advance(application.id, to_stage, seen_stage=stage, by=a_coordinator())
        assert codes_of(refused) == codes
        assert (application.stage, len(application.changes), messages(application)) == (stage, before, [])

    def test_a_move_out_of_a_stale_page_is_a_conflict_that_says_where_it_is_now(self, session: Session) -> None:
        application = a_case("sift")
        with pytest.raises(Conflict) as refused:
            advance(application.id, "sift", seen_stage="submitted", by=a_coordinator())
        assert "It is now at Online sift" in str(refused.value)

    def test_nobody_is_appointed_by_a_plain_move(self, session: Session) -> None:
        application = a_case_to_clear()
        with pytest.raises(Refused) as refused:
            advance(application.id, "appointed", seen_stage="attestation", by=a_coordinator())
        assert codes_of(refused) == ["clear_instead"]

    def test_a_move_keeps_count_of_decisions(self, session: Session) -> None:
        application = a_case("submitted")
        a_check(application, "sift")
        advance(application.id, "sift", seen_stage="submitted", by=a_coordinator())
        assert application.decision_due


class TestScope:
    @pytest.mark.parametrize(
        "grants",
        [
            [Grant(Role.COORDINATOR, SPECIALS, "somerset")],
            [Grant(Role.COORDINATOR, "cadets", "bristol")],
            [Grant(Role.COORDINATOR, "cadets", "bristol"), Grant(Role.COORDINATOR, SPECIALS, "somerset")],
            [Grant(Role.OPCC_ANALYST)],
            [Grant(Role.VETTING_OFFICER)],
        ],
    )
    def test_what_is_out_of_scope_is_not_found(self, session: Session, grants: list[Grant]) -> None:
        application = a_case("submitted", area="bristol")
        viewer = a_viewer(grants[0].role)
        viewer = type(viewer)(viewer.account_id, viewer.name, frozenset(grants))
        with pytest.raises(NotFound):
            advance(application.id, "sift", seen_stage="submitted", by=viewer)
        with pytest.raises(NotFound):
            record_check(application.id, "sift", entry=an_entry(), seen_version=0, by=viewer)

    def test_nobody_acts_on_their_own_application(self, session: Session) -> None:
        application = a_case_to_clear()
        application.account.role_grants.append(RoleGrant(role=Role.COORDINATOR))
        session.flush()
        own = as_viewer(application.account)
        with pytest.raises(Refused) as moved:
            advance(application.id, "withdrawn", seen_stage="attestation", by=own)
        with pytest.raises(Refused) as recorded:
            record_check(application.id, "fitness", entry=an_entry(), seen_version=1, by=own)
        with pytest.raises(Refused) as cleared:
            clear_for_duty(application.id, clearing=A_START, seen_stage="attestation", by=own)
        assert codes_of(moved) == codes_of(recorded) == codes_of(cleared) == ["own_application"]

    def test_a_draft_is_nobodys_but_the_applicants(self, session: Session) -> None:
        with pytest.raises(NotFound):
            advance(an_application(stage="draft").id, "submitted", seen_stage="draft", by=a_coordinator())


A_START = Clearing("special_constable", "accompanied", None, clock.today())


class TestClearing:
    def test_the_applicant_becomes_a_volunteer_with_what_the_checks_say(self, session: Session) -> None:
        application, by = a_case_to_clear(area="bristol"), a_coordinator()
        vetting = session.scalars(
            select(Check).where(Check.application_id == application.id, Check.code == "vetting")
        ).one()
        vetting.reference, vetting.valid_until = "V/12", clock.today() + timedelta(days=900)
        with unit_of_work():
            volunteer = clear_for_duty(application.id, clearing=A_START, seen_stage="attestation", by=by)
        standing = get_standings([volunteer.id], SPECIALS)[volunteer.id]
        assert (standing.area, standing.serves) == ("bristol", ((clock.today(), None),))
        assert standing.grade_on(clock.today()) == "accompanied"
        assert {one.code for one in standing.clearances} == {"vetting", "medical", "personal_safety_training"}
        held = session.scalars(select(Clearance).where(Clearance.code == "vetting")).one()
        assert (held.from_on, held.until_on, held.reference) == (vetting.result_on, vetting.valid_until, "V/12")
        assert (application.volunteer_id, application.stage) == (volunteer.id, "appointed")
        assert acts(application) == ["cleared_for_duty"]
        assert messages(application) == ["cleared_for_duty"]

    def test_they_may_book_duties_from_then_on(self, session: Session) -> None:
        application = a_case_to_clear()
        clear_for_duty(application.id, clearing=A_START, seen_stage="attestation", by=a_coordinator())
        session.flush()
        roles = session.scalars(select(RoleGrant.role).where(RoleGrant.account_id == application.account_id)).all()
        assert Role.VOLUNTEER in roles

    def test_a_unit_of_their_area_may_be_named_and_another_may_not(self, session: Session) -> None:
        application = a_case_to_clear(area="bristol")
        own = Unit(code="b", name="Bristol team", kind=UnitKind.STATION, strand=None, area="bristol")
        other = Unit(code="s", name="Somerset team", kind=UnitKind.STATION, strand=None, area="somerset")
        session.add_all([own, other])
        session.flush()
        wrong = Clearing("special_constable", "accompanied", other.id, clock.today())
        with pytest.raises(Refused) as refused:
            clear_for_duty(application.id, clearing=wrong, seen_stage="attestation", by=a_coordinator())
        assert codes_of(refused) == ["unknown_unit"]
        right = Clearing("special_constable", "accompanied", own.id, clock.today())
        volunteer = clear_for_duty(application.id, clearing=right, seen_stage="attestation", by=a_coordinator())
        assert volunteer.service[0].unit_id == own.id

    def test_without_attestation_nobody_is_cleared_and_nothing_is_written(self, session: Session) -> None:
        application = a_case("attestation")
        with pytest.raises(Refused) as refused:
            clear_for_duty(application.id, clearing=A_START, seen_stage="attestation", by=a_coordinator())
        assert codes_of(refused) == ["attestation_missing"]
        assert (application.volunteer_id, application.stage, messages(application)) == (None, "attestation", [])

    def test_someone_who_serves_already_is_not_cleared_again(self, session: Session) -> None:
        application = a_case_to_clear()
        a_volunteer(account=application.account)
        with pytest.raises(Refused) as refused:
            clear_for_duty(application.id, clearing=A_START, seen_stage="attestation", by=a_coordinator())
        assert codes_of(refused) == ["already_serving"]

    def test_clearing_twice_is_a_conflict(self, session: Session) -> None:
        application = a_case_to_clear()
        clear_for_duty(application.id, clearing=A_START, seen_stage="attestation", by=a_coordinator())
        with pytest.raises(Conflict):
            clear_for_duty(application.id, clearing=A_START, seen_stage="attestation", by=a_coordinator())
