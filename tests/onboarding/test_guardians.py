"""What coordinators do about guardians, and how consent decides every move."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.applications.walk import errors_of, send
from tests.guardians.builders import SEEN, a_cadet, a_confirmed_guardian, a_guardian, a_yes
from tests.onboarding.builders import a_check, an_entry
from tests.people.builders import a_viewer, an_account, signed_in
from tests.sql_count import counted_sql
from volunteers import clock
from volunteers.applications.models import Application
from volunteers.errors import NotFound, Refused
from volunteers.guardians import service as guardians
from volunteers.guardians.models import Guardian, GuardianCall
from volunteers.guardians.rules import CallOutcome, Consent, ConsentState, Purpose
from volunteers.history.queries import list_of
from volunteers.notifications.models import Message
from volunteers.onboarding import service
from volunteers.onboarding.models import Check, CheckState
from volunteers.onboarding.queries import Wanted, get_caseload, list_checks
from volunteers.onboarding.rules import RecordedCheck, facts_of, judged_by_consent
from volunteers.permissions import Grant, Role, Viewer
from volunteers.unit_of_work import unit_of_work

NOW = clock.now()
PART = Purpose.TAKE_PART


def a_coordinator() -> Viewer:
    return a_viewer(Role.COORDINATOR, "cadets", "bristol", full_name="Helen Marsh")


def case_of(session: Session, guardian: Guardian) -> Application:
    return session.get_one(Application, guardian.application_id)


def ring(application: Application, guardian: Guardian, outcome: str = "confirmed") -> None:
    service.ring_guardian(
        application.id, guardian.id, outcome=CallOutcome(outcome), number_source="School", note="", by=a_coordinator()
    )


def advance(application: Application, to_stage: str) -> None:
    service.advance(application.id, to_stage, seen_stage=application.stage, by=a_coordinator())


@pytest.mark.parametrize(
    ("state", "check"),
    [
        (None, "passed"),
        (ConsentState.CONFIRMED, "passed"),
        (ConsentState.TO_CONFIRM, "asked"),
        (ConsentState.ASKED, "asked"),
        (ConsentState.REFUSED, "failed"),
        (ConsentState.WITHDRAWN, "failed"),
        (ConsentState.NOBODY, None),
        (ConsentState.NOT_ASKED, None),
    ],
)
def test_a_pass_on_record_counts_only_while_consent_stands(state: ConsentState | None, check: str | None) -> None:
    today = clock.on(NOW)
    passed = RecordedCheck("guardian_consent", CheckState.PASSED, None, today, None, None, "Helen", NOW, 3)
    consent = Consent(state, NOW) if state else None
    found = judged_by_consent([passed], consent, on=today, at=NOW)
    assert [each.state.value for each in found] == ([check] if check else [])


class TestMoves:
    def test_nothing_goes_on_before_the_guardian_agreed_and_was_rung(self, session: Session) -> None:
        guardian = a_guardian(a_cadet())
        application = case_of(session, guardian)
        for step in ("asked", "answered", "not reached"):
            if step == "answered":
                a_yes(guardian)
            elif step == "not reached":
                ring(application, guardian, "no_answer")
            with pytest.raises(Refused) as refused:
                advance(application, "application")
            assert [each.code for each in refused.value.refusals] == ["guardian_consent_missing"], step
        ring(application, guardian)
        advance(application, "application")
        assert application.stage == "application"

    @pytest.mark.parametrize(
        ("stage", "onward", "checks"),
        [
            ("application", "orientation", ("application_form",)),
            ("orientation", "paperwork", ("orientation",)),
            ("paperwork", "own_clothes", ("health_and_permission", "cadet_vetting")),
        ],
    )
    def test_consent_taken_back_stops_every_stage(
        self, session: Session, stage: str, onward: str, checks: tuple[str, ...]
    ) -> None:
        application = a_cadet(stage)
        guardian = a_guardian(application)
        a_yes(guardian)
        ring(application, guardian)
        for code in checks:
            a_check(application, code)
        guardians.answer(guardian.id, {PART: False}, seen=SEEN)
        with pytest.raises(Refused) as refused:
            advance(application, onward)
        assert [each.code for each in refused.value.refusals] == ["guardian_consent_failed"]

    def test_closing_off_the_only_guardian_stops_it_too(self, session: Session) -> None:
        guardian = a_confirmed_guardian()
        application = case_of(session, guardian)
        service.close_off_guardian(application.id, guardian.id, reason="Court order", by=a_coordinator())
        with pytest.raises(Refused):
            advance(application, "application")
        assert application.decision_due

    def test_an_application_without_a_named_guardian_goes_by_what_staff_recorded(self, session: Session) -> None:
        application = a_cadet()
        entry = an_entry()
        service.record_check(application.id, "guardian_consent", entry=entry, seen_version=0, by=a_coordinator())
        advance(application, "application")

    def test_consent_is_not_recorded_past_the_guardian(self, session: Session) -> None:
        guardian = a_guardian()
        with pytest.raises(Refused) as refused:
            service.record_check(
                guardian.application_id, "guardian_consent", entry=an_entry(), seen_version=0, by=a_coordinator()
            )
        assert [each.code for each in refused.value.refusals] == ["ring_instead"]


class TestRinging:
    def test_a_confirming_call_passes_the_check_for_the_record(self, session: Session) -> None:
        guardian = a_guardian()
        a_yes(guardian)
        application = case_of(session, guardian)
        ring(application, guardian)
        check = session.scalars(select(Check).where(Check.code == "guardian_consent")).one()
        assert (check.state, check.result_on) == (CheckState.PASSED, clock.today())
        assert application.decision_due
        assert facts_of(list_checks(application))["guardian_consent"].passed

    def test_a_call_that_denies_it_fails_the_check(self, session: Session) -> None:
        guardian = a_guardian()
        a_yes(guardian)
        application = case_of(session, guardian)
        ring(application, guardian, "denied")
        assert facts_of(list_checks(application))["guardian_consent"].failed
        assert application.decision_due

    def test_another_check_recorded_meanwhile_does_not_hide_that_the_guardian_waits(self, session: Session) -> None:
        application = a_cadet("paperwork")
        guardian = a_confirmed_guardian(application)
        guardians.save_health(guardian.id, {"allergies": "no"}, is_whole=True)
        officer = a_viewer(Role.VETTING_OFFICER)
        service.record_check(
            application.id, "cadet_vetting", entry=an_entry(), seen_version=0, by=officer, in_vetting_room=True
        )
        assert application.decision_due

    @pytest.mark.parametrize(
        "grants",
        [
            [Grant(Role.COORDINATOR, "cadets", "somerset")],
            [Grant(Role.COORDINATOR, "special_constabulary", "bristol")],
            [Grant(Role.COORDINATOR, "cadets", "somerset"), Grant(Role.COORDINATOR, "special_constabulary", "bristol")],
        ],
    )
    def test_out_of_scope_is_not_found(self, session: Session, grants: list[Grant]) -> None:
        guardian = a_guardian()
        viewer = a_viewer(Role.COORDINATOR)
        other = Viewer(viewer.account_id, viewer.name, frozenset(grants))
        with pytest.raises(NotFound):
            service.close_off_guardian(guardian.application_id, guardian.id, reason="x", by=other)

    def test_the_guardian_of_another_application_is_not_found(self, session: Session) -> None:
        guardian, other = a_guardian(), a_guardian(email="al@example.org")
        with pytest.raises(NotFound):
            ring(case_of(session, guardian), other)


def test_no_message_to_a_cadet_goes_without_its_copy_once_a_guardian_is_known(session: Session) -> None:
    guardian = a_guardian()
    a_yes(guardian)
    application = case_of(session, guardian)
    ring(application, guardian)
    known_at = session.scalars(select(Message.id).order_by(Message.id.desc()).limit(1)).first() or 0
    advance(application, "application")
    a_check(application, "application_form")
    advance(application, "orientation")
    service.advance(application.id, "unsuccessful", seen_stage="orientation", reason="Did not come", by=a_coordinator())
    sent = session.scalars(select(Message).where(Message.id > known_at).order_by(Message.id)).all()
    told = [each.kind for each in sent if each.account_id == application.account_id]
    copied = [each.particulars["original"] for each in sent if each.to_address == guardian.email]
    assert told == copied == ["application_moved", "application_moved", "application_closed"]


class TestPages:
    @pytest.fixture
    def staff(self, client: FlaskClient) -> FlaskClient:
        return signed_in(client, an_account(grants=[Grant(Role.COORDINATOR, "cadets", "bristol")]))

    def address(self, session: Session, guardian: Guardian) -> str:
        return f"/staff/applications/{case_of(session, guardian).reference}"

    def text(self, client: FlaskClient, address: str, status: int = 200) -> str:
        response = client.get(address)
        assert response.status_code == status, response.headers.get("Location")
        return response.get_data(as_text=True)

    def test_the_case_says_who_agreed_to_what_and_offers_the_call(self, staff: FlaskClient, session: Session) -> None:
        guardian = a_guardian()
        with unit_of_work():
            a_yes(guardian, photographs=False)
        case = self.address(session, guardian)
        found = self.text(staff, case)
        for said in (
            "Given, not confirmed by a call", "Jo Tiller", "Record a call", "Ring them: their consent counts only then",
            "Guardian said no: photographs",
        ):  # fmt: skip
            assert said in found
        assert staff.get(f"{case}/checks/guardian_consent").headers["Location"] == f"{case}#guardians"
        call = f"{case}/guardians/{guardian.id}/call"
        assert errors_of(send(staff, call)) == ["Enter where the number came from.", "Choose what came of the call."]
        assert send(staff, call, number_source="School office", outcome="confirmed").status_code == 303
        found = self.text(staff, case)
        assert "Given, confirmed by a call" in found
        assert "School office" in found
        assert len(session.scalars(select(GuardianCall)).all()) == 1

    def test_do_not_disclose_and_back(self, staff: FlaskClient, session: Session) -> None:
        guardian = a_confirmed_guardian()
        case = self.address(session, guardian)
        here = f"{case}/guardians/{guardian.id}"
        assert errors_of(send(staff, f"{here}/do-not-disclose")) == ["Enter why they must not be told anything."]
        assert send(staff, f"{here}/do-not-disclose", reason="Order of 3 May").status_code == 303
        found = self.text(staff, case)
        assert "Order of 3 May" in found
        assert "jo@example.org" not in found.split("Parents and guardians")[1].split("Answers")[0]
        acts = [entry.act for entry in list_of("application", guardian.application_id)]
        assert "guardian_closed_off" in acts
        assert send(staff, f"{here}/disclose-again").status_code == 303
        assert "Given, confirmed by a call" in self.text(staff, case)

    def test_the_link_is_sent_again(self, staff: FlaskClient, session: Session) -> None:
        guardian = a_guardian()
        here = f"{self.address(session, guardian)}/guardians/{guardian.id}/ask"
        for status in (303, 303, 200):
            assert send(staff, here).status_code == status
        sent = session.scalars(select(Message.kind).where(Message.to_address == "jo@example.org")).all()
        assert sent == ["guardian_asked"] * 3

    def test_the_health_form_is_read_with_a_mark_in_the_history(self, staff: FlaskClient, session: Session) -> None:
        guardian = a_confirmed_guardian(a_cadet("paperwork"))
        form = f"{self.address(session, guardian)}/health-form"
        self.text(staff, form, 404)
        guardians.save_health(guardian.id, {"allergies": "yes", "allergies_what": "Bee stings"}, is_whole=True)
        assert "Bee stings" not in self.text(staff, self.address(session, guardian))
        assert "Bee stings" in self.text(staff, form)
        assert list_of("application", guardian.application_id)[0].act == "health_form_read"

    def test_a_vetting_officer_sees_no_guardian(self, client: FlaskClient, session: Session) -> None:
        guardian = a_confirmed_guardian(a_cadet("paperwork"))
        officer = signed_in(client, an_account(Role.VETTING_OFFICER))
        case = self.address(session, guardian)
        self.text(officer, case, 403)
        self.text(officer, f"{case}/guardians/{guardian.id}/call", 403)
        self.text(officer, f"{case}/health-form", 403)


def test_the_caseload_follows_consent_in_a_fixed_number_of_statements(session: Session, client: FlaskClient) -> None:
    viewer = a_coordinator()
    taken_back = a_confirmed_guardian(a_cadet("orientation"))
    a_check(case_of(session, taken_back), "guardian_consent")
    guardians.answer(taken_back.id, {PART: False}, seen=SEEN)
    case_of(session, taken_back).decision_due = True
    session.flush()
    line = next(line for line in get_caseload(Wanted(), viewer).lines)
    assert "Consent of a parent or guardian not passed" in line.due
    counts = []
    for _ in range(2):
        with counted_sql(client.application) as asked:
            get_caseload(Wanted(), viewer)
        counts.append(asked.count)
        a_confirmed_guardian(a_cadet("orientation"), email=f"x{len(counts)}@example.org")
    assert counts[0] == counts[1]
    assert clock.now() - NOW < timedelta(hours=1)
